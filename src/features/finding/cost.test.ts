import { expect, it } from 'vitest'
import { costsByRule } from './cost.ts'

const finding = (rule: string, points: number) => ({ rule, points })
const suppressed = { by: 'x', reason: 'y', until: '2026-12-31', points: 1 }

it('adds up what the findings of each rule take, the most first, in tenths', () => {
  const found = [finding('a', 0.1), finding('b', 0.2), finding('b', 0.1), finding('a', 0.1)]
  expect(costsByRule(found)).toEqual([
    { rule: 'b', points: 0.3, count: 2 },
    { rule: 'a', points: 0.2, count: 2 },
  ])
})

it('leaves out what takes nothing', () => {
  expect(costsByRule([finding('a', 0), { ...finding('b', 1), suppressed }])).toEqual([])
})
