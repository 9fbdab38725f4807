import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Calendar, periodOf } from '../../core/calendar.ts'
import { FunnelResult } from './funnel.ts'
import { tally } from './summary.ts'

const HOUR = 3_600_000
const month = (label: string) => periodOf(`${label}-01`, 'month', Calendar.parse({}))
const times = (...hours: number[]) => Float64Array.from(hours, hour => hour * HOUR)

describe('a funnel', () => {
  /*
   * Four people: one comes through all three steps after 2 and 6 hours, one reaches the second after 4, two only enter.
   * Second step: lengths 2 and 4, so median 3 and p90 2 + 0.9 * 2 = 3.8. Third: 6 from the entry, 4 from the second.
   */
  const counted = tally(['lead', 'meeting', 'won'])
  const all = counted.group(null, [])
  counted.add(all, 3, times(0, 2, 6))
  counted.add(all, 2, times(10, 14))
  counted.add(all, 1, times(20))
  counted.add(all, 1, times(30))
  counted.add(all, 0, times())
  const { total } = counted.result()

  it('says how many reach each step, of those before and of all', () => {
    expect(total).toMatchObject([
      { step: 'lead', people: 4, conversion: null, overall: 1, dropOff: 0 },
      { step: 'meeting', people: 2, conversion: 0.5, overall: 0.5, dropOff: 2 },
      { step: 'won', people: 1, conversion: 0.5, overall: 0.25, dropOff: 1 },
    ])
  })

  it('says how long they took, from the step before and from the entry', () => {
    const meeting = { median: 3 * HOUR, p90: 3.8 * HOUR, mean: 3 * HOUR }
    expect(total.map(step => step.sinceEntry)).toEqual([
      null,
      meeting,
      { median: 6 * HOUR, p90: 6 * HOUR, mean: 6 * HOUR },
    ])
    expect(total.map(step => step.sincePrevious)).toEqual([
      null,
      meeting,
      { median: 4 * HOUR, p90: 4 * HOUR, mean: 4 * HOUR },
    ])
  })
})

describe('rows', () => {
  it('stand by period, then by segment, the missing one last', () => {
    const counted = tally(['a', 'b'])
    for (const [label, segment] of [
      ['2026-02', 'email'],
      ['2026-01', null],
      ['2026-01', 'social'],
      ['2026-01', 'email'],
    ] as const)
      counted.add(counted.group(month(label), [segment]), 1, times(0))
    expect(counted.result().rows.map(({ period, segment }) => [period?.label, ...segment])).toEqual([
      ['2026-01', 'email'],
      ['2026-01', 'social'],
      ['2026-01', null],
      ['2026-02', 'email'],
    ])
  })

  it('are as many as there are cohorts and segments with people', () => {
    const counted = tally(['a', 'b'])
    const first = counted.group(month('2026-01'), ['x'])
    counted.group(month('2026-02'), ['x'])
    expect(counted.group(month('2026-01'), ['x'])).toBe(first)
    counted.add(first, 1, times(0))
    expect(counted.result().rows).toHaveLength(1)
  })

  it('keep a missing segment apart from one called null', () => {
    const counted = tally(['a', 'b'])
    expect(counted.group(null, [null])).not.toBe(counted.group(null, ['null']))
  })
})

it('a funnel of nobody has no rates and no times', () => {
  const result = tally(['a', 'b']).result()
  expect(result.rows).toEqual([])
  expect(result.total).toMatchObject([
    { people: 0, overall: null, sinceEntry: null },
    { people: 0, conversion: null, overall: null, sinceEntry: null },
  ])
})

describe('whatever people do', () => {
  const STEPS = 4
  const person = fc.record({
    group: fc.nat(5),
    level: fc.nat(STEPS),
    times: fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: STEPS, maxLength: STEPS }),
  })
  const resultOf = (people: { group: number; level: number; times: number[] }[]) => {
    const counted = tally(['a', 'b', 'c', 'd'])
    for (const one of people)
      counted.add(
        counted.group(month(`2026-0${1 + (one.group % 3)}`), [one.group > 2 ? 'x' : null]),
        one.level,
        Float64Array.from(one.times),
      )
    return counted.result()
  }

  it('the rows sum to the total and no step has more people than the one before', () => {
    fc.assert(
      fc.property(fc.array(person), people => {
        const { rows, total } = resultOf(people)
        for (const [i, step] of total.entries()) {
          expect(rows.reduce((sum, row) => sum + row.steps[i]!.people, 0)).toBe(step.people)
          expect(step.people).toBe(people.filter(one => one.level > i).length)
          expect(step.people + step.dropOff).toBe(total[i - 1]?.people ?? step.people)
        }
      }),
    )
  })

  it('the total is that of everybody in one group, and reading twice changes nothing', () => {
    fc.assert(
      fc.property(fc.array(person), people => {
        const together = resultOf(people.map(one => ({ ...one, group: 0 })))
        const apart = resultOf(people)
        for (const [i, step] of apart.total.entries()) {
          expect(step).toMatchObject({ people: together.total[i]!.people })
          expect(step.sinceEntry?.p90).toBe(together.total[i]!.sinceEntry?.p90)
          expect(step.sincePrevious?.median).toBe(together.total[i]!.sincePrevious?.median)
        }
        expect(FunnelResult.parse(apart)).toEqual(apart)
      }),
    )
  })

  it('more people may be added after a reading', () => {
    const counted = tally(['a', 'b'])
    const group = counted.group(null, [])
    counted.add(group, 2, times(0, 9))
    counted.add(group, 2, times(0, 1))
    expect(counted.result().total[1]!.sinceEntry!.median).toBe(5 * HOUR)
    counted.add(group, 2, times(0, 2))
    expect(counted.result().total[1]!.sinceEntry!.median).toBe(2 * HOUR)
  })
})
