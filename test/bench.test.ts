import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { checkBench } from '../bench/check.ts'
import type { Bench } from '../bench/figure.ts'
import { funnelBench } from '../bench/funnel.ts'
import { generateContacts, generateLog, generateStore } from '../bench/generate.ts'
import { importBench } from '../bench/import.ts'
import { metricBench } from '../bench/metric.ts'
import { openEvents } from '../src/store/events/events.ts'
import { uuidOf } from '../src/store/hash.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a benchmark of', () => {
  it.each<[string, Bench, number, string[]]>([
    [
      'importing',
      importBench,
      2,
      [
        'CSV of 10 columns: rows',
        'CSV of 10 columns: the same file again',
        'CSV of 10 columns: memory at most',
        'CSV of 10 columns: on disk afterwards',
        'five events a row: rows',
        'five events a row: events',
        'five events a row: the same file again',
        'five events a row: memory at most',
        'five events a row: on disk afterwards',
      ],
    ],
    [
      'metrics',
      metricBench,
      2,
      [
        'scorecard, 12 metrics × 13 weeks, store just opened',
        'scorecard, nothing changed',
        'people by week, all facts',
        'sum by week and source, all page views',
        'people by week and channel, all page views',
        'conversion by month, 90 days',
        'first new fact after opening',
        'scorecard after new facts',
      ],
    ],
    [
      'funnels',
      funnelBench,
      2,
      [
        'five events, ordered, 90 days',
        'five events, any order, 90 days',
        'five stages, ordered, no limit',
        'five events, ordered, by channel',
        'five events, any order, by plan',
        'only reading the tracks',
        'only folding them, ordered',
        'only folding them, any',
      ],
    ],
    [
      'checking',
      checkBench,
      1,
      expect.arrayContaining(['start alone', 'check tidewater, start and import included']) as string[],
    ],
  ])('%s gives its figures', async (_, bench, runs, expected) => {
    const figures = await bench.run({ rows: 3000, runs, folder, note: () => {} })
    expect(figures.map(figure => figure.what)).toEqual(expected)
    for (const { what, runs: each, best, median } of figures) {
      expect(each.length, what).toBe(runs)
      expect(best, what).toBeGreaterThan(0)
      expect(median, what).toBeGreaterThan(0)
    }
  })
})

describe('generated data', () => {
  const described = async (name: string) => {
    const file = join(folder, name)
    await generateStore(file, 5000)
    const events = await openEvents({ file }, { zone: 'UTC' })
    try {
      return {
        counts: await events.counts(),
        names: await events.query(
          `SELECT name, source, count(*) AS n, count(DISTINCT person) AS people, count(account) AS accounts,
             sum(ts % 1009) AS ts, min(props) AS least, max(props) AS most
           FROM event GROUP BY name, source ORDER BY name`,
        ),
        strangers: await events.query('SELECT 1 FROM event ANTI JOIN person USING (person) WHERE person IS NOT NULL'),
        days: await events.query('SELECT 1 FROM event WHERE day <> ts // 86400000'),
      }
    } finally {
      await events.close()
    }
  }

  it('is the same whenever it is made, and whole', async () => {
    const one = await described('one.duckdb')
    expect(one).toEqual(await described('two.duckdb'))
    expect(one.counts).toMatchObject({ events: 5000, persons: 584 })
    expect(one.strangers).toEqual([])
    expect(one.days).toEqual([])
    expect(one.names.map(({ name }: { name?: string }) => name)).toEqual([
      'deal_won',
      'demo_held',
      'demo_requested',
      'feature_used',
      'mail_clicked',
      'mail_opened',
      'money_spent',
      'page_viewed',
      'proposal_sent',
      'signed_up',
      'ticket_opened',
    ])
  })

  it('holds people the store knows', async () => {
    const file = join(folder, 'known.duckdb')
    await generateStore(file, 1000)
    const events = await openEvents({ file }, { zone: 'UTC' })
    const fact = { id: uuidOf('new'), ts: 0, name: 'page_viewed', source: 'web', props: {} }
    await events.append([{ ...fact, user: 'u17', account: { id: 'c4' } }])
    expect(await events.query('SELECT person, account FROM event WHERE ts = 0')).toEqual([{ person: 17, account: 4 }])
    await events.close()
  })

  it.each([
    ['log', generateLog],
    ['contacts', generateContacts],
  ])('as a %s file is the same too', async (name, generate) => {
    const text = async (file: string) => {
      await generate(join(folder, file), 50)
      return readFileSync(join(folder, file), 'utf8')
    }
    const one = await text(`${name}-one.csv`)
    expect(one).toBe(await text(`${name}-two.csv`))
    expect(one.split('\n')).toHaveLength(52)
  })
})
