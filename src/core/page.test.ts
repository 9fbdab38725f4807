import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { cursorOf, keyOf, type Page, PageRequest, pageOf, toPage } from './page.ts'

test('a request asks for a hundred items unless told otherwise, and for five hundred at most', () => {
  expect(PageRequest.parse({})).toEqual({ limit: 100 })
  expect(PageRequest.safeParse({ limit: 501 }).success).toBe(false)
  expect(PageRequest.safeParse({ limit: 0 }).success).toBe(false)
})

test('reading page after page gives every row once, in order', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ unit: 'binary' })), fc.integer({ min: 1, max: 7 }), (names, limit) => {
      const rows = names.filter(name => name.isWellFormed()).toSorted()
      const seen: string[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const after: string | undefined = cursor ? String(keyOf(cursor, 1)[0]) : undefined
        const read: string[] = rows.filter(name => after === undefined || name > after).slice(0, limit + 1)
        const page: Page<string> = toPage(read, limit, name => [name])
        expect(page.items.length).toBeLessThanOrEqual(limit)
        seen.push(...page.items)
        cursor = page.next
      }
      expect(seen).toEqual(rows)
    }),
  )
})

test('a cursor is safe in a URL and keeps its key', () => {
  const cursor = cursorOf(['a/b ?&=#%~', 42, 'ü'])
  expect(cursor).toMatch(/^[\w.!~*'()-]+$/)
  expect(keyOf(cursor, 3)).toEqual(['a/b ?&=#%~', 42, 'ü'])
})

test.each(['', 'x', '%', '~', '[]', '[{}]', cursorOf(['a', 'b'])])(
  '“%s” is not a cursor of a list with one key',
  cursor => {
    expect(() => keyOf(cursor, 1)).toThrow('This cursor is not one of this list. Ask for the first page again.')
  },
)

test('the schema of a page is made from the schema of its items', () => {
  expect(pageOf(z.string()).parse({ items: ['a'], next: null })).toEqual({ items: ['a'], next: null })
})
