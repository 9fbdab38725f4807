import { expect, it } from 'vitest'
import { readYaml, writeYaml } from './yaml-text.ts'

it('what is written is read again', () => {
  const value = { measure: 'count', where: { country: { in: ['DE', 'AT'] } }, on: '2026-01-05', drives: [] }
  expect(readYaml(writeYaml(value))).toEqual({ value })
  expect(readYaml(writeYaml(undefined))).toEqual({ value: undefined })
})

it('a mistake is told with its line', () => {
  expect(readYaml('a: 1\nb: [1,\nc: 2')).toMatchObject({ mistake: expect.stringMatching(/^Line \d+: /) })
  expect(readYaml('a: "x')).toMatchObject({ mistake: expect.stringContaining('quote') })
})
