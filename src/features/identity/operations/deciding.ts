import { z } from 'zod'
import { fail } from '../../../core/error.ts'
import type { Context } from '../../context.ts'
import { operation } from '../../operation.ts'
import { recordAudit } from '../../operation-log.ts'
import { codeOf } from '../identity.ts'
import { insertAct, selectActs, undoAct } from '../queries.ts'
import { identifierNamed } from './finding.ts'
import { settleIdentity } from './ruling.ts'
import { IdText, RegroupingShown, regroupedAs } from './showing.ts'

const Why = z.string().trim().min(1).max(500).describe('Why, without naming the person: it is kept for good')

const Decided = z.object({
  id: z.string().describe('For “identity undo”'),
  one: z.string(),
  other: z.string(),
  change: RegroupingShown.nullable().describe('What it changed; null where nothing did'),
})

const Other = IdText.meta({ argument: false })

export const splitIdentity = operation({
  name: 'identity.split',
  does: 'Keep two ids apart that are not one person: every fact goes back to whom it belongs, at once.',
  needs: 'identity:sign',
  long: true,
  input: z.object({ id: IdText, from: Other, why: Why }),
  output: Decided,
  run: (ctx, { id, from, why }) => decide(ctx, 'split', id, from, why),
})

export const joinIdentity = operation({
  name: 'identity.join',
  does: 'Put two ids together that are one person, though no fact names both.',
  needs: 'identity:sign',
  long: true,
  input: z.object({ id: IdText, with: Other, why: Why }),
  output: Decided,
  run: (ctx, { id, with: other, why }) => decide(ctx, 'join', id, other, why),
})

export const undoIdentity = operation({
  name: 'identity.undo',
  does: 'Take back that somebody split or joined ids: everything is as if it had never been decided.',
  needs: 'identity:sign',
  long: true,
  input: z.object({
    id: z.string().min(1).describe('What “identity rulings” calls it').meta({ argument: true }),
    why: Why,
  }),
  output: Decided,
  async run(ctx, { id, why }) {
    const act = (await selectActs(ctx)).find(each => each.id === id)
    if (!act)
      return fail('not_found', 'Nobody decided this, or it is undone. See “identity rulings”; agreements are retired.')
    const codes = { one: codeOf(act.one), other: codeOf(act.other) }
    await audited(ctx, 'identity.undo', codes, why, inside => undoAct(inside, id, why))
    const change = await settleIdentity(ctx)
    return { id, ...codes, change: change && regroupedAs(change) }
  },
})

async function decide(ctx: Context, act: 'split' | 'join', id: string, other: string, why: string) {
  const [a, b] = [await identifierNamed(ctx, id), await identifierNamed(ctx, other)]
  if (a.node === b.node) fail('invalid', 'Both are the same id. Name two.')
  const codes = { one: codeOf(a.node), other: codeOf(b.node) }
  const made = await audited(ctx, `identity.${act}`, codes, why, async inside => {
    for (const before of await selectActs(inside))
      if ([before.one, before.other].sort().join() === [a.node, b.node].sort().join())
        await undoAct(inside, before.id, why)
    return insertAct(inside, { act, one: a.node, other: b.node, why })
  })
  const change = await settleIdentity(ctx)
  return { id: made, ...codes, change: change && regroupedAs(change) }
}

/** Codes stand for the ids, because the audit log is for ever. */
const audited = <T>(
  ctx: Context,
  name: string,
  codes: { one: string; other: string },
  why: string,
  work: (inside: Context) => Promise<T>,
): Promise<T> =>
  ctx.records.transaction(async rows => {
    const inside = { ...ctx, rows, transacting: true }
    const done = await work(inside)
    await recordAudit(inside, { operation: name, object: codes.one, input: { ...codes, why } })
    return done
  })
