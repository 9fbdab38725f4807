import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type SheetOfTest, type Written, workbook } from '../../../test/workbook.ts'
import { openTable } from './open-table.ts'
import type { Row, TableOptions } from './table.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-xlsx-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function read(sheets: readonly SheetOfTest[], options: TableOptions = {}) {
  const path = join(folder, 'spend.xlsx')
  writeFileSync(path, workbook(sheets))
  const table = await openTable(path, options)
  const rows: Row[] = []
  for await (const batch of table.rows()) rows.push(...batch.rows)
  return { table, rows }
}

const day = (serial: number): Written => ({ attributes: 's="1"', xml: `<v>${serial}</v>` })
const spend: SheetOfTest = {
  name: 'Spend',
  rows: [['Day', 'Campaign', 'Cost', 'Seen'], [day(46112), 'Fair', 12.5, true], [], [day(46113), null, 7, '']],
}

describe('a workbook as a table', () => {
  it('keeps what cells are, and the numbers of rows; rows without anything are left out', async () => {
    const { table, rows } = await read([spend])
    expect(table).toMatchObject({ format: 'xlsx', columns: ['Day', 'Campaign', 'Cost', 'Seen'], open: false })
    expect(rows.map(({ line, values }) => [line, values])).toEqual([
      [2, { Day: '2026-03-31', Campaign: 'Fair', Cost: 12.5, Seen: true }],
      [4, { Day: '2026-04-01', Campaign: null, Cost: 7, Seen: null }],
    ])
  })

  it('can be read again and again, as an import does', async () => {
    const { table, rows } = await read([
      { name: 'Long', rows: [['a', 'b'], ...Array.from({ length: 9000 }, (_, n) => [n, 'x'])] },
    ])
    for (let again = 0; again < 3; again++) {
      const batches: number[] = []
      for await (const batch of table.rows()) batches.push(batch.rows.length)
      expect(Math.max(...batches)).toBeLessThanOrEqual(4096)
      expect(batches.reduce((sum, each) => sum + each)).toBe(rows.length)
    }
    expect(rows).toHaveLength(9000)
  })

  it('is one of its sheets, the first unless another is named', async () => {
    const sheets = [
      { name: 'Notes', state: 'hidden', rows: [['x', 'y']] },
      spend,
      {
        name: 'More',
        rows: [
          ['id', 'n'],
          [1, 2],
        ],
      },
    ]
    expect((await read(sheets)).table.columns).toContain('Campaign')
    expect((await read(sheets, { sheet: 'More' })).rows).toHaveLength(1)
    await expect(read(sheets, { sheet: 'Notes' })).rejects.toThrow(
      'There is no sheet “Notes” to be seen in “spend.xlsx”. There are “Spend”, “More”.',
    )
  })

  it('begins where the header says', async () => {
    const sheets = [{ name: 'Spend', rows: [['Report', '2026'], ['of all'], ['Day', 'Cost'], ['2026-01-01', 1]] }]
    for (const header of [3, 'Day']) {
      const { table, rows } = await read(sheets, { header })
      expect([table.columns, rows.length]).toEqual([['Day', 'Cost'], 1])
    }
    const { table, rows } = await read(sheets, { header: false })
    expect([table.columns, rows.length]).toEqual([['column 1', 'column 2'], 4])
    await expect(read(sheets, { header: 'Date' })).rejects.toThrow(
      'The sheet “Spend” of “spend.xlsx” has no row that names a column “Date”. Its sheets are “Spend”.',
    )
  })

  it('gives up a row with more cells than columns, and no other', async () => {
    const { rows } = await read([
      {
        name: 'Spend',
        rows: [
          ['Day', 'Cost'],
          ['a', 1, 'a remark'],
          ['b', 2],
        ],
      },
    ])
    expect(rows.map(({ fault, values }) => fault ?? values)).toEqual([
      'Row 2 has 3 cells, but there are 2 columns.',
      { Day: 'b', Cost: 2 },
    ])
  })

  it('refuses a sheet wider than any table, before it fills the memory', async () => {
    const wide = Array.from({ length: 1001 }, (_, index) => (index % 1000 === 0 ? 1 : null))
    await expect(read([{ name: 'Wide', rows: [['a', 'b'], wide] }])).rejects.toMatchObject({ code: 'limit' })
  })
})
