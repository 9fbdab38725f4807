import { expect, test } from 'vitest'
import { followWatermark } from './watermark.ts'

const row = (id: number, at: number | null = 1) => ({ id, at })

test('rows that share the greatest value are new when they were not seen before', () => {
  const first = followWatermark('at', undefined)
  expect(first.from).toBeUndefined()
  expect(first.cursor).toBe('')
  expect(first.take([row(1, null), row(2, 0), row(3), row(3)])).toHaveLength(4)
  const second = followWatermark('at', first.cursor)
  expect(second.from).toBe('1')
  expect(second.take([row(3), row(4)])).toEqual([row(4)])
  const third = followWatermark('at', second.cursor)
  expect(third.take([row(3), row(4), row(5), row(6, 2)])).toEqual([row(5), row(6, 2)])
  expect(followWatermark('at', third.cursor).from).toBe('2')
})

test('a row that changed without its watermark comes again', () => {
  const first = followWatermark('at', undefined)
  first.take([{ ...row(1), name: 'Ada' }])
  expect(followWatermark('at', first.cursor).take([{ ...row(1), name: 'Ada L.' }])).toHaveLength(1)
})

test('of very many that share it none is remembered, so that all of them come again and none is lost', () => {
  const many = Array.from({ length: 201 }, (_, id) => row(id))
  const first = followWatermark('at', undefined)
  expect(first.take(many)).toHaveLength(201)
  expect(first.cursor.length).toBeLessThan(100)
  expect(followWatermark('at', first.cursor).take(many)).toHaveLength(201)
})
