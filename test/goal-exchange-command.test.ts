import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { plumbline, rowsOf } from './terminal.ts'
import { workbook } from './workbook.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-goals-'))
const path = (...parts: string[]) => join(folder, ...parts)
const company = ['--company', path('acme')]
const said = (...args: string[]) => plumbline(args, { cwd: folder })

beforeAll(() => {
  mkdirSync(path('acme'))
  writeFileSync(path('acme/teams.yaml'), 'kind: company\nname: acme\n---\nkind: team\nname: sales\n')
  const day = { attributes: 's="1"', xml: '<v>46054</v>' }
  const rows = [
    ['Objective', 'Key result', 'Owner', 'Period', 'Start', 'Target', 'End date'],
    ['=Grow', 'Deals', 'ada@acme.test', 'Q1 2026', 10, 20, day],
    [null, 'Reply time', null, null, '9 h', 4, null],
  ]
  writeFileSync(
    path('okrs.xlsx'),
    workbook([
      { name: 'OKRs', rows },
      { name: 'Notes', rows: [['a', 'b']] },
    ]),
  )
  writeFileSync(path('okrs.csv'), 'Objective,Key result,Owner,Period,Start,Target\n=Grow,Deals,sales,Q1 2026,10,20\n')
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('a workbook is shown row by row, with everything that is wrong', () => {
  const { code, out, err } = said('goal', 'import', 'okrs.xlsx', ...company)
  expect(code).toBe(1)
  for (const word of ['“spreadsheet”', '“ada@acme.test” is no team', '“9 h” is no number', 'wrong'])
    expect(out).toContain(word)
  expect(err).toMatch(/Only the sheet “OKRs” was read(?:.|\n)*Nothing was taken over/)
  const csv = rowsOf(said('goal', 'import', 'okrs.xlsx', ...company, '--format', 'csv').out)
  expect(csv.map(each => [each.row, each.becomes])).toEqual([
    ['2', 'wrong'],
    ['2', 'wrong'],
    ['3', 'wrong'],
  ])
})

it('a company of files gets its goals as files to review', () => {
  const out = path('acme/goals.yaml')
  const apply = ['goal', 'import', 'okrs.csv', ...company, '--apply', '--why', 'so far']
  expect(said(...apply).out).toMatch(/^kind: goal\nname: grow\n/)
  expect(said(...apply, '--out', out)).toMatchObject({
    code: 0,
    out: '',
    err: expect.stringMatching(/1 goal to review/),
  })
  expect(readFileSync(out, 'utf8')).toMatch(/why: so far/)
  expect(said('goal', 'import', 'okrs.csv', ...company)).toMatchObject({
    code: 0,
    err: expect.stringMatching(/All of it is declared/),
  })
  writeFileSync(path('okrs-2.csv'), readFileSync(path('okrs.csv'), 'utf8').replace('20', '30'))
  expect(said('goal', 'import', 'okrs-2.csv', ...company, '--apply', '--out', out)).toMatchObject({
    code: 2,
    err: expect.stringMatching(/there already/),
  })
  expect(said('goal', 'import', 'okrs.csv', ...company, '--out', out)).toMatchObject({ code: 2 })
})

it('what is exported is harmless in a spreadsheet and reads back', () => {
  const { out } = said('goal', 'export', ...company, '--format', 'csv')
  expect(out).toContain(`,'=Grow,`)
  writeFileSync(path('back.csv'), out)
  expect(said('goal', 'import', 'back.csv', ...company)).toMatchObject({
    code: 0,
    err: expect.stringMatching(/All of it is declared/),
  })
})

it('a data directory gets them proposed', () => {
  const at = ['--data-dir', path('data')]
  expect(said('apply', 'acme', ...at, '--why', 'we begin').code).toBe(0)
  writeFileSync(path('more.csv'), 'Objective,Key result,Owner,Period,Start,Target\nKeep,Churn,Verkauf,2026,5,4\n')
  const given = ['goal', 'import', 'more.csv', ...at, '--teams', 'Verkauf=sales', '--apply']
  expect(said(...given)).toMatchObject({ code: 2, err: expect.stringMatching(/Say why/) })
  expect(said(...given, '--why', 'so far')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Proposed: 1 goal and 1 key result/),
  })
  expect(said('goal', 'list', ...at).out).toMatch(/keep .*proposed/)
  expect(said('goal', 'import', 'more.csv', ...at, '--map', 'Owner')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/needs two words/),
  })
}, 120_000)
