import { expect, it } from 'vitest'
import { mentionsIn } from './discussion.ts'

const known = [
  { kind: 'person' as const, id: 'p1', words: ['Ada of sales', 'Ada', 'ada.of.sales'] },
  { kind: 'person' as const, id: 'p2', words: ['Ada for web', 'Ada', 'ada.for.web'] },
  { kind: 'person' as const, id: 'p3', words: ['Ben', 'ben'] },
  { kind: 'team' as const, id: 'customer-success', words: ['customer-success', 'Customer success'] },
]
const idsIn = (text: string) => mentionsIn(text, known).map(each => each.id)

it.each([
  ['Is that so, @Ben?', ['p3']],
  ['@ben @Ben', ['p3']],
  ['@Ada of sales, please look', ['p1']],
  ['@Ada could be either of two', []],
  ['@customer-success and @Customer Success', ['customer-success']],
  ['@Bender is nobody', []],
  ['write to me@ben.example', []],
  ['(@ada.for.web)', ['p2']],
  ['@', []],
])('%s mentions %j', (text, ids) => {
  expect(idsIn(text)).toEqual(ids)
})
