import { expect, it } from 'vitest'
import { writeTemporary } from '../../../test/source.ts'
import { previewFile } from './operations/previewing.ts'

const FILE = [
  'id,signed,amount,plan',
  '1,03/04/2026,"1.234",free',
  '2,04/04/2026,"2.500",pro',
  '3,no date,"3.000",pro',
].join('\n')

const SPEC = {
  key: 'id',
  person: { user: 'id' },
  zone: 'UTC',
  dates: 'dd/mm/yyyy',
  decimal: '.',
  traits: { plan: 'plan' },
  events: [{ name: 'signed_up', at: 'signed', props: { amount: { column: 'amount', type: 'number' } } }],
}

it('says what each row gives, and counts', async () => {
  const preview = await previewFile(writeTemporary('people.csv', FILE), SPEC)
  expect(preview.problems).toEqual([])
  expect(preview.columns).toEqual(['id', 'signed', 'amount', 'plan'])
  expect(preview.looked).toEqual({
    rows: 3,
    whole: true,
    events: 2,
    nothing: 0,
    rejected: 1,
    names: { signed_up: 2 },
  })
  expect(preview.rows[0]).toEqual({
    row: 1,
    line: 2,
    cells: { id: '1', signed: '03/04/2026', amount: '1.234', plan: 'free' },
    becomes: 'events',
    reason: null,
    column: null,
    gives: [{ event: 'signed_up', at: '2026-04-03T00:00:00.000Z', who: '1', says: { amount: 1.234, plan: 'free' } }],
  })
  expect(preview.trouble.map(({ line, column, reason }) => [line, column, reason])).toEqual([
    [4, 'signed', expect.stringContaining('“no date”')],
  ])
})

it('tells problems of columns, dates and numbers all at once, and shows the rows as they are', async () => {
  const { dates: _, decimal: __, ...open } = SPEC
  const preview = await previewFile(writeTemporary('people.csv', FILE), { ...open, key: 'idd' })
  expect(preview.problems.map(({ code }) => code)).toEqual(['unknown_column', 'ambiguous_number', 'ambiguous_date'])
  expect(preview.rows.map(({ becomes, gives }) => [becomes, gives])).toEqual([
    [null, []],
    [null, []],
    [null, []],
  ])
})

it('takes what is no mapping at all', async () => {
  const path = writeTemporary('people.csv', FILE)
  expect((await previewFile(path, { events: 'none' })).problems).toMatchObject([{ path: ['events'] }])
  expect((await previewFile(path, null)).rows).toHaveLength(3)
  expect((await previewFile(writeTemporary('a.csv', '\n'), SPEC)).problems).toMatchObject([{ code: 'unreadable' }])
})
