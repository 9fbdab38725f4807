import { CommanderError } from 'commander'
import { expect, test } from 'vitest'
import { type Code, ProductError } from '../core/error.ts'
import { failureOf, tellFailure } from './failure.ts'
import { terminalOf } from './terminal.ts'

const terminal = terminalOf({})

test.each([
  ['invalid', 2],
  ['not_found', 2],
  ['forbidden', 2],
  ['conflict', 2],
  ['limit', 2],
  ['unavailable', 3],
] as [Code, number][])('%s leaves with %i and one clear sentence', (code, exitCode) => {
  const failure = failureOf(new ProductError(code, 'It is so. Do this.', { reason: 'because' }), terminal)
  expect(failure).toEqual({
    exitCode,
    text: '✗ It is so. Do this.\n',
    value: { error: { code, reason: 'because', message: 'It is so. Do this.' } },
  })
})

test('several problems are listed, each once', () => {
  const problems = ['One.', 'Two.'].map(message => ({ path: [], code: 'x', message }))
  const error = new ProductError('invalid', 'metric: One. (and 1 more)', { problems })
  expect(failureOf(error, terminal).text).toBe('✗ 2 things are wrong:\n  One.\n  Two.\n')
})

test('mistakes in files are shown at their places', () => {
  const diagnostic = { file: 'a.yaml', line: 1, column: 1, length: 4, code: 'x', message: 'Wrong.', text: 'kind: x' }
  const error = new ProductError('invalid', 'Files.', { diagnostics: [diagnostic] })
  const failure = failureOf(error, terminal)
  expect(failure.exitCode).toBe(2)
  expect(failure.text).toBe('a.yaml:1:1: Wrong.\n  1 │ kind: x\n    │ ^^^^\n\n1 mistake in 1 file.\n')
  expect(failure.value.error.diagnostics).toEqual([diagnostic])
})

test('a folder that is gone under one’s feet is told from a missing file', () => {
  const error = Object.assign(new Error('uv_cwd'), { code: 'ENOENT', syscall: 'uv_cwd' })
  expect(failureOf(error, terminal)).toMatchObject({ exitCode: 2, text: expect.stringContaining('is gone') })
})

test.each([
  ['ENOENT', 2, 'There is no file “leads.csv”. Check the path.'],
  ['EISDIR', 2, '“leads.csv” is a folder. Name a file.'],
  ['EACCES', 3, 'No permission for leads.csv. Change its permissions.'],
  ['ENOSPC', 3, 'leads.csv is full. Free some space and try again.'],
])('the system’s %s is a sentence', (code, exitCode, sentence) => {
  const failure = failureOf(Object.assign(new Error(code), { code, path: 'leads.csv' }), terminal)
  expect(failure).toMatchObject({ exitCode, text: `✗ ${sentence}\n` })
})

test('anything else is our bug, says so, and gives the lines to report', () => {
  const failure = failureOf(new TypeError('x is undefined'), terminal)
  expect(failure.exitCode).toBe(70)
  expect(failure.text).toContain('Plumbline itself failed; this is a bug, and nothing you wrote caused it.')
  expect(failure.text).toMatch(/TypeError: x is undefined\n\s+at /)
  expect(failureOf('a text', terminal).exitCode).toBe(70)
})

test('what commander says becomes a sentence with its suggestion', () => {
  const error = new CommanderError(1, 'x', "error: unknown option '--grian'\n(Did you mean --grain?)")
  expect(failureOf(error, terminal).text).toBe('✗ Unknown option “--grian”. Did you mean “--grain”?\n')
})

test('programs that asked for JSON get the failure as JSON, people always get the sentence', () => {
  const written = { out: '', err: '' }
  const door = {
    write(text: string) {
      written.out += text
    },
    note(text: string) {
      written.err += text
    },
  }
  const failure = failureOf(new ProductError('invalid', 'No.'), terminal)
  tellFailure(failure, 'text', door)
  expect(written).toEqual({ out: '', err: '✗ No.\n' })
  tellFailure(failure, 'json', door)
  expect(JSON.parse(written.out)).toEqual({ error: { code: 'invalid', message: 'No.' } })
})
