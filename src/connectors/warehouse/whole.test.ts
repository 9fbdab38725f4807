import { expect, test } from 'vitest'
import type { Page } from '../connector.ts'
import { unlessSame } from './whole.ts'

const row = (id: number) => ({ id })

async function* pages(...all: { id: number }[][]) {
  yield* all
}

async function given(of: AsyncIterable<Page>): Promise<{ rows: number; cursor: string | undefined }> {
  let [rows, cursor] = [0, undefined as string | undefined]
  for await (const page of of) {
    rows += page.rows.length
    cursor = page.cursor
  }
  return { rows, cursor }
}

test('a result is given once, and again when a row of it is another', async () => {
  const { rows, cursor } = await given(unlessSame(pages([row(1), row(2)], [row(3)]), undefined))
  expect(rows).toBe(3)
  expect(await given(unlessSame(pages([row(3)], [row(2), row(1)]), cursor))).toEqual({ rows: 0, cursor: undefined })
  expect((await given(unlessSame(pages([row(1), row(2)], [row(4)]), cursor))).rows).toBe(3)
  expect((await given(unlessSame(pages([row(1), row(2)]), cursor))).rows).toBe(2)
  expect((await given(unlessSame(pages(), cursor))).rows).toBe(0)
})

test('one that broke off, and one that is very large, is given whole each time', async () => {
  const half = unlessSame(pages([row(1)], [row(2)]), undefined)
  expect((await half.next()).value.cursor).toBe('')
  await half.return(undefined)
  expect((await given(unlessSame(pages([row(1)], [row(2)]), ''))).rows).toBe(2)
  const large = Array.from({ length: 11 }, (_, i) => Array.from({ length: 2000 }, (_, j) => row(i * 2000 + j)))
  const { rows, cursor } = await given(unlessSame(pages(...large), undefined))
  expect([rows, cursor]).toEqual([22_000, ''])
})
