import { fail } from '../../../core/error.ts'
import type { Context } from '../../context.ts'
import { codeOf, type Holder, holderOf, type Identifier } from '../customer.ts'
import { exists, type Named, selectNamed } from '../queries.ts'

/**
 * The person or account that a code, an identifier or `kind:value` means. Where it means several, the refusal names their codes
 * and kinds; it never repeats what was asked, so that no log keeps it.
 */
export async function holderNamed(ctx: Context, id: string, only?: Holder['is']): Promise<Holder> {
  const holders = await holdersNamed(ctx, id, only)
  const [first, ...others] = holders
  if (!first) return fail('not_found', `${absent(only)} Look with “customer search”, or give another of their ids.`)
  if (others.length === 0) return { is: first.is, number: first.number }
  const all = holders.map(each => `${codeOf(each)} (${each.kinds.join(', ')})`).join(', ')
  return fail('invalid', `This means ${holders.length}: ${all}. Give the code of one, or “kind:value”.`, {
    reason: 'ambiguous',
    customers: holders.map(each => ({ id: codeOf(each), kinds: each.kinds })),
  })
}

/** Everybody that a text means exactly, and as what. */
export async function holdersNamed(
  ctx: Context,
  id: string,
  only?: Holder['is'],
): Promise<(Holder & { kinds: string[] })[]> {
  const found: Named[] = []
  const code = holderOf(id)
  if (code && code.is !== other(only) && (await exists(ctx, code)))
    found.push({ ...code, kind: 'code', value: id.trim() })
  for (const is of ['person', 'account'] as const)
    if (is !== other(only)) found.push(...(await selectNamed(ctx, is, readings(id))))
  const each = Map.groupBy(found, codeOf)
  return [...each.values()].map(of => ({ ...of[0]!, kinds: [...new Set(of.map(({ kind }) => kind))] }))
}

const other = (only: Holder['is'] | undefined): Holder['is'] | undefined =>
  only && (only === 'person' ? 'account' : 'person')

const absent = (only: Holder['is'] | undefined): string =>
  only === 'account' ? 'No account is known under this id.' : 'Nobody is known under this id.'

/** Every way to read a text as an identifier; values are written as the store keeps them. */
export function readings(id: string): { kind: string | null; value: string }[] {
  const text = id.trim()
  const whole = [
    { kind: null, value: text },
    ...(text === text.toLowerCase() ? [] : ['email', 'domain'].map(of => ({ kind: of, value: text.toLowerCase() }))),
    ...(/\d{5}/.test(text.replaceAll(/\D/g, '')) && /^[+\d\s().\-/]+$/.test(text)
      ? [{ kind: 'phone', value: phoneOf(text) }]
      : []),
  ]
  const said = kindAndValue(text)
  return said ? [...whole, said] : whole
}

/** What `kind:value` says, as the store keeps it; nothing where the text says no kind. */
export function kindAndValue(text: string): Identifier | undefined {
  const [, kind, value] = /^([a-z][a-z0-9_-]{0,40}):(.+)$/s.exec(text) ?? []
  return kind && value ? { kind, value: written(kind, value.trim()) } : undefined
}

function written(kind: string, value: string): string {
  if (kind === 'email' || kind === 'domain') return value.toLowerCase()
  return kind === 'phone' ? phoneOf(value) : value
}

const phoneOf = (text: string): string => `${text.startsWith('+') ? '+' : ''}${text.replaceAll(/\D/g, '')}`
