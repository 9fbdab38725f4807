import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { guard, print, tableOf, toCsv, toMarkdown, unguard } from './format.ts'
import { terminalOf } from './terminal.ts'

const terminal = terminalOf({})
const answer = { value: { items: [{ name: 'a', period: { label: '2026-W10' }, value: -1.5 }], next: null } }

test('one answer in every format', () => {
  expect(print(answer, 'json', terminal)).toBe(`${JSON.stringify(answer.value, null, 2)}\n`)
  expect(print(answer, 'csv', terminal)).toBe('name,period.label,value\na,2026-W10,-1.5\n')
  expect(print(answer, 'markdown', terminal)).toBe(
    '| name | period.label | value |\n| --- | --- | --: |\n| a | 2026-W10 | -1.5 |\n',
  )
  expect(print(answer, 'text', terminal)).toBe('name  period.label  value\na     2026-W10       -1.5\n')
})

test('a table of the command’s own is used where it gives one', () => {
  const own = { ...answer, table: { columns: ['segment', 'MQL'], rows: [[null, 3]] } }
  expect(print(own, 'csv', terminal)).toBe('segment,MQL\n,3\n')
})

test('a single thing is shown field by field, and nothing as nothing', () => {
  expect(tableOf({ name: 'x', of: { event: 'won' }, teams: ['a', 'b'], where: [{ a: 1 }] }).rows).toEqual([
    ['name', 'x'],
    ['of.event', 'won'],
    ['teams', 'a, b'],
    ['where', '[{"a":1}]'],
  ])
  expect(print({ value: undefined }, 'text', terminal)).toBe('Nothing to show.\n')
  expect(print({ value: undefined }, 'json', terminal)).toBe('null\n')
})

test('of things with many parts people see what fits, and a spreadsheet gets everything', () => {
  const parts = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`p${i}`, i]))
  const value = { items: [{ name: 'a', spec: parts, retired: null }] }
  expect(print({ value }, 'text', terminal)).toBe('name\na\n')
  expect(print({ value }, 'csv', terminal)).toContain('name,spec.p0,spec.p1')
})

test.each(['=1+1', '+1', '-2+3', '@SUM(A1)', '\tx', '\rx', '\nx', '\0x', "'=1", '-', '-5 %'])(
  'the text %j is no formula in a spreadsheet',
  text => {
    expect(guard(text)).toBe(`'${text}`)
  },
)

test.each(['-5', '-1.25', '-1e-7', '5', 'a-b', "'quoted'", ''])('the text %j stays as it is', text => {
  expect(guard(text)).toBe(text)
})

test('what was guarded comes back as it was', () => {
  const start = fc.constantFrom('', '=', '+', '-', '@', '\t', '\r', '\0', "'", "'=")
  fc.assert(
    fc.property(start, fc.string(), (first, rest) => {
      expect(unguard(guard(first + rest))).toBe(first + rest)
    }),
  )
})

test('a written table reads back cell by cell', () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom('a,b', 'a"b', 'a\nb', ' a ', '=x', "'=x", 'ä'))
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), rows => {
      const [, ...read] = parse(toCsv({ columns: ['a', 'b'], rows }), { relax_column_count: false }) as string[][]
      expect(read.map(row => row.map(unguard))).toEqual(rows)
    }),
  )
})

test('a Markdown column stands on the right when it holds numbers only', () => {
  const rows = [
    [1, 1],
    ['x', null],
  ]
  expect(toMarkdown({ columns: ['a', 'b'], rows }).split('\n')[1]).toBe('| --- | --: |')
})

test('what would steer a terminal is written as it is to files only', () => {
  const steering = { value: [{ name: 'a\u001b[31mb' }] }
  expect(print(steering, 'csv', terminal)).toBe('name\na\u001b[31mb\n')
  expect(print(steering, 'csv', terminalOf({ isTTY: true }))).toBe('name\na\ufffd[31mb\n')
  expect(print(steering, 'markdown', terminal)).toBe('| name |\n| --- |\n| a\ufffd[31mb |\n')
})

test('cells of a Markdown table stay in their cells', () => {
  expect(toMarkdown({ columns: ['a'], rows: [['x | y\nz <b>']] })).toBe('| a |\n| --- |\n| x \\| y<br>z &lt;b> |\n')
})
