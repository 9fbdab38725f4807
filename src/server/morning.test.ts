import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { eachMorning, nextMorning } from './morning.ts'

const at = (instant: string) => Date.parse(instant)
const next = (instant: string, zone: string) => new Date(nextMorning(at(instant), zone)).toISOString()

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('the morning is at seven where the company is, on either side of a change of clocks', () => {
  expect(next('2026-03-28T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T05:00:00.000Z')
  expect(next('2026-03-27T12:00:00Z', 'Europe/Berlin')).toBe('2026-03-28T06:00:00.000Z')
  expect(next('2026-03-28T06:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T05:00:00.000Z')
  expect(next('2026-01-05T23:30:00Z', 'Asia/Tokyo')).toBe('2026-01-06T22:00:00.000Z')
})

it('work is done once each morning, and goes on after it failed', async () => {
  vi.setSystemTime(at('2026-01-05T08:00:00Z'))
  const failed = vi.fn()
  const work = vi.fn(async () => {
    if (work.mock.calls.length === 1) throw new Error('no')
  })
  const mornings = eachMorning(work, { now: Date.now, zone: () => 'UTC', failed })
  await vi.advanceTimersByTimeAsync(3 * 86_400_000)
  expect(work).toHaveBeenCalledTimes(3)
  expect(failed).toHaveBeenCalledTimes(1)
  await mornings.stop()
  await vi.advanceTimersByTimeAsync(3 * 86_400_000)
  expect(work).toHaveBeenCalledTimes(3)
})
