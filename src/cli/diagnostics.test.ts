import { expect, test } from 'vitest'
import { type Diagnostic, drawDiagnostics } from './diagnostics.ts'
import { terminalOf } from './terminal.ts'

const terminal = terminalOf({})

const mistake = (given: Partial<Diagnostic>): Diagnostic => ({
  file: 'company/metrics.yaml',
  line: 12,
  column: 8,
  length: 6,
  code: 'invalid_value',
  message: '“class” must be one of outcome, output.',
  text: 'class: outcom',
  ...given,
})

test('a mistake shows its place, its line, a mark and the likely spelling', () => {
  expect(drawDiagnostics([mistake({ message: '“class” must be another word.', repair: 'outcome' })], terminal)).toBe(
    `company/metrics.yaml:12:8: “class” must be another word.
  12 │ class: outcom
     │        ^^^^^^ did you mean “outcome”?

1 mistake in 1 file.
`,
  )
})

test('a spelling that the sentence already gives is not given twice', () => {
  const drawn = drawDiagnostics([mistake({ message: 'Wrong. Did you mean “outcome”?', repair: 'outcome' })], terminal)
  expect(drawn.match(/outcome/g)).toHaveLength(1)
})

test('mistakes stand in the order of files and lines, and are counted', () => {
  const drawn = drawDiagnostics(
    [
      mistake({ file: 'b.yaml' }),
      mistake({ line: 9 }),
      mistake({ line: 2, column: 1 }),
      mistake({ line: 0, file: 'c' }),
    ],
    terminal,
  )
  expect(drawn.match(/^\S+(?=: )/gm)).toEqual([
    'b.yaml:12:8',
    'c',
    'company/metrics.yaml:2:1',
    'company/metrics.yaml:9:8',
  ])
  expect(drawn).toContain('4 mistakes in 3 files.')
})

test('of a long line the part with the mistake is shown', () => {
  const text = `where: {${'country: DE, '.repeat(30)}cuntry: FR}`
  const drawn = drawDiagnostics([mistake({ text, column: text.indexOf('cuntry') + 1 })], terminal)
  const [, line = '', mark = ''] = drawn.split('\n')
  expect(line.length).toBeLessThanOrEqual(100)
  expect(line.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).toBe('cuntry')
})

test('the mark stands under its words when signs before it are wide or invisible', () => {
  const text = 'title: 東京, café: x'
  const [, line = '', mark = ''] = drawDiagnostics(
    [mistake({ text, column: text.indexOf('x') + 1, length: 1 })],
    terminal,
  ).split('\n')
  expect(line).toContain(text)
  expect(mark.indexOf('^')).toBe(line.indexOf('x') + 2)
})

test('signs that would steer the terminal are made visible', () => {
  const drawn = drawDiagnostics([mistake({ text: 'a\u001b[31mb\u202e', message: 'x\u001b]0;y' })], terminal)
  expect(drawn).not.toContain('\u001b')
  expect(drawn).not.toContain('\u202e')
})
