import { describe, expect, it } from 'vitest'
import { countDisorder } from './disorder.ts'

const stages = [
  { name: 'lead', order: 1 },
  { name: 'mql', order: 2 },
  { name: 'won', order: 3 },
  { name: 'lost', order: 3 },
]

/** Of each person the instants of the four stages, as hours after midnight of 2 March in Berlin, or nothing. */
const disorder = (people: (number | undefined)[][]) => {
  const counts = countDisorder(stages, 'Europe/Berlin')
  const midnight = Date.parse('2026-03-02T00:00:00+01:00')
  for (const [person, hours] of people.entries())
    counts.take(
      person + 1,
      stages.map((_, i) => (hours[i] === undefined ? Number.NaN : midnight + hours[i] * 3_600_000)),
    )
  return counts.result().map(({ later, earlier, people: count, example }) => [later, earlier, count, example.person])
}

describe('countDisorder', () => {
  it('counts nobody who came in order, or to one stage only', () => {
    expect(disorder([[1, 2, 3], [undefined, 5], [1, undefined, 1], []])).toEqual([])
  })

  it('counts a person once per stage that came too early, against the first stage it preceded', () => {
    expect(disorder([[10, 11, 5]])).toEqual([['won', 'lead', 1, 1]])
    expect(disorder([[10, 7, 5]])).toEqual([
      ['mql', 'lead', 1, 1],
      ['won', 'lead', 1, 1],
    ])
  })

  it('gives the person known longest as the example', () => {
    expect(
      disorder([
        [1, 2],
        [20, 3],
        [30, 4],
      ]),
    ).toEqual([['mql', 'lead', 2, 2]])
  })

  it('lets stages of equal order come in any order', () => {
    expect(disorder([[1, 2, 9, 8]])).toEqual([])
  })

  it('does not hold a date without time of day against the hours of the same day', () => {
    expect(disorder([[10, 0]])).toEqual([])
    expect(disorder([[10, -24]])).toEqual([['mql', 'lead', 1, 1]])
    expect(disorder([[34, 0]])).toEqual([['mql', 'lead', 1, 1]])
  })

  it('says on which days the example entered', () => {
    const counts = countDisorder(stages, 'Europe/Berlin')
    const at = (text: string) => Date.parse(text)
    counts.take(7, [at('2026-03-08T00:30:00+01:00'), at('2026-03-06T19:00:00Z'), Number.NaN, Number.NaN])
    expect(counts.result()[0]?.example).toEqual({ person: 7, later: '2026-03-06', earlier: '2026-03-08' })
  })
})
