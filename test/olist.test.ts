import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { realData } from './real-data.ts'
import { plumbline, rowsOf } from './terminal.ts'

const data = realData('olist')

/** The Brazilian funnel as pandas counted it. */
const expected = (name: string) => rowsOf(readFileSync(join(data as string, 'expected', name), 'utf8'))

describe.skipIf(!data)('the real funnel of Olist', () => {
  const company = ['--company', 'examples/olist', '--data', data as string]

  it('has leads and deals by origin as others counted them', () => {
    const { out, code } = plumbline([
      'funnel',
      'measure',
      'mql-to-won',
      '--by',
      'origin',
      '--format',
      'csv',
      ...company,
    ])
    expect(code).toBe(0)
    const want = expected('funnel_by_origin.csv').map(({ origin, mql, won }) => ({
      segment: origin === '(missing)' ? '' : origin,
      mql,
      won,
    }))
    expect(rowsOf(out)).toHaveLength(want.length)
    expect(rowsOf(out)).toEqual(expect.arrayContaining(want))
  })

  it('has leads and deals by month of entry as others counted them', () => {
    const { out } = plumbline(['funnel', 'measure', 'mql-to-won', '--cohort', 'month', '--format', 'csv', ...company])
    const want = expected('funnel_by_month.csv').map(({ cohort, mql, won }) => ({ segment: 'all', cohort, mql, won }))
    expect(rowsOf(out)).toEqual(want)
  })

  it('takes as long at the median and on average as others measured', () => {
    const { out } = plumbline(['funnel', 'measure', 'mql-to-won', '--by', 'origin', '--format', 'json', ...company])
    const rows = new Map(
      (
        JSON.parse(out).rows as {
          segment: [string | null]
          steps: { sinceEntry: { median: number; mean: number } }[]
        }[]
      ).map(row => [row.segment[0] ?? '(missing)', row.steps[1]?.sinceEntry]),
    )
    for (const { origin = '', median_days, mean_days } of expected('funnel_by_origin.csv')) {
      expect((rows.get(origin)?.median ?? 0) / 86_400_000, origin).toBeCloseTo(Number(median_days), 6)
      expect((rows.get(origin)?.mean ?? 0) / 86_400_000, origin).toBeCloseTo(Number(mean_days), 6)
    }
  })

  it.each([
    ['deals_by_sales_rep.csv', 'sr_id', 'sales_rep', 'deals', 'won'],
    ['deals_by_sales_rep.csv', 'sr_id', 'sales_rep', 'declared-revenue', 'declared'],
    ['deals_by_sdr.csv', 'sdr_id', 'sdr', 'deals', 'won'],
  ])('%s by %s: %s', (file, id, by, metric, column) => {
    const span = ['--grain', 'year', '--from', '2017-01-01', '--to', '2019-01-01', '--by', by]
    const { out } = plumbline(['metric', 'measure', metric, ...span, '--format', 'csv', ...company])
    const sums = new Map<string, number>()
    for (const { segment = '', value } of rowsOf(out)) sums.set(segment, (sums.get(segment) ?? 0) + Number(value))
    for (const row of expected(file)) expect(sums.get(row[id] as string), row[id]).toBeCloseTo(Number(row[column]), 6)
  })

  it('is checked as one object: findings, scorecard, funnels, sources', () => {
    const { out, code } = plumbline(['check', 'examples/olist', '--data', data as string, '--format', 'json'])
    const check = JSON.parse(out)
    expect(code).toBe(0)
    const messages = check.findings.map((each: { message: string }) => each.message).join('\n')
    expect(messages).toMatch(/60 of 8,000 .* have no origin/)
    expect(messages).toMatch(/1 person entered “Won” before “MQL”/)
    for (const finding of check.findings)
      expect(finding).toMatchObject({
        rule: expect.any(String),
        severity: expect.stringMatching(/error|warning|info/),
        objects: expect.any(Array),
        fix: expect.any(String),
      })
    expect(check.scorecard.sections.length).toBeGreaterThan(0)
    expect(check.sources.map((source: { files: { rows: number }[] }) => source.files[0]?.rows).sort()).toEqual([
      8000, 842,
    ])
    type Row = { segment: (string | null)[]; period: { label: string } | null; steps: { people: number }[] }
    const funnels = new Map<string, { rows: Row[] }>(
      check.funnels.map((each: { funnel: string }) => [each.funnel, each]),
    )
    const byOrigin = funnels
      .get('mql-to-won-by-origin')
      ?.rows.map(row => [row.segment[0] ?? '(missing)', ...row.steps.map(step => `${step.people}`)])
    expect(new Set(byOrigin?.map(row => row.join()))).toEqual(
      new Set(expected('funnel_by_origin.csv').map(({ origin, mql, won }) => [origin, mql, won].join())),
    )
    const byMonth = funnels
      .get('mql-to-won-by-month')
      ?.rows.map(row => [row.period?.label, ...row.steps.map(step => `${step.people}`)])
    expect(byMonth).toEqual(expected('funnel_by_month.csv').map(({ cohort, mql, won }) => [cohort, mql, won]))
  })
})
