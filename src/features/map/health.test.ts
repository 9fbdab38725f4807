import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Metric } from '../metric/metric.ts'
import { attainmentOf, healthOf, targetIn } from './health.ts'

const metric = (fields: Partial<Metric> = {}): Metric => ({
  class: 'outcome',
  unit: 'EUR',
  direction: 'up',
  measure: { sum: 'amount' },
  of: 'deal_won',
  ...fields,
})

describe('health', () => {
  it.each<[number | null, number | null, Partial<Metric>, string, number | null]>([
    [100, 100, {}, 'healthy', 1],
    [90, 100, {}, 'healthy', 0.9],
    [89, 100, {}, 'watch', 0.89],
    [70, 100, {}, 'watch', 0.7],
    [69, 100, {}, 'unhealthy', 0.69],
    [100, 100, { direction: 'down' }, 'healthy', 1],
    [110, 100, { direction: 'down' }, 'healthy', 0.9],
    [120, 100, { direction: 'down' }, 'watch', 0.8],
    [140, 100, { direction: 'down' }, 'unhealthy', 0.6],
    [0, 100, { direction: 'down' }, 'healthy', 2],
    [350, 100, { direction: 'down' }, 'unhealthy', 0],
    [-50, 100, {}, 'unhealthy', 0],
    [-110, -100, {}, 'healthy', 0.9],
    [95, 100, { corridor: { healthy: 0.98, watch: 0.9 } }, 'watch', 0.95],
    [0, 0, { direction: 'down' }, 'healthy', null],
    [3, 0, { direction: 'down' }, 'unhealthy', null],
    [3, 0, {}, 'healthy', null],
    [null, 100, {}, 'pending', null],
    [100, null, {}, 'pending', null],
  ])('of %s against %s %o is %s', (value, target, fields, health, attainment) => {
    const read = healthOf(value, target, metric(fields))
    expect(read).toMatchObject({ target, health })
    if (attainment === null) expect(read.attainment).toBeNull()
    else expect(read.attainment).toBeCloseTo(attainment, 9)
  })

  it('is the same whichever way is good, when a target is missed by as much', () => {
    const amount = fc.integer({ min: 1, max: 100_000 })
    fc.assert(
      fc.property(amount, fc.integer({ min: -100_000, max: 100_000 }), (target, off) => {
        const [up, down] = [attainmentOf(target + off, target, 'up'), attainmentOf(target - off, target, 'down')]
        expect(up).toBeCloseTo(down as number, 9)
        expect(healthOf(target + off, target, metric()).health).toBe(
          healthOf(target - off, target, metric({ direction: 'down' })).health,
        )
      }),
    )
  })
})

describe('a target', () => {
  it('is for the metric’s own grain, unless the metric does not accumulate', () => {
    const none = () => undefined
    expect(targetIn('week', metric({ target: 5 }), none)).toBe(5)
    expect(targetIn('month', metric({ target: 5 }), none)).toBeNull()
    expect(targetIn('month', metric({ target: 5, grain: 'month' }), none)).toBe(5)
    expect(targetIn('month', metric({ target: 5, measure: { median: 'minutes' } }), none)).toBe(5)
    expect(targetIn('week', metric(), none)).toBeNull()
  })
})
