import { z } from 'zod'
import { type Period, periodNamed } from '../../../core/calendar.ts'
import { fail } from '../../../core/error.ts'
import { canonicalJson, type JsonValue } from '../../../core/json.ts'
import { Name } from '../../../core/name.ts'
import { Signature } from '../../agreement/agreement.ts'
import { findStanding, type Standing } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { asOf } from '../../metric/operations.ts'
import { operation } from '../../operation.ts'
import { type Frozen, type FrozenContent, SignOffState, signOffOf } from '../frozen.ts'
import { insertFreeze, insertSignOff, pathOf, type Stored, selectFreezes, selectSignOffs } from '../queries.ts'
import type { ScorecardReading } from '../reading.ts'
import type { Scorecard } from '../scorecard.ts'
import { frozenOf } from './freezes.ts'
import { readScorecard } from './read.ts'

const PeriodLabel = z.string().min(1).describe('What is frozen, such as 2026-Q1, 2026-03 or FY2026-Q1')

/** A freeze and who has signed it. */
export const Freeze = z.object({
  scorecard: z.string(),
  period: z.string(),
  number: z.number().describe('Which freeze of the period, counted from 1'),
  state: SignOffState.describe('Whether every team has signed it off'),
  frozenAt: z.string(),
  by: z.string().nullable().describe('Id of the person who froze it'),
  why: z.string().nullable().describe('Why it was frozen again'),
  hash: z.string().describe('SHA-256 of what is kept'),
  intact: z.boolean().describe('Whether what is kept still is what was frozen'),
  watermark: z.number().nullable().describe('State of the facts it was read from'),
  signatures: z.array(Signature),
  missing: z.array(z.string()).describe('Teams that have not signed it off'),
})
export type Freeze = z.output<typeof Freeze>

export const freezeScorecard = operation({
  name: 'scorecard.freeze',
  does: 'Keep the numbers of a period that is over exactly as they are now, for its teams to sign off.',
  needs: 'scorecard:write',
  input: z.object({
    name: Name.describe('Name of the scorecard'),
    period: PeriodLabel,
    again: z.boolean().optional().describe('Freeze a period once more, beside the freeze there is'),
    why: z.string().min(1).max(2000).optional().describe('Why it is frozen again'),
  }),
  output: Freeze,
  async run(ctx, { name, period: label, again = false, why }) {
    const card = await findStanding<Scorecard>(ctx, { kind: 'scorecard', name })
    const period = periodNamed(label, ctx.company.calendar)
    await requireKnown(ctx, period)
    const before = (await selectFreezes(ctx, name, { period: label })).at(-1)
    if (before) requireReason(ctx, before, again, why)
    const reading = await readScorecard(ctx, { card, shown: { within: period }, compared: false })
    requireNumbers(reading, period)
    const number = (before?.number ?? 0) + 1
    const frozenAt = ctx.now()
    const content = contentOf(ctx, { card, period, number, frozenAt, why: before ? (why ?? null) : null, reading })
    if (!(await insertFreeze(ctx, { scorecard: name, period, number, frozenAt, content })))
      fail('conflict', `${label} of “${name}” was frozen by somebody else just now. See “scorecard frozen ${name}”.`)
    return loadFreeze(ctx, name, label)
  },
})

type Kept = Pick<FrozenContent, 'period' | 'number' | 'frozenAt' | 'why'> & {
  card: Standing<Scorecard>
  reading: ScorecardReading
}

function contentOf(ctx: Context, { card, ...kept }: Kept): string {
  const content = { ...kept, scorecard: card.name, by: ctx.actor.id, binds: card.binds }
  return canonicalJson(content as unknown as JsonValue)
}

async function requireKnown(ctx: Context, { label, end }: Period): Promise<void> {
  const day = await asOf(ctx)
  if (end > day)
    fail('invalid', `${label} lasts until ${end}, and facts are known until ${day}. Freeze it when all of it is known.`)
}

