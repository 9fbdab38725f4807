import { expect, test } from 'vitest'
import { progress, progressLine } from './progress.ts'
import { terminalOf } from './terminal.ts'

const terminal = terminalOf({ isTTY: true }, { NO_COLOR: '1' })

function watched(isTTY: boolean) {
  let now = 0
  const written: string[] = []
  const stream = { isTTY, write: (text: string) => written.push(text) }
  const bar = progress({ label: 'Importing', unit: 'rows', total: 1000, stream, now: () => now })
  return { bar, written, wait: (ms: number) => (now += ms) }
}

test('the bar says how much, how fast and how long still', () => {
  const state = { label: 'Importing', unit: 'rows', done: 250_000, total: 1_000_000, seconds: 5 }
  expect(progressLine(state, terminal)).toBe(
    'Importing ██████░░░░░░░░░░░░░░░░░░ 25 % 250,000 rows · 50,000 rows/s · 0:15 left',
  )
})

test('hours are shown when there are some', () => {
  const state = { label: 'Importing', unit: 'rows', done: 1, total: 5000, seconds: 1 }
  expect(progressLine(state, terminal)).toMatch(/1:23:19 left$/)
})

test('without a total it says what is known', () => {
  expect(progressLine({ label: 'Reading', unit: 'rows', done: 10, seconds: 2 }, terminal)).toBe(
    'Reading 10 rows · 5 rows/s',
  )
})

test('it is drawn at most ten times a second, and at the end', () => {
  const { bar, written, wait } = watched(true)
  for (let done = 0; done < 1000; done++) {
    bar.at(done)
    wait(1)
  }
  bar.at(1000)
  expect(written).toHaveLength(11)
  expect(written.at(-1)).toContain('100 %')
  bar.end()
  expect(written.at(-1)).toBe('\r\u001b[K')
})

test('it stays on its line in a narrow window, because only that line can be drawn over', () => {
  const written: string[] = []
  const stream = { isTTY: true, columns: 40, write: (text: string) => written.push(text) }
  progress({ label: 'Importing a file with a long name.csv', unit: 'rows', stream }).at(500, 1000)
  expect(written[0]).toHaveLength('\r\u001b[K'.length + 39)
})

test('nothing is written where nobody watches', () => {
  const { bar, written } = watched(false)
  bar.at(1000)
  bar.end()
  expect(written).toEqual([])
})
