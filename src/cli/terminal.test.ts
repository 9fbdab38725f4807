import { expect, test } from 'vitest'
import { terminalOf, visible, widthOf } from './terminal.ts'

const screen = { isTTY: true, columns: 80 }

test('colours appear on a terminal only, and never against NO_COLOR or on a dumb terminal', () => {
  expect(terminalOf(screen, {}).paint('x', 'red', 'bold')).toContain('\u001b[')
  expect(terminalOf({}, {}).paint('x', 'red')).toBe('x')
  expect(terminalOf(screen, { NO_COLOR: '1' }).paint('x', 'red')).toBe('x')
  expect(terminalOf(screen, { NO_COLOR: '' }).paint('x', 'red')).not.toBe('x')
  expect(terminalOf(screen, { TERM: 'dumb' }).paint('x', 'red')).toBe('x')
})

test('the width is that of the window, within 40 and 100 columns', () => {
  expect(terminalOf(screen, {}).width).toBe(80)
  expect(terminalOf({ isTTY: true, columns: 300 }, {}).width).toBe(100)
  expect(terminalOf({ isTTY: true, columns: 10 }, {}).width).toBe(40)
  expect(terminalOf({}, {}).width).toBe(100)
})

test('a terminal without signs of its own gets plain ones', () => {
  expect(Object.values(terminalOf(screen, { TERM: 'linux' }).symbols).join('')).toMatch(/^[ -~]+$/)
})

test('widths count columns, not characters, and no colours', () => {
  expect(widthOf('abc')).toBe(3)
  expect(widthOf('東京')).toBe(4)
  expect(widthOf('cafe\u0301')).toBe(4)
  expect(widthOf('🎯')).toBe(2)
  expect(widthOf(terminalOf(screen, {}).paint('abc', 'red', 'bold'))).toBe(3)
})

test('text from data cannot steer the terminal', () => {
  expect(visible('a\u001b[2Jb\u0007\u0000')).toBe('a�[2Jb��')
  expect(visible('one\r\ntwo\tthree')).toBe('one⏎⏎two three')
  expect(visible('pay \u202egpj.exe')).toBe('pay �gpj.exe')
})