function requireReason(ctx: Context, before: Stored, again: boolean, why: string | undefined): void {
  const { scorecard, period } = before
  if (!again)
    fail(
      'conflict',
      `${period} of “${scorecard}” was frozen on ${frozenOf(ctx, before).frozenOn}. Say “again” and why, to freeze it once more beside that.`,
      { reason: 'frozen', number: before.number },
    )
  if (why === undefined) fail('invalid', `Say why ${period} is frozen again: the first freeze stays beside it.`)
}

function requireNumbers({ sections }: ScorecardReading, { label }: Period): void {
  const longer = sections.find(({ periods }) => periods.length === 0)
  if (longer)
    fail(
      'invalid',
      `“${longer.title}” is read by ${longer.grain}, and none ends within ${label}. Freeze a longer period.`,
    )
  const points = sections.flatMap(({ outcome, lines }) => [outcome, ...lines]).flatMap(({ points }) => points)
  if (points.every(({ value }) => value === null))
    fail('invalid', `No number of ${label} is known, so there is nothing to freeze. Import its facts first.`)
}

export const signOffScorecard = operation({
  name: 'scorecard.sign-off',
  does: 'Sign the frozen numbers of a period for a team you lead.',
  needs: 'scorecard:sign',
  input: z.object({
    name: Name.describe('Name of the scorecard'),
    period: PeriodLabel,
    number: z.int().min(1).optional().describe('Which freeze of it; the newest, when absent'),
    team: Name.describe('Team you sign for'),
  }),
  output: Freeze,
  async run(ctx, { name, period, number, team }) {
    const freezes = await selectFreezes(ctx, name, { period })
    const newest = freezes.at(-1) ?? fail('not_found', `${period} of “${name}” is not frozen.`)
    const freeze = number === undefined ? newest : (freezes.find(each => each.number === number) ?? notThere(newest))
    if (freeze !== newest)
      fail('conflict', `Freeze ${freeze.number} of ${period} was overtaken: the newest is ${newest.number}.`, {
        reason: 'stale',
      })
    const { binds } = requireIntact(ctx, freeze)
    if (!binds.includes(team)) fail('invalid', `This freeze does not bind ${team}. It binds ${binds.join(', ')}.`)
    if (!ctx.actor.signsFor.includes(team))
      fail('forbidden', `You cannot speak for ${team}: only its lead or a delegate can.`)
    await insertSignOff(ctx, { scorecard: name, period, number: freeze.number }, team)
    return loadFreeze(ctx, name, period)
  },
})

const notThere = ({ period, number }: Stored): never =>
  fail('not_found', `There is no such freeze of ${period}; the newest is ${number}.`)

/** What a freeze keeps, or a sentence that it was tampered with. */
export function requireIntact(ctx: Context, freeze: Stored): FrozenContent {
  const { content, period, number } = frozenOf(ctx, freeze)
  if (content) return content
  return fail(
    'unavailable',
    `Freeze ${number} of ${period} is not what was frozen: its fingerprint does not match. Restore it from a backup.`,
    { reason: 'tampered' },
  )
}

async function loadFreeze(ctx: Context, name: string, period: string): Promise<Freeze> {
  const freeze = (await listFreezes(ctx, name, period)).at(-1)
  return freeze ?? fail('not_found', `${period} of “${name}” is not frozen.`)
}

/** The freezes of a scorecard, or those of one period, oldest first, with who has signed them. */
export async function listFreezes(ctx: Context, name: string, period?: string): Promise<Freeze[]> {
  const signatures = await selectSignOffs(ctx, name)
  return (await selectFreezes(ctx, name, { period })).map(stored => {
    const given = signatures.get(pathOf(stored)) ?? []
    return {
      ...describe(frozenOf(ctx, stored), given, ctx.company.signatures),
      scorecard: name,
      frozenAt: stored.frozenAt,
    }
  })
}

function describe({ content, period, number, hash }: Frozen, signatures: Signature[], needed: boolean) {
  const signing = content ? signOffOf(content, signatures, needed) : { state: 'frozen' as const, missing: [] }
  return {
    period,
    number,
    hash,
    ...signing,
    signatures,
    by: content?.by ?? null,
    why: content?.why ?? null,
    intact: content !== undefined,
    watermark: content?.reading.receipt.watermark ?? null,
  }
}
