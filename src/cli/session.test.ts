import { expect, test } from 'vitest'
import { whereOf } from './session.ts'

test('the flags name one place', () => {
  expect(whereOf({ company: 'c', data: 'd' })).toEqual({ place: 'memory', company: 'c', data: 'd' })
  expect(whereOf({ dataDir: 'x', company: 'c' })).toEqual({
    place: 'disk',
    dataDir: 'x',
    company: 'c',
    create: true,
  })
  expect(whereOf({ dataDir: 'x', as: 'a@x' })).toEqual({ place: 'disk', dataDir: 'x', as: 'a@x', create: false })
  expect(whereOf({ server: 'https://x', key: 'k' })).toEqual({ place: 'server', server: 'https://x', key: 'k' })
})

test.each([
  [{}, 'Say where the work happens'],
  [{ data: 'd' }, 'Say where the work happens'],
  [{ server: 's', dataDir: 'd' }, 'name two places'],
  [{ server: 's', data: 'd' }, 'a server has its own data'],
  [{ dataDir: 's', data: 'd' }, 'holds data already'],
  [{ company: 'c', as: 'a@x' }, 'where people are known'],
])('%j is refused', (flags, sentence) => {
  expect(() => whereOf(flags)).toThrow(sentence)
})

test.each(['company', 'data', 'dataDir'])('an empty %s, as an unset variable leaves it, is refused', flag => {
  expect(() => whereOf({ company: 'c', [flag]: '' })).toThrow('is empty. Name a folder.')
})

test('only what writes may make a data directory, or read a company that says what is in it', () => {
  expect(whereOf({ dataDir: 'x' })).toMatchObject({ create: false })
  expect(whereOf({ dataDir: 'x' }, { writes: true })).toMatchObject({ create: true })
})

test('a change in memory, which nobody would see again, is refused', () => {
  expect(() => whereOf({ company: 'c' }, { writes: true })).toThrow('Nothing would be kept')
})
