import { expect, test } from 'vitest'
import { ProductError } from '../core/error.ts'
import { explained, reasonOf } from './failure.ts'

const failure = (code: string, message = '') => Object.assign(new Error(message), { code })

const reasonFor = (error: unknown) => reasonOf(explained(error, 'the file'))

test.each([
  ['SQLITE_FULL', 'disk_full'],
  ['ENOSPC', 'disk_full'],
  ['EDQUOT', 'disk_full'],
  ['53100', 'disk_full'],
  ['SQLITE_READONLY_DIRECTORY', 'read_only'],
  ['EACCES', 'read_only'],
  ['EROFS', 'read_only'],
  ['SQLITE_CORRUPT_INDEX', 'damaged'],
  ['SQLITE_NOTADB', 'damaged'],
  ['ENOENT', 'absent'],
  ['SQLITE_BUSY_SNAPSHOT', 'busy'],
  ['SQLITE_IOERR_FSYNC', 'disk_error'],
  ['28P01', 'refused'],
  ['ECONNREFUSED', 'unreachable'],
  ['57P01', 'unreachable'],
  ['53300', 'unreachable'],
  ['40001', 'contention'],
  ['SQLITE_CONSTRAINT_PRIMARYKEY', 'duplicate'],
  ['23503', 'referenced'],
])('%s is understood as %s', (code, reason) => {
  expect(reasonFor(failure(code))).toBe(reason)
})

test('what an engine says without a code is understood by its words', () => {
  expect(reasonFor(new Error('Connection terminated unexpectedly'))).toBe('unreachable')
  expect(reasonFor(new TypeError('Cannot open database because the directory does not exist'))).toBe('absent')
})

test('every address of a server that refuses is one failure', () => {
  const both = new AggregateError([failure('ECONNREFUSED', 'on ::1'), failure('ECONNREFUSED', 'on 127.0.0.1')])
  expect(reasonFor(both)).toBe('unreachable')
})

test('the sentence names the place and keeps the cause', () => {
  const cause = failure('SQLITE_FULL')
  expect(explained(cause, '“/data/records.sqlite”')).toMatchObject({
    code: 'unavailable',
    message:
      'The disk that holds “/data/records.sqlite” is full. Nothing of this was saved; free some space and try again.',
    cause,
  })
})

test('a bug stays a bug, and what was explained is not explained again', () => {
  const bugs = [new Error('x is undefined'), failure('SQLITE_ERROR', 'no such table'), failure('23502'), 'text']
  for (const bug of bugs) expect(explained(bug, 'the file')).toBe(bug)
  const done = new ProductError('not_found', 'There is no such goal.')
  expect(explained(done, 'the file')).toBe(done)
})
