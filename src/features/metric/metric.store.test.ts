import { beforeAll, describe, expect, it } from 'vitest'
import { buildWorld, migrations } from '../../../test/build.ts'
import { declare, metric, stage, team } from '../../../test/declare.ts'
import { happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import type { Context } from '../context.ts'
import { previewMetric } from './operations/preview.ts'
import { explainMetric, measureMetric, metricVerbs } from './operations.ts'

eachStore(open => {
  let ctx: Context

  beforeAll(async () => {
    const stores = await open(migrations, { zone: 'UTC' })
    const calendar = { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' } as const
    ctx = (await buildWorld(stores, { calendar })).ctx
    await declare(ctx, [
      team('marketing'),
      team('sales'),
      stage('mql', 1, { any: ['demo_requested', { event: 'mail_clicked', times: 2, within: '7 days' }] }),
      metric('mqls', {
        measure: 'people',
        of: { stage: 'mql' },
        drives: [{ metric: 'deals', why: 'leads become deals' }],
      }),
      metric('deals', { owner: 'sales', class: 'outcome', measure: 'count', of: 'deal_won' }),
      metric('revenue', { owner: 'sales', class: 'outcome', unit: 'EUR', measure: { sum: 'amount' }, of: 'deal_won' }),
      metric('average-deal', { unit: 'EUR', ratio: { numerator: 'revenue', denominator: 'deals' } }),
      metric('deals-per-mql', { unit: '%', formula: 'deals / mqls' }),
      metric('revenue-to-date', { unit: 'EUR', measure: { sum: 'amount' }, of: 'deal_won', over: 'quarter to date' }),
      metric('mql-to-deal', { unit: '%', conversion: { from: { stage: 'mql' }, to: 'deal_won', within: '30 days' } }),
      {
        kind: 'channel',
        name: 'channels',
        owner: 'marketing',
        rules: [{ channel: 'Paid', when: { medium: 'cpc' } }],
        otherwise: 'Other',
      },
    ])
    await happened(ctx.events, [
      ['ann', 'demo_requested', '2026-01-07', { utm_medium: 'CPC', country: 'DE' }],
      ['ann', 'deal_won', '2026-01-20', { amount: 1000.5 }],
      ['bob', 'mail_clicked', '2026-01-08'],
      ['bob', 'mail_clicked', '2026-01-12', { country: 'FR' }],
      ['bob', 'deal_won', '2026-03-02', { amount: 500 }],
      ['cem', 'mail_clicked', '2026-01-01'],
      ['cem', 'mail_clicked', '2026-02-10'],
      ['dee', 'demo_requested', '2026-02-03'],
    ])
  })

  const values = async (name: string, more: object = {}) =>
    (await measureMetric(ctx, { name, grain: 'month', from: '2026-01-01', to: '2026-04-01', ...more })).cells.map(
      cell => cell.value,
    )

  it.each<[string, (number | null)[]]>([
    ['mqls', [2, 1, 0]],
    ['deals', [1, 0, 1]],
    ['revenue', [1000.5, 0, 500]],
    ['average-deal', [1000.5, null, 500]],
    ['deals-per-mql', [0.5, 0, null]],
    ['revenue-to-date', [1000.5, 1000.5, 1500.5]],
    ['mql-to-deal', [0.5, 0, null]],
  ])('%s is what one counts by hand', async (name, expected) => {
    expect(await values(name)).toEqual(expected)
  })

  it('measures the same periods of the year before', async () => {
    const span = { grain: 'month', from: '2027-01-01', to: '2027-04-01' } as const
    const { cells } = await measureMetric(ctx, { name: 'deals', ...span, yearBefore: true })
    expect(cells.map(cell => [cell.period.label, cell.value])).toEqual([
      ['2026-01', 1],
      ['2026-02', 0],
      ['2026-03', 1],
    ])
  })

  it('knows nothing of a year before the first fact, which is not a year of nothing', async () => {
    const span = { name: 'deals', grain: 'month', from: '2025-12-01', to: '2026-02-01' } as const
    expect((await measureMetric(ctx, span)).cells.map(cell => cell.value)).toEqual([0, 1])
    const { cells } = await measureMetric(ctx, { ...span, yearBefore: true })
    expect(cells.map(cell => cell.value)).toEqual([null, null])
  })

  it('splits by a property, keeps those without it apart, and adds up', async () => {
    const { cells } = await measureMetric(ctx, {
      name: 'mqls',
      grain: 'quarter',
      from: '2026-01-01',
      to: '2026-04-01',
      by: ['country'],
    })
    expect(cells.map(cell => [cell.segment[0], cell.value])).toEqual([
      ['DE', 1],
      ['FR', 1],
      [null, 1],
    ])
  })

  it('splits by channel under the rules in force and says which revision they had', async () => {
    const { cells, receipt } = await measureMetric(ctx, {
      name: 'mqls',
      grain: 'quarter',
      from: '2026-01-01',
      to: '2026-04-01',
      by: ['channel'],
    })
    expect(cells.map(cell => [cell.segment[0], cell.value])).toEqual([
      ['Other', 2],
      ['Paid', 1],
    ])
    expect(receipt.uses).toEqual([
      { kind: 'metric', name: 'mqls', revision: 1 },
      { kind: 'stage', name: 'mql', revision: 1 },
      { kind: 'channel', name: 'channels', revision: 1 },
    ])
  })

  it('shows by default the complete periods before the last fact and marks what is not over', async () => {
    const { cells, receipt } = await measureMetric(ctx, { name: 'deals', grain: 'month', last: 2 })
    expect(receipt.asOf).toBe('2026-01-05')
    expect(cells.map(cell => cell.period.label)).toEqual(['2025-11', '2025-12'])
    const open = await measureMetric(ctx, { name: 'deals', grain: 'month', from: '2026-01-01', to: '2026-01-03' })
    expect(open.cells.map(cell => cell.complete)).toEqual([false])
  })

  it('knows nothing of a period that begins after the last fact, and says so instead of 0', async () => {
    expect(await values('deals', { to: '2026-06-01' })).toEqual([1, 0, 1, null, null])
    expect(await values('revenue-to-date', { to: '2026-05-01' })).toEqual([1000.5, 1000.5, 1500.5, null])
  })

  it('refuses a span that begins twice', async () => {
    await expect(values('deals', { last: 3 })).rejects.toThrow('Leave one of them out.')
  })

  it('previews a metric that nobody has agreed on yet, and one whose usual grain changes', async () => {
    const count = { class: 'output', unit: 'deals', direction: 'up', measure: 'count', of: 'deal_won' }
    const wanted = (name: string, grain: string) => ({
      name,
      from: '2026-01-01',
      to: '2026-03-01',
      proposed: [{ kind: 'metric' as const, name, spec: { ...count, grain } }],
    })
    const young = await previewMetric(ctx, wanted('wins', 'month'))
    expect(young.cells.map(({ before, after }) => [before, after])).toEqual([
      [null, 1],
      [null, 0],
    ])
    expect(young.before).toBe(null)
    const regrained = await previewMetric(ctx, wanted('deals', 'month'))
    expect(regrained.cells.every(({ before, after }) => before === after && before !== null)).toBe(true)
  })

  it('refuses to try a metric that would be made of itself', async () => {
    const cyclic = { class: 'output', unit: 'x', direction: 'up', formula: 'mqls + 1' }
    const proposed = [{ kind: 'metric' as const, name: 'mqls', spec: cyclic }]
    await expect(previewMetric(ctx, { name: 'mqls', proposed })).rejects.toMatchObject({
      details: { problems: [{ code: 'cyclic_definition' }] },
    })
  })

  it('says of a proposed definition all that is wrong with it', async () => {
    const proposed = [{ kind: 'stage' as const, name: 'mql', spec: { order: 'first', enter: 'x' } }]
    const refused = await previewMetric(ctx, { name: 'mqls', proposed }).catch(error => error)
    expect(refused.details.problems.map((each: { message: string }) => each.message)).toEqual([
      expect.stringContaining('“order”'),
      expect.stringContaining('“enters”'),
      expect.stringContaining('“enter”'),
    ])
  })

  it('previews what past periods would have been under another definition of a stage', async () => {
    const { cells, after } = await previewMetric(ctx, {
      name: 'mql-to-deal',
      grain: 'month',
      from: '2026-01-01',
      to: '2026-03-01',
      proposed: [{ kind: 'stage', name: 'mql', spec: { order: 1, enters: 'demo_requested' } }],
    })
    expect(cells.map(({ before, after: then, change }) => [before, then, change])).toEqual([
      [0.5, 1, 0.5],
      [0, 0, 0],
    ])
    expect(after.uses).toContainEqual({ kind: 'stage', name: 'mql', revision: 0 })
    expect(await values('mql-to-deal')).toEqual([0.5, 0, null])
  })

  it('shows the sentence and the SQL a number comes from', async () => {
    const { receipt, statements } = await explainMetric(ctx, { name: 'average-deal', grain: 'month' })
    expect(receipt.sentence).toBe('revenue divided by deals.')
    expect(statements).toHaveLength(1)
    expect(statements[0]?.sql).toMatch(/count\(\*\)/i)
  })

  describe('refuses', () => {
    const refusal = (fields: object) =>
      metricVerbs
        .propose(ctx, {
          name: 'm',
          owner: 'marketing',
          why: 'x',
          class: 'output',
          unit: 'x',
          direction: 'up',
          ...fields,
        } as never)
        .then(
          () => undefined,
          error => error.details.problems,
        )

    it('a metric that is computed from itself, naming the ring', async () => {
      expect(await refusal({ name: 'deals', base: 1, formula: 'deals-per-mql * mqls' })).toMatchObject([
        {
          code: 'cyclic_definition',
          path: ['formula'],
          message: expect.stringContaining('deals → deals-per-mql → deals'),
        },
      ])
    })

    it('an unknown input, with what was meant', async () => {
      expect(await refusal({ formula: 'revenu / deals' })).toMatchObject([
        { code: 'unknown_metric', repair: 'revenue' },
      ])
    })

    it('a metric of no form, of two forms, and of half a form', async () => {
      expect(await refusal({})).toMatchObject([{ code: 'not_one_form' }])
      expect(await refusal({ measure: 'count', of: 'x', formula: 'deals' })).toMatchObject([{ code: 'not_one_form' }])
      expect(await refusal({ measure: 'count' })).toMatchObject([{ code: 'without_of', path: ['measure'] }])
      expect(await refusal({ formula: 'deals', over: '28 days' })).toMatchObject([{ code: 'without_measure' }])
    })

    it('a window that is none', async () => {
      expect(await refusal({ measure: 'count', of: 'x', over: 'fortnight to date' })).toMatchObject([
        { code: 'not_a_window' },
      ])
    })

    it('a metric that is not in force', async () => {
      await expect(measureMetric(ctx, { name: 'nothing' })).rejects.toThrow(/no metric “nothing”/)
    })

    it('a span without a day', async () => {
      await expect(measureMetric(ctx, { name: 'deals', from: '2026-02-01', to: '2026-01-01' })).rejects.toThrow(
        /no day/,
      )
    })
  })
})
