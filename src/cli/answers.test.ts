import { afterAll, beforeAll, expect, test } from 'vitest'
import { operations } from '../features/index.ts'
import { shapes } from './answers.ts'
import { type Format, print } from './format.ts'
import { openMemory } from './local.ts'
import type { Session } from './session.ts'
import { terminalOf, widthOf } from './terminal.ts'

const terminal = terminalOf({})
let session: Session

beforeAll(async () => {
  session = await openMemory('examples/tidewater', undefined)
})

afterAll(() => session.close())

async function said(name: string, input: unknown = {}, format: Format = 'text') {
  const operation = operations.find(each => each.operation === name)!
  const value = await session.call(operation, operation.input.parse(input))
  return print({ value, ...shapes[name]?.(value as never, id => id) }, format, terminal)
}

const reads: [string, object][] = [
  ['agreement.list', {}],
  ['agreement.users', { kind: 'metric', name: 'new-mrr' }],
  ['audit.list', {}],
  ['catalogue.event', { name: 'page_viewed' }],
  ['catalogue.events', {}],
  ['catalogue.traits', {}],
  ['catalogue.violations', {}],
  ['channel.get', { name: 'channels' }],
  ['feed.list', {}],
  ['feed.map', {}],
  ['finding.check', {}],
  ['finding.rules', {}],
  ['funnel.measure', { name: 'pipeline', by: ['origin'] }],
  ['goal.measure', { name: 'full-books-for-winter' }],
  ['metric.explain', { name: 'net-new-mrr' }],
  ['metric.history', { name: 'new-mrr' }],
  ['metric.measure', { name: 'win-rate', by: ['origin', 'channel'] }],
  ['metric.preview', { name: 'mqls' }],
  ['scorecard.get', { name: 'monday' }],
  ['scorecard.measure', {}],
  ['source.get', { name: 'crm-contacts' }],
  ['source.freshness', {}],
  ['source.imports', {}],
  ['stage.receipt', { name: 'mql', person: '41138' }],
  ['team.list', {}],
]

test.each(reads)('%s reads without JSON in it and within a hundred columns', async (name, input) => {
  const text = await said(name, input)
  expect(text).not.toMatch(/[{[]"/)
  const wide = text.split('\n').filter(line => widthOf(line) > 100 && !/^ {2}CAST|^ {2}CASE|^FROM|^WHERE/.test(line))
  expect(wide).toEqual([])
})

test('a metric says what it is in which unit, and a share is read in percent', async () => {
  const text = await said('metric.measure', { name: 'win-rate', from: '2026-09-21', to: '2026-10-05' })
  expect(text).toBe(
    'Win rate · Europe/Dublin, known until 2026-10-01\n\nperiod      value\n2026-W39     60 %\n2026-W40*  42.9 %\n\n* This period is not over, or not all of it is known.\n',
  )
  expect(await said('metric.measure', { name: 'win-rate', from: '2026-09-21', to: '2026-09-28' }, 'csv')).toBe(
    'period,value\n2026-W39,0.6\n',
  )
})

test('a dimension that no row has is pointed out', async () => {
  expect(await said('metric.measure', { name: 'mqls', by: ['nope', 'channel'], last: 1 })).toContain(
    'None of these rows has “nope”.',
  )
})

test('an agreement reads as what it says, in the order in which its kind lists the fields', async () => {
  const text = await said('metric.get', { name: 'new-mrr' })
  expect(text).toContain('\nclass: outcome\nunit: EUR\ndirection: up\nmeasure:\n  sum: mrr\nof: deal_won\n')
})

test('two revisions that say the same say so', async () => {
  expect(await said('metric.diff', { name: 'new-mrr' })).toBe('There is only revision 1 to look at; nothing differs.\n')
})

test('a receipt says since when, under which revision, and what fulfilled each line of the rule', async () => {
  const text = await said('stage.receipt', { name: 'mql', person: '41138' })
  expect(text).toMatch(/^✓ In “mql” since 2026-08-13 08:11 UTC, under revision 1\.\n\n✓ { event: became_mql }\n/)
})

test('an empty list says that there is nothing', async () => {
  expect(await said('suppression.list')).toBe('Nothing to show.\n')
})
