import { fail } from '../../../core/error.ts'
import { comparable } from '../../../store/events/row.ts'
import type { Context } from '../../context.ts'
import { codeOf, nodeOf } from '../identity.ts'
import { type Known, selectNamed, selectNodes } from '../queries.ts'

/** The identifier that a code, a value or `kind:value` means. The refusal never repeats what was asked, so that no log keeps it. */
export async function identifierNamed(ctx: Context, text: string): Promise<Known> {
  const said = text.trim()
  const found = /^n[1-9]\d*$/.test(said) ? [...(await selectNodes(ctx, [nodeOf(said)])).values()] : []
  const all = found.length ? found : await selectNamed(ctx, readings(said))
  const [first, ...others] = all
  if (!first) return fail('not_found', 'No fact names this id. Check how it is written, or give “kind:value”.')
  if (others.length)
    fail(
      'invalid',
      `This means ${all.length} ids: ${all.map(({ node, kind }) => `${codeOf(node)} (${kind})`).join(', ')}. Give the code of one.`,
      { reason: 'ambiguous' },
    )
  return first
}

function readings(text: string): { kind: string | null; value: string }[] {
  const [, kind, value] = /^([a-z][a-z0-9_-]*):(.+)$/s.exec(text) ?? []
  const email = comparable('email', text)
  const phone = /^[+\d\s().\-/]{5,}$/.test(text) ? comparable('phone', text) : null
  const exact = kind && value ? comparable(kind, value) : null
  return [
    { kind: null, value: text },
    ...(email && email !== text ? [{ kind: 'email', value: email }] : []),
    ...(phone && phone !== text ? [{ kind: 'phone', value: phone }] : []),
    ...(kind && exact ? [{ kind, value: exact }] : []),
  ]
}
