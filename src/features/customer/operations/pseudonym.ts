import { randomUUID } from 'node:crypto'
import { fail } from '../../../core/error.ts'
import type { Fact } from '../../../core/fact.ts'
import { toMs } from '../../../core/instant.ts'
import { saltedHash } from '../../../store/events/suppression.ts'
import type { Context } from '../../context.ts'
import type { Identifier } from '../customer.ts'
import { selectIdentifiers } from '../queries.ts'
import { holderNamed, holdersNamed, kindAndValue } from './who.ts'

/** Somebody whom a change is about: their number, where facts know them, and all their identifiers, the most lasting first. */
export type Subject = { person: number | null; identifiers: Identifier[] }

/** Who is meant; somebody whom no fact names yet is meant by `kind:value` or an e-mail address. */
export async function subjectNamed(ctx: Context, id: string): Promise<Subject> {
  if ((await holdersNamed(ctx, id, 'person')).length > 0) {
    const { number } = await holderNamed(ctx, id, 'person')
    const all = (await selectIdentifiers(ctx, 'person', [number])).get(number) ?? []
    return { person: number, identifiers: all.toSorted((a, b) => rank(a.kind) - rank(b.kind)) }
  }
  const text = id.trim()
  if (/^[^@\s:]+@[^@\s]+$/.test(text))
    return { person: null, identifiers: [{ kind: 'email', value: text.toLowerCase() }] }
  const said = kindAndValue(text)
  if (said) return { person: null, identifiers: [said] }
  return fail(
    'not_found',
    'Nobody is known under this id. Give another of their ids, or “kind:value” for somebody who is not known yet.',
  )
}

const LASTING = ['user', 'email', 'phone']
const rank = (kind: string): number => (kind === 'anonymous' ? 99 : LASTING.indexOf(kind) + 1 || 50)

/** What stands for identifiers in registers and the audit log: only who has the identifier and the facts’ salt can tell whose it is. */
export async function pseudonymsOf(ctx: Context, identifiers: readonly Identifier[]): Promise<string[]> {
  const salt = await saltOf(ctx)
  return identifiers.map(({ kind, value }) => saltedHash(salt, kind, value))
}

export async function saltOf(ctx: Context): Promise<string> {
  const [salt] = await ctx.events.query<{ value: string }>('SELECT value FROM salt')
  return salt?.value ?? ''
}

/** A fact about somebody that nobody’s tool but Plumbline itself says. */
export function factAbout(ctx: Context, { identifiers }: Subject, name: string, props: Fact['props']): Fact {
  const [first] = identifiers
  if (!first) return fail('not_found', 'This person has no identifier any more.')
  return { id: randomUUID(), ts: toMs(ctx.now()), name, source: OWN_SOURCE, props, ...named(first) }
}

export const OWN_SOURCE = 'plumbline'

function named({ kind, value }: Identifier): Partial<Fact> {
  if (kind === 'user' || kind === 'email' || kind === 'anonymous' || kind === 'phone') return { [kind]: value }
  return { ids: { [kind]: value } }
}
