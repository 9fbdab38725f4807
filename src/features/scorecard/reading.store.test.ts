import { beforeAll, expect, it } from 'vitest'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { declare, metric, stage, team } from '../../../test/declare.ts'
import { type Happening, happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import { addDays } from '../../core/calendar.ts'
import type { Events } from '../../store/events/events.ts'
import type { Records } from '../../store/records/records.ts'
import { annotationVerbs } from '../annotation/operations.ts'
import type { Declaration } from '../declaration/declaration.ts'
import { measureLine } from './operations/line.ts'
import { measureScorecard, scorecardVerbs } from './operations.ts'

const weekly = (name: string, monday: string, counts: readonly number[]): Happening[] =>
  counts.flatMap((count, week) =>
    Array.from(
      { length: count },
      (_, i): Happening => [`${name}-${monday}-${week}-${i}`, name, addDays(monday, 7 * week), { amount: 10 }],
    ),
  )

const demos = (fields: Record<string, unknown> = {}) =>
  metric('demos', {
    measure: 'count',
    of: 'demo',
    target: 5,
    drives: [{ metric: 'arr', why: 'who has seen it buys it' }],
    ...fields,
  })

const language = (fields?: Record<string, unknown>): Declaration[] => [
  ...['marketing', 'sales', 'web', 'people'].map(team),
  metric('arr', { class: 'outcome', measure: { sum: 'amount' }, of: 'deal_won', owner: 'sales' }),
  demos(fields),
  metric('opens', { measure: 'count', of: 'open' }),
  metric('visits', { measure: 'count', of: 'visit' }),
  metric('demos-per-open', { ratio: { numerator: 'demos', denominator: 'opens' } }),
]

const card = (fields: Record<string, unknown> = {}): Declaration => ({
  kind: 'scorecard',
  name: 'board',
  owner: 'sales',
  sections: [{ outcome: 'arr', lines: [{ metric: 'demos' }, { metric: 'opens', owner: 'web' }] }],
  ...fields,
})

eachStore(open => {
  let stores: { records: Records; events: Events }
  beforeAll(async () => {
    stores = await open(migrations, { zone: 'UTC' })
    await happened(stores.events, [
      ['first', 'visit', '2025-01-01'],
      ...weekly('demo', '2025-01-06', [2, 2, 2, 3]),
      ...weekly('demo', '2026-01-05', [4, 5, 6, 7]),
      ...weekly('open', '2026-01-05', [8, 8, 8, 8]),
      ...weekly('deal_won', '2026-01-05', [3, 3, 3, 3]),
      ['last', 'open', '2026-02-02'],
    ])
  })

  const world = async (): Promise<World> => {
    const built = await buildWorld(stores, {
      calendar: { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' },
    })
    return { ...built, ctx: { ...built.ctx, now: () => '2026-02-02T08:00:00.000Z' } }
  }

  it('says of each line whose it is, whether that team signed, and which departments have none', async () => {
    const { ctx } = await world()
    await declare(ctx, [...language(), card({ binds: ['marketing'], signed: ['sales', 'marketing'] })])
    const { sections, without } = await measureScorecard(ctx, {})
    const [section] = sections
    expect(
      [section?.outcome, ...(section?.lines ?? [])].map(line => [line?.metric, line?.owner, line?.signed]),
    ).toEqual([
      ['arr', 'sales', true],
      ['demos', 'marketing', true],
      ['opens', 'web', false],
    ])
    expect(without).toEqual(['people'])
  })

  it('leaves open who signed where there is no scorecard to sign', async () => {
    const { ctx } = await world()
    await declare(ctx, language())
    const { sections, without, objections } = await measureScorecard(ctx, {})
    expect(sections[0]?.lines.map(({ metric, signed }) => [metric, signed])).toEqual([['demos', null]])
    expect(without).toEqual(['people', 'web'])
    expect(objections).toEqual([])
  })

  it('comes into force once the teams that own its lines sign, and shows what a team objects to until that is settled', async () => {
    const { ctx, as, person } = await world()
    await declare(ctx, language())
    const sami = await person('sami', 'lead', { sales: 'lead' })
    const willa = await person('willa', 'lead', { web: 'lead' })
    const { kind: _, ...board } = card({ why: 'one page' })
    const proposed = await scorecardVerbs.propose(as(sami), board as Parameters<typeof scorecardVerbs.propose>[1])
    expect(proposed).toMatchObject({ state: 'proposed', head: { binds: ['sales', 'web'] } })
    const first = { name: 'board', revision: 1 }
    await scorecardVerbs.sign(as(sami), { ...first, team: 'sales' })
    await expect(measureScorecard(ctx, { name: 'board' })).rejects.toMatchObject({ code: 'not_found' })
    expect(await scorecardVerbs.sign(as(willa), { ...first, team: 'web' })).toMatchObject({ state: 'in force' })
    expect((await measureScorecard(ctx, {})).sections[0]?.lines[1]).toMatchObject({ owner: 'web', signed: true })

    const contested = await scorecardVerbs.object(as(willa), { ...first, team: 'web', reason: 'Opens lie.' })
    expect((await measureScorecard(ctx, {})).objections).toMatchObject([{ team: 'web', reason: 'Opens lie.' }])
    await scorecardVerbs.settle(as(willa), {
      name: 'board',
      objection: contested.objections[0]?.id as string,
      outcome: 'We look at them anyway.',
    })
    expect((await measureScorecard(ctx, {})).objections).toEqual([])
  })

  it('shows one outcome once for each of those it matters to, with what is in it for them', async () => {
    const { ctx } = await world()
    const sections = [
      { outcome: 'arr', stakeholder: 'the board', why: 'growth', lines: [{ metric: 'demos' }] },
      {
        outcome: 'arr',
        stakeholder: 'customers',
        title: 'Value',
        lines: [{ metric: 'opens', operator: 'gt', target: 7 }],
      },
    ]
    await declare(ctx, [...language(), card({ sections })])
    const reading = await measureScorecard(ctx, {})
    expect(reading.sections).toMatchObject([
      { title: 'Arr', stakeholder: 'the board', why: 'growth', outcome: { value: 30 }, lines: [{ metric: 'demos' }] },
      { title: 'Value', stakeholder: 'customers', why: null, outcome: { value: 30 }, lines: [{ status: 'on track' }] },
    ])
  })

  it('compares with last year, and says of every period how it stood', async () => {
    const { ctx } = await world()
    await declare(ctx, [...language(), card()])
    const { sections } = await measureScorecard(ctx, { periods: 3 })
    expect(sections[0]?.lines[0]).toMatchObject({
      value: 7,
      previous: 6,
      change: 1,
      yearAgo: 3,
      yearChange: 4,
      claim: { strength: 'stated' },
      points: [
        { value: 5, status: 'on track', restated: null },
        { value: 6, status: 'on track' },
        { value: 7, status: 'on track' },
      ],
    })
    const year = await measureScorecard(ctx, { periods: 60 })
    expect(year.sections[0]?.lines[0]?.points).toHaveLength(60)
    expect(year.sections[0]?.lines[0]?.points.map(({ status }) => status)).toContain('off track')
  })

  it('reads everything in another grain, without targets that were meant for other periods', async () => {
    const { ctx } = await world()
    const lines = [{ metric: 'demos' }, { metric: 'opens', target: 9 }, { metric: 'demos-per-open', target: 0.6 }]
    await declare(ctx, [...language(), card({ sections: [{ outcome: 'arr', lines }] })])
    const { sections } = await measureScorecard(ctx, { grain: 'month', periods: 2 })
    expect(sections[0]).toMatchObject({ grain: 'month', periods: [{ label: '2025-12' }, { label: '2026-01' }] })
    expect(sections[0]?.lines.map(({ value, target, yearAgo }) => [value, target, yearAgo])).toEqual([
      [22, null, 9],
      [32, null, 0],
      [0.6875, 0.6, null],
    ])
  })

  it('marks the annotations that fall into what is shown, on the lines that they explain', async () => {
    const { ctx } = await world()
    await declare(ctx, [...language(), card({ sections: [{ outcome: 'arr', lines: [{ metric: 'demos-per-open' }] }] })])
    const note = { owner: 'web', why: 'for the record', text: 'The form was down.' }
    await annotationVerbs.propose(ctx, { ...note, name: 'outage', on: '2026-01-20', about: ['metric/demos'] })
    await annotationVerbs.propose(ctx, { ...note, name: 'fair', on: '2026-01-13', until: '2026-01-15' })
    await annotationVerbs.propose(ctx, { ...note, name: 'before', on: '2025-06-01' })
    await annotationVerbs.propose(ctx, { ...note, name: 'today', on: '2026-02-02' })
    await annotationVerbs.propose(ctx, { ...note, name: 'elsewhere', on: '2026-01-20', about: ['metric/visits'] })
    const { annotations, sections } = await measureScorecard(ctx, { periods: 4 })
    expect(annotations.map(({ mark, name }) => [mark, name])).toEqual([
      [1, 'fair'],
      [2, 'outage'],
    ])
    expect(sections[0]?.outcome.annotations).toEqual([1])
    expect(sections[0]?.lines[0]?.annotations).toEqual([1, 2])
  })

  it('has a footnote where what is counted changed since the first day shown, in whatever a number is made of', async () => {
    const { ctx } = await world()
    const at = (instant: string) => ({ ...ctx, now: () => instant })
    const board = card({ sections: [{ outcome: 'arr', lines: [{ metric: 'demos-per-open' }, { metric: 'opens' }] }] })
    await declare(at('2025-12-01T09:00:00.000Z'), [...language(), board])
    await declare(at('2025-12-02T09:00:00.000Z'), [...language({ where: { amount: { gt: 1 } } }), board])
    await declare(at('2026-01-21T09:00:00.000Z'), [...language({ target: 6 }), board])
    await declare(at('2026-01-22T09:00:00.000Z'), [...language({ target: 6, drives: [] }), board])
    const { sections } = await measureScorecard(ctx, { periods: 4 })
    expect(sections[0]?.outcome.footnotes).toEqual([])
    expect(sections[0]?.lines[1]?.footnotes).toEqual([])
    expect(sections[0]?.lines[0]?.footnotes).toEqual([
      {
        on: '2026-01-21',
        kind: 'metric',
        name: 'demos',
        revision: 3,
        says: 'changed on 2026-01-21: where from {"amount":{"gt":1}} to nothing. All periods are counted under revision 4.',
      },
    ])
  })

  it('has a footnote where a stage changed that another stage rests on', async () => {
    const { ctx } = await world()
    const at = (instant: string) => ({ ...ctx, now: () => instant })
    const company = (enters: string): Declaration[] => [
      ...language(),
      stage('seen', 1, enters),
      stage('keen', 2, { all: [{ stage: 'seen' }, 'demo'] }),
      metric('keen-people', { measure: 'people', of: { stage: 'keen' } }),
      card({ sections: [{ outcome: 'arr', lines: [{ metric: 'keen-people' }] }] }),
    ]
    await declare(at('2025-12-01T09:00:00.000Z'), company('open'))
    await declare(at('2026-01-21T09:00:00.000Z'), company('demo'))
    const { sections, receipt } = await measureScorecard(ctx, { periods: 4 })
    expect(sections[0]?.lines[0]?.footnotes).toMatchObject([{ kind: 'stage', name: 'seen', revision: 2 }])
    expect(receipt.uses).toContainEqual({ kind: 'stage', name: 'seen', revision: 2 })
  })

  it('reads any metric as a line, on a scorecard or not', async () => {
    const { ctx } = await world()
    await declare(ctx, language())
    const { grain, periods, line } = await measureLine(ctx, { metric: 'demos', periods: 4 })
    expect(grain).toBe('week')
    expect(periods).toHaveLength(4)
    expect(line).toMatchObject({ metric: 'demos', target: 5, value: 7, status: 'on track', previous: 6, yearAgo: 3 })
    await expect(measureLine(ctx, { metric: 'nothing' })).rejects.toMatchObject({ code: 'not_found' })
  })
})
