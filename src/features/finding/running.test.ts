import { describe, expect, it } from 'vitest'
import { sketched } from '../../../test/survey.ts'
import { above, overlap, pairsOf, runningGoals, touches } from './running.ts'

const days = (from: string, to: string) => ({ label: '', start: from, end: to })

describe('the goals that run', () => {
  it('are over on the day after their last one, and count before they begin', () => {
    const cycle = (from: string, to: string) => ({ cycle: { from, to } })
    const goals = {
      over: cycle('2026-01-01', '2026-03-30'),
      last: cycle('2026-01-01', '2026-03-31'),
      next: { cycle: '2026-Q2' },
      nowhere: { cycle: 'no-such-cycle' },
    }
    expect(runningGoals(sketched({ goals })).map(({ name }) => name)).toEqual(['last', 'next'])
  })

  it('are placed by the cycle they name', () => {
    const others = [{ kind: 'cycle', name: 'spring', title: 'Spring', spec: { period: '2026-Q2' } }]
    const [goal] = runningGoals(sketched({ goals: { a: { cycle: 'spring' } }, others }))
    expect(goal?.span).toMatchObject({ start: '2026-04-01', end: '2026-07-01' })
  })
})

describe('the goals above one', () => {
  const { goals } = sketched({
    goals: { a: { parent: 'b' }, b: { parent: 'c' }, c: { parent: 'a' }, d: { parent: 'x' } },
  })

  it('are named from the nearest up, once each in a circle', () => {
    expect(above(goals[0]!, goals).map(({ name }) => name)).toEqual(['b', 'c'])
    expect(above(goals[3]!, goals)).toEqual([])
  })

  it('lend a goal their numbers', () => {
    const [own, top] = sketched({
      goals: { own: { parent: 'top' }, top: { contributors: [{ team: 'it', with: 'x', metric: 'speed' }] } },
    }).goals
    expect(touches(own!, new Set(['speed']), [own!, top!])).toBe(true)
    expect(touches(own!, new Set(['other']), [own!, top!])).toBe(false)
    expect(touches(own!, new Set(['speed']), [own!])).toBe(false)
  })
})

describe('stretches of days', () => {
  it('overlap when they have a day in common', () => {
    expect(overlap(days('2026-01-01', '2026-02-01'), days('2026-02-01', '2026-03-01'))).toBe(false)
    expect(overlap(days('2026-01-01', '2026-02-02'), days('2026-02-01', '2026-03-01'))).toBe(true)
  })
})

describe('pairs', () => {
  it('are every two, once', () => {
    expect(pairsOf(['a', 'b', 'c'])).toEqual([
      ['a', 'b'],
      ['a', 'c'],
      ['b', 'c'],
    ])
    expect(pairsOf(['a'])).toEqual([])
  })
})
