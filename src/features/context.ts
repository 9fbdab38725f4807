import type { Connector } from '../connectors/connector.ts'
import type { Calendar } from '../core/calendar.ts'
import { fail } from '../core/error.ts'
import type { Instant } from '../core/instant.ts'
import type { Events } from '../store/events/events.ts'
import type { Records, Rows } from '../store/records/records.ts'
import type { Sealing } from '../store/sealing.ts'
import type { AgreementKind } from './kind.ts'

/** What a role of access may do to any noun; pay and survey answers need grants of their own. */
const VERBS = {
  viewer: ['read'],
  member: ['read', 'write'],
  lead: ['read', 'write', 'sign'],
  admin: ['read', 'write', 'sign', 'admin'],
} as const

export type Role = keyof typeof VERBS

/** A noun and what is done to it: `metric:read`, `metric:write`, `metric:sign`, `workspace:admin`. */
export type Permission = `${string}:${'read' | 'write' | 'sign' | 'admin'}`

/** What somebody may see beyond their role: `personal` is what tells who a customer is. */
export const GRANTS = ['personal'] as const
export type Grant = (typeof GRANTS)[number]

/** Whoever asks for something. */
export type Actor = {
  id: string
  name: string
  role: Role
  /** Teams this actor may sign for, as lead or delegate. */
  signsFor: readonly string[]
  /** What they may see beyond their role; nothing, when absent. */
  grants?: readonly Grant[]
}

/** What everybody in a company shares: how days are counted, what money is, whether agreements need signatures. */
export type Company = {
  name: string
  title: string
  calendar: Calendar
  currency: string
  signatures: boolean
}

/** What somebody would like to be in force. */
export type Tried = { spec: unknown; title?: string; owner?: string; binds?: readonly string[] }

/**
 * Which revisions a reading uses: those in force at an instant (now, by default), the newest ones, or something tried,
 * laid over those in force. The keys of an overlay are `kind/name`.
 */
export type Reading = { at?: Instant; preview?: 'head' | ReadonlyMap<string, Tried> }

/** What it takes to ask other systems. */
export type Outside = {
  /** Keeps what they are asked with. */
  sealing: Sealing
  /** Hosts and ranges outside the public internet that whoever runs this permits. */
  allowPrivate: readonly string[]
  /** Instead of all the systems that Plumbline knows. */
  connectors?: readonly Connector[]
}

/** Files that were added and wait to be imported, which no table knows. `texts` are in lower case. */
export type Waiting = {
  holding(texts: readonly string[]): Promise<{ name: string; by: string; at: string }[]>
  /** Removes those with one of the texts in them, and those that cannot be looked into; says how many. */
  forget(texts: readonly string[]): Promise<number>
}

/** What a verb is given. */
export type Context = {
  workspace: string
  company: Company
  actor: Actor
  records: Records
  /** The open transaction, or the store itself outside of one. */
  rows: Rows
  transacting: boolean
  events: Events
  now: () => Instant
  /** Every kind of agreement there is, by its word. */
  kinds: ReadonlyMap<string, AgreementKind>
  reading: Reading
  /** Absent where nothing is kept, as in memory: then no other system is asked. */
  outside?: Outside
  /** Absent where files cannot be added. */
  waiting?: Waiting
  /** The caller's key under which a write happens once, however often it is sent. */
  idempotencyKey?: string
}

export function may(actor: Actor, permission: Permission): boolean {
  const verb = permission.slice(permission.lastIndexOf(':') + 1)
  return (VERBS[actor.role] as readonly string[]).includes(verb)
}

/** Whether somebody may see what only a grant shows, which no role does. */
export const sees = (actor: Actor, grant: Grant): boolean => actor.grants?.includes(grant) ?? false

/** Refuses, in a sentence that names the role that would be enough. */
export function demand(actor: Actor, permission: Permission, does: string): void {
  if (may(actor, permission)) return
  const enough = (Object.keys(VERBS) as Role[]).find(role => may({ ...actor, role }, permission))
  const whoMay = enough
    ? `${enough === 'admin' ? 'An' : 'A'} ${enough} may: ask one, or an admin to change your role.`
    : 'Nobody may.'
  fail('forbidden', `Your role (${actor.role}) does not allow this: ${does} ${whoMay}`, { needs: permission })
}
