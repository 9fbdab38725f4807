import { Cadence } from '../../../core/cadence.ts'
import { canonicalJson, type JsonValue } from '../../../core/json.ts'
import type { Contributor, Dependency } from '../goal.ts'
import type { Read } from './cell.ts'
import type { Cell } from './field.ts'

/**
 * Things that are more than one value in one cell of our own layout: as people would write them, `sales: demos [demos-held];
 * web: the page`, and as JSON where that would not read back as it was.
 */

type Form<T> = { write(value: T): string; read(text: string): T | undefined }

const contributors: Form<Contributor[]> = {
  write: list => list.map(each => `${each.team}: ${each.with}${each.metric ? ` [${each.metric}]` : ''}`).join('; '),
  read: text =>
    each(text, /^([a-z0-9-]+): (.+?)(?: \[([a-z0-9-]+)\])?$/s, ([team, what, metric]) => ({
      team: team!,
      with: what!,
      ...(metric === undefined ? {} : { metric }),
    })),
}

const dependencies: Form<Dependency[]> = {
  write: list => list.map(({ on, for: what, by }) => `${on}: ${what}${by ? ` (by ${by})` : ''}`).join('; '),
  read: text =>
    each(text, /^([a-z0-9-]+): (.+?)(?: \(by (\d{4}-\d{2}-\d{2})\))?$/s, ([on, what, by]) => ({
      on: on!,
      for: what!,
      ...(by === undefined ? {} : { by }),
    })),
}

const texts: Form<string[]> = { write: list => list.join('; '), read: text => text.split('; ') }

const cadence: Form<Cadence> = {
  write: ({ every, on, at }) => `every ${every} on ${on} at ${at}`,
  read(text) {
    const [, every, on, at] = /^every (week|2 weeks|month) on ([a-z]+) at (\d\d:\d\d)$/.exec(text) ?? []
    return Cadence.safeParse({ every, on, at }).data
  },
}

const band: Form<[number, number]> = {
  write: ([low, high]) => `${low} to ${high}`,
  read(text) {
    const [, low, high] = /^(\S+) to (\S+)$/.exec(text.trim()) ?? []
    const numbers = [Number(low), Number(high)] as [number, number]
    return low !== undefined && numbers.every(Number.isFinite) ? numbers : undefined
  },
}

function each<T>(text: string, form: RegExp, make: (parts: (string | undefined)[]) => T): T[] | undefined {
  const parts = text.split('; ').map(part => form.exec(part)?.slice(1))
  return parts.every(part => part !== undefined) ? parts.map(make) : undefined
}

const FORMS = { contributors, dependencies, notDoing: texts, checkIn: cadence, keep: band } as const
type Forms = typeof FORMS
export type Several = keyof Forms

export function writeSeveral(field: Several, value: unknown): Cell {
  if (value === undefined) return null
  const form = FORMS[field] as Form<unknown>
  const plain = form.write(value)
  const back = plain.startsWith('[') || plain.startsWith('{') ? undefined : form.read(plain)
  const said = canonicalJson(value as JsonValue)
  return back !== undefined && canonicalJson(back as JsonValue) === said ? plain : said
}

export function readSeveral(field: Several, text: string): Read<unknown> {
  const value = /^[[{]/.test(text) ? fromJson(text) : (FORMS[field] as Form<unknown>).read(text)
  return value === undefined
    ? { wrong: `“${text.slice(0, 60)}” cannot be read. Write it as ${EXAMPLES[field]}.` }
    : { value }
}

const EXAMPLES: Record<Several, string> = {
  contributors: '“marketing: campaigns [signups]; web: the page”',
  dependencies: '“it: the new CRM (by 2026-03-01)”',
  notDoing: '“the fair; the rebranding”',
  checkIn: '“every week on monday at 09:00”',
  keep: '“1.8 to 2.2”',
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
