import { expect, it } from 'vitest'
import { inWords, waitingWords } from './words.ts'

it.each<[unknown, string]>([
  ['demo_requested', 'demo_requested'],
  [{ stage: 'mql' }, 'entry into mql'],
  [
    { any: ['demo_requested', { event: ['a', 'b'], times: 2, within: '7 days' }] },
    'demo_requested or a or b, times 2, within 7 days',
  ],
  [{ event: 'visit', where: { country: 'DE' } }, 'visit, where country is DE'],
  [[10, 20], '10 to 20'],
  [{ sum: 'amount' }, 'sum amount'],
  [true, 'yes'],
  [[], 'none'],
])('%j reads as %s', (value, words) => {
  expect(inWords(value)).toBe(words)
})

it('says whom an agreement waits for', () => {
  const titles = new Map([['sales', 'Sales']])
  const waiting = { teams: ['sales', 'web', 'it'], second: false, objections: ['sales'] }
  expect(waitingWords({ waiting }, titles)).toBe('Sales to settle; Sales, web and it to sign')
  expect(waitingWords({ waiting: { teams: [], second: true, objections: [] } }, titles)).toBe(
    'somebody besides its author to sign',
  )
})
