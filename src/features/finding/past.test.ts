import { describe, expect, it } from 'vitest'
import type { Severity } from './finding.ts'
import { NO_PAST, trendOf } from './past.ts'

const finding = (severity: Severity, extent: number | null) => ({ id: 'late:metric/a', severity, extent })

describe('the trend of a finding', () => {
  it('is unknown while no run is old enough', () => {
    expect(trendOf(finding('error', 1), NO_PAST)).toBeNull()
  })

  it.each<[string, ReturnType<typeof finding> | undefined, ReturnType<typeof finding>]>([
    ['new', undefined, finding('info', 1)],
    ['worse', finding('warning', 10), finding('warning', 11)],
    ['better', finding('warning', 11), finding('warning', 10)],
    ['same', finding('warning', 100), finding('warning', 104)],
    ['same', finding('warning', 0), finding('warning', 0)],
    ['worse', finding('warning', 0), finding('warning', 1)],
    ['same', finding('warning', null), finding('warning', null)],
    ['same', finding('warning', 3), finding('warning', null)],
    ['worse', finding('warning', 9), finding('error', 1)],
    ['better', finding('error', 1), finding('info', 9)],
  ])('is %s from %j to %j', (trend, before, now) => {
    expect(trendOf(now, { ...NO_PAST, before: new Map(before ? [[before.id, before]] : []) })).toBe(trend)
  })
})
