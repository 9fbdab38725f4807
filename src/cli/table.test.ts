import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawTable, readable, wrap } from './table.ts'
import { terminalOf, widthOf } from './terminal.ts'

const terminal = terminalOf({})
const narrow = terminalOf({ isTTY: true, columns: 40 }, { NO_COLOR: '1' })

test('columns are aligned, numbers on the right, and what is missing is a dash', () => {
  const table = {
    columns: ['metric', 'value', 'target'],
    rows: [
      ['new-arr', 1234567.891, 2],
      ['win-rate', 0.12345, null],
    ],
  }
  expect(drawTable(table, terminal)).toBe(
    `metric           value  target
new-arr   1,234,567.89       2
win-rate        0.1235       –
`,
  )
})

test('a column with text in it stands on the left even when some cells are numbers', () => {
  expect(drawTable({ columns: ['x'], rows: [['long text'], [1]] }, terminal)).toBe('x\nlong text\n1\n')
})

test('long text wraps so that the table fits', () => {
  const table = {
    columns: ['name', 'why'],
    rows: [['a', 'a lead that waits a day is a lead lost, so we promise speed']],
  }
  expect(drawTable(table, narrow)).toBe(
    `name  why
a     a lead that waits a day is a lead
      lost, so we promise speed
`,
  )
})

test('columns that do not fit follow below, with the first column again', () => {
  const columns = ['metric', ...Array.from({ length: 8 }, (_, i) => `2026-W0${i + 1}`)]
  const drawn = drawTable({ columns, rows: [['won', ...columns.slice(1).map((_, i) => i * 100_000)]] }, narrow)
  const [first = '', second = ''] = drawn.split('\n\n')
  expect(first.split('\n')[0]).toBe('metric  2026-W01  2026-W02  2026-W03')
  expect(second.split('\n')[1]).toMatch(/^won {2,}300,000 {2,}400,000 {2,}500,000$/)
})

test('whatever is in it, no line is wider than the terminal when a column can wrap', () => {
  const cell = fc.oneof(fc.string({ maxLength: 200, unit: 'grapheme' }), fc.integer(), fc.constant(null))
  const row = fc.tuple(fc.string({ maxLength: 80 }), cell, fc.string({ maxLength: 300 }))
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), rows => {
      const drawn = drawTable({ columns: ['name', 'some', 'long'], rows }, terminal)
      for (const line of drawn.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(100)
    }),
  )
})

test('wrapping keeps every word and every sign of a word that is too long', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200 }), fc.integer({ min: 2, max: 20 }), (text, width) => {
      const lines = wrap(text, width)
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
    }),
  )
})

test('what is set in stays set in on every line', () => {
  expect(wrap('  New MRR of all', 9)).toEqual(['  New MRR', '  of all'])
})

test('numbers are grouped for reading and keep what matters of small ones', () => {
  expect([0, 12, 1234.5, -98765.432, 0.000123456, -0.5].map(readable)).toEqual([
    '0',
    '12',
    '1,234.5',
    '-98,765.43',
    '0.0001235',
    '-0.5',
  ])
})

test('whole words stay whole as long as another column can give way, and names break after a hyphen', () => {
  const table = {
    columns: ['name', 'why'],
    rows: [['billing-cancellations', 'whoever leaves says so in the letter']],
  }
  expect(drawTable(table, narrow)).toBe(
    `name                   why
billing-cancellations  whoever leaves
                       says so in the
                       letter
`,
  )
  expect(wrap('full-books-for-winter', 12)).toEqual(['full-books-', 'for-winter'])
})

test('an instant is read to the minute, and a text that would fill a page is cut', () => {
  expect(drawTable({ columns: ['at'], rows: [['2026-11-22T03:34:31.998Z']] }, terminal)).toBe(
    'at\n2026-11-22 03:34 UTC\n',
  )
  const lines = drawTable({ columns: ['content'], rows: [['[ '.repeat(20_000)]] }, terminal)
    .trimEnd()
    .split('\n')
  expect(lines).toHaveLength(41)
  expect(lines.at(-1)).toBe('…')
})
