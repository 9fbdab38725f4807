import { z } from 'zod'
import { startOfDay } from '../../core/calendar.ts'
import { fail } from '../../core/error.ts'
import { toInstant } from '../../core/instant.ts'
import { Name } from '../../core/name.ts'
import { cursorOf, keyOf, PageRequest, pageOf } from '../../core/page.ts'
import { PlainDate } from '../../core/plain-date.ts'
import { type Hold, readReceipt, receiptStatements } from '../../semantics/sql/receipt.ts'
import { stageEntries } from '../../semantics/sql/stage.ts'
import { findStanding, standing } from '../agreement/operations/standing.ts'
import { agreementVerbs } from '../agreement/operations/verbs.ts'
import type { Context } from '../context.ts'
import { operation } from '../operation.ts'
import { veilFor } from '../source/operations/personal.ts'
import { findPerson, selectEntries, selectFacts, selectNames } from './queries.ts'
import { type Stage, stageKind, stageRule } from './stage.ts'

export const stageVerbs = agreementVerbs(stageKind)

const FactSaid = z.object({
  id: z.string(),
  at: z.string(),
  event: z.string().nullable(),
  source: z.string().nullable(),
  said: z.unknown(),
})

const Held = z.object({ at: z.string(), facts: z.array(FactSaid) })

export const receiptOfStage = operation({
  name: 'stage.receipt',
  does: 'Show why a person is in a stage, or what is missing: the revision, each line of its rule, the events behind it.',
  needs: 'stage:read',
  input: z.object({
    name: Name.describe('Name of the stage'),
    person: z.string().min(1).max(500).describe('User id, e-mail or anonymous id of the person'),
  }),
  output: z.object({
    stage: z.string(),
    revision: z.number(),
    entered: Held.nullable(),
    lines: z.array(
      z.object({ path: z.array(z.union([z.string(), z.number()])), rule: z.unknown(), held: Held.nullable() }),
    ),
  }),
  async run(ctx, input) {
    const stage = await findStanding<Stage>(ctx, { kind: 'stage', name: input.name })
    const stages = await standing<Stage>(ctx, 'stage')
    const rule = stageRule(stage.spec.enters, name => stages.get(name)?.spec)
    const person = await findPerson(ctx, input.person)
    if (person === undefined)
      return fail(
        'not_found',
        `Nobody is known as “${input.person}”. Give a user id, an e-mail or an anonymous id as the data has it.`,
      )
    const rows: { ts: unknown; id: unknown }[][] = []
    for (const { text, params } of receiptStatements(rule, person, ctx.events.dialect))
      rows.push(await ctx.events.query(text, params))
    const { entry, leaves } = readReceipt(rule, rows)
    return {
      stage: input.name,
      revision: stage.revision,
      entered: await explained(ctx, person, entry),
      lines: await Promise.all(
        leaves.map(async ({ path, leaf, held }) => ({ path, rule: leaf, held: await explained(ctx, person, held) })),
      ),
    }
  },
})

export const listEntries = operation({
  name: 'stage.entries',
  does: 'List who entered a stage and when, the newest first.',
  needs: 'stage:read',
  input: PageRequest.extend({
    name: Name.describe('Name of the stage'),
    from: PlainDate.optional().describe('Only entries on this day or later'),
    to: PlainDate.optional().describe('Only entries before this day'),
  }),
  output: pageOf(
    z.object({
      who: z.string().nullable().describe('User id, or an anonymous id'),
      at: z.string().describe('When they entered'),
    }),
  ),
  async run(ctx, { name, from, to, limit, cursor }) {
    const stage = await findStanding<Stage>(ctx, { kind: 'stage', name })
    const stages = await standing<Stage>(ctx, 'stage')
    const { zone } = ctx.company.calendar
    const span = {
      ...(from === undefined ? {} : { since: startOfDay(from, zone) }),
      ...(to === undefined ? {} : { until: startOfDay(to, zone) }),
    }
    const rule = stageRule(stage.spec.enters, each => stages.get(each)?.spec)
    const offset = cursor === undefined ? 0 : Number(keyOf(cursor, 1)[0])
    const entries = stageEntries(rule, span, ctx.events.dialect)
    const rows = await selectEntries(ctx, entries, { limit: limit + 1, offset })
    const shown = rows.slice(0, limit)
    const veil = await veilFor(ctx)
    const names = await namesOf(
      ctx,
      'person',
      shown.map(({ person }) => person),
    )
    return {
      items: shown.map(({ person, ts }) => ({ who: veil.text(names.get(person) ?? '') || null, at: toInstant(ts) })),
      next: rows.length > limit ? cursorOf([offset + limit]) : null,
    }
  },
})

/** What the data calls people or accounts, by their numbers in the store. */
export const namesOf = (
  ctx: Context,
  holder: 'person' | 'account',
  numbers: readonly (number | null)[],
): Promise<Map<number, string>> => selectNames(ctx, holder, numbers)

async function explained(ctx: Context, person: number, hold: Hold | null): Promise<z.infer<typeof Held> | null> {
  if (!hold) return null
  const facts = await selectFacts(ctx, person, hold.ids)
  const veil = await veilFor(ctx)
  return {
    at: toInstant(hold.ts),
    facts: facts.map(({ id, ts, name, source, said }) => ({
      id,
      at: toInstant(ts),
      event: name,
      source,
      said: veil.fields((said ?? {}) as Record<string, unknown>, source),
    })),
  }
}
