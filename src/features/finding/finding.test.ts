import { describe, expect, it } from 'vitest'
import { againstEach, leanOf } from './finding.ts'

const finding = (id: string, points: number, objects: string[], more = {}) => ({
  id,
  severity: 'warning' as const,
  message: `About ${id}.`,
  objects,
  points,
  ...more,
})

describe('what stands against an object', () => {
  it('is the sum of the findings that name it, the heaviest first', () => {
    const against = againstEach([finding('a', 0.5, ['goal/x', 'metric/y']), finding('b', 2, ['goal/x'])])
    expect(against.get('goal/x')?.points).toBe(2.5)
    expect(against.get('goal/x')?.says.map(({ id }) => id)).toEqual(['b', 'a'])
    expect(against.get('metric/y')?.points).toBe(0.5)
    expect(against.has('goal/z')).toBe(false)
  })

  it('leaves out what is suppressed', () => {
    const suppressed = { by: 's', reason: 'known', until: '2026-12-31', points: 2 }
    expect(againstEach([finding('a', 0, ['goal/x'], { suppressed })]).size).toBe(0)
  })

  it('leans further with more points, and never all the way', () => {
    expect(leanOf(0)).toBe(0)
    expect(leanOf(1)).toBeGreaterThan(0)
    expect(leanOf(5)).toBeGreaterThan(leanOf(1))
    expect(leanOf(20)).toBeLessThan(1)
  })
})
