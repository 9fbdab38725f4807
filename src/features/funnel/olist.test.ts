import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { realData } from '../../../test/real-data.ts'
import { Calendar, periodOf } from '../../core/calendar.ts'
import { folder } from './fold.ts'
import { countingOf, Funnel } from './funnel.ts'
import { pack } from './packing.ts'
import { tally } from './summary.ts'

const DAY = 86_400_000
const data = realData('olist')

const table = (name: string): Record<string, string>[] =>
  parse(readFileSync(`${data}/${name}.csv`), { columns: true, skip_empty_lines: true })

/** The real funnel, a person per lead, grouped by what `groupOf` says of the lead. */
function measured(by: 'origin' | 'month', order: 'any' | 'ordered' = 'any') {
  const funnel = Funnel.parse({ steps: ['mql', { event: 'deal_won', title: 'won' }], order })
  const wonAt = new Map(
    table('closed_deals').map(deal => [deal.mql_id, Date.parse(`${deal.won_date!.replace(' ', 'T')}Z`)]),
  )
  const calendar = Calendar.parse({})
  const person = folder(countingOf(funnel))
  const counted = tally(['mql', 'won'])
  for (const lead of table('marketing_qualified_leads')) {
    const won = wonAt.get(lead.mql_id)
    const list = [pack(Date.parse(lead.first_contact_date!), 0b01, 2)]
    if (won !== undefined) list.push(pack(won, 0b10, 2))
    const level = person.fold(Float64Array.from(list).sort(), 0, list.length)
    const group =
      by === 'origin'
        ? counted.group(null, [lead.origin || null])
        : counted.group(periodOf(lead.first_contact_date!, 'month', calendar), [])
    counted.add(group, level, person.times)
  }
  return counted.result()
}

describe.skipIf(!data)('the real funnel of 8,000 leads equals what pandas computed', () => {
  it('by origin, with median and mean days', () => {
    const rows = measured('origin').rows.map(({ segment, steps: [mql, won] }) => ({
      origin: segment[0] ?? '(missing)',
      mql: mql!.people,
      won: won!.people,
      rate: won!.conversion,
      median: won!.sinceEntry!.median / DAY,
      mean: won!.sinceEntry!.mean / DAY,
    }))
    const expected = table('expected/funnel_by_origin')
    expect(rows).toHaveLength(expected.length)
    for (const row of expected) {
      const found = rows.find(({ origin }) => origin === row.origin)!
      expect(found).toMatchObject({ mql: Number(row.mql), won: Number(row.won) })
      expect(found.rate).toBeCloseTo(Number(row.rate), 12)
      expect(found.median).toBeCloseTo(Number(row.median_days), 9)
      expect(found.mean).toBeCloseTo(Number(row.mean_days), 9)
    }
  })

  it('by month of first contact', () => {
    const { rows, total } = measured('month')
    expect(rows.map(({ period, steps }) => [period!.label, ...steps.map(step => step.people)])).toEqual(
      table('expected/funnel_by_month').map(row => [row.cohort, Number(row.mql), Number(row.won)]),
    )
    expect(total.map(step => step.people)).toEqual([8000, 842])
  })

  it('in any order counts the deal won before first contact, which a funnel in order does not', () => {
    const wonIn = (order: 'any' | 'ordered') => measured('month', order).total[1]!
    expect(wonIn('any').people - wonIn('ordered').people).toBe(1)
    expect(wonIn('any').sinceEntry!.mean).toBeLessThan(wonIn('ordered').sinceEntry!.mean)
  })
})
