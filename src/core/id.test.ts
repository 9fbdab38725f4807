import { expect, test } from 'vitest'
import { newId } from './id.ts'

test('ids have 26 characters, differ, and sort in the order of creation', () => {
  const ids = Array.from({ length: 20_000 }, () => newId())
  expect(ids.every(id => /^[0-9a-hjkmnp-tv-z]{26}$/.test(id))).toBe(true)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.toSorted()).toEqual(ids)
})

test('ids order by time, and not even a clock that goes back breaks the order', () => {
  const later = newId(Date.UTC(2040, 0))
  const back = newId(Date.UTC(2026, 0))
  const latest = newId(Date.UTC(2041, 0))
  expect([latest, back, later].toSorted()).toEqual([later, back, latest])
  expect(later.slice(0, 10)).toBe(back.slice(0, 10))
})
