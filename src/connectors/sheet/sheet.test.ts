import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { type Written, workbook, zip } from '../../../test/workbook.ts'
import { dayOf, showsDay } from './date-cell.ts'
import { readSheet, type SheetOptions } from './sheet.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-sheet-'))
afterAll(() => rmSync(folder, { recursive: true }))

function read(content: Buffer | string, options?: SheetOptions) {
  const path = join(folder, 'okrs.xlsx')
  writeFileSync(path, content)
  return readSheet(path, options)
}

const head = ['Title', 'Value']
const one = (...cells: Written[]) => workbook([{ name: 'Goals', rows: [head, ['x', ...cells]] }])
const cellOf = async (cell: Written) => (await read(one(cell))).rows[0]?.[1]

describe('a workbook', () => {
  it.each<[string, Written, unknown]>([
    ['text', 'Größe & <Wert>', 'Größe & <Wert>'],
    ['text in the cell', { attributes: 't="inlineStr"', xml: '<is><r><t>a </t></r><r><t>b</t></r></is>' }, 'a b'],
    ['a character that XML cannot hold', { attributes: 't="str"', xml: '<v>a_x000D_b</v>' }, 'a\rb'],
    ['a number', 1.5, 1.5],
    ['a number as people see it', { xml: '<v>1.1000000000000001</v>' }, 1.1],
    ['yes', true, true],
    ['a percentage', { attributes: 's="3"', xml: '<v>0.45</v>' }, 0.45],
    ['a day', { attributes: 's="1"', xml: '<v>46112</v>' }, '2026-03-31'],
    ['a day of a format that is built in', { attributes: 's="4"', xml: '<v>46112</v>' }, '2026-03-31'],
    ['a day and a time', { attributes: 's="1"', xml: '<v>46112.604166666664</v>' }, '2026-03-31T14:30:00'],
    ['a length of time', { attributes: 's="2"', xml: '<v>1.5</v>' }, 1.5],
    ['what a formula gave', { xml: '<f>1+1</f><v>2</v>' }, 2],
    ['a formula that gave nothing yet', { xml: '<f>WEBSERVICE("http://x.test")</f>' }, '#CALC!'],
    ['a formula that failed', { attributes: 't="e"', xml: '<f>1/0</f><v>#DIV/0!</v>' }, '#DIV/0!'],
    ['text that looks like markup', '<!ENTITY x>', '<!ENTITY x>'],
  ])('reads %s', async (_, cell, value) => expect(await cellOf(cell)).toBe(value))

  it('counts days from 1904 when it says so', async () => {
    const rows = [head, ['x', { attributes: 's="1"', xml: '<v>0</v>' }]]
    const sheet = await read(workbook([{ name: 'Goals', rows }], { from1904: true }))
    expect(sheet.rows).toEqual([['x', '1904-01-01']])
  })

  it('shows its visible sheets, the first unless another is named', async () => {
    const file = workbook([
      { name: 'Lists', state: 'hidden', rows: [head, ['hidden', 1]] },
      { name: 'Goals', rows: [head, ['seen', 1]] },
      { name: 'More', rows: [head, ['more', 2]] },
    ])
    expect(await read(file)).toMatchObject({ sheet: 'Goals', others: ['More'], rows: [['seen', 1]] })
    expect(await read(file, { sheet: 'More' })).toMatchObject({ rows: [['more', 2]] })
    await expect(read(file, { sheet: 'Lists' })).rejects.toThrow('There are “Goals”, “More”.')
  })

  it('keeps the numbers of its rows, with a heading above and gaps between', async () => {
    const rows = [['Goals of 2026'], [], head, ['a', 1], [], ['b', 2]]
    const sheet = await read(workbook([{ name: 'Goals', rows, firstRow: 3 }]))
    expect(sheet).toMatchObject({ columns: head, firstRow: 6, rows: [['a', 1], [], ['b', 2]] })
  })

  it('names columns that have no name or the same one', async () => {
    const sheet = await read(
      workbook([
        {
          name: 'x',
          rows: [
            ['A', null, 'A', '__proto__'],
            [1, 2, 3, 4],
          ],
        },
      ]),
    )
    expect(sheet.columns).toEqual(['A (1)', 'column 2', 'A (2)', '__proto__'])
  })

  it('reads its first cell where cells are merged', async () => {
    const rows = [head, ['both', null], [null, 2]]
    expect((await read(workbook([{ name: 'x', rows }]))).rows).toEqual([['both'], [null, 2]])
  })

  it('may be long', async () => {
    const rows = [head, ...Array.from({ length: 10_000 }, (_, index) => [`Goal ${index}`, index])]
    const sheet = await read(workbook([{ name: 'x', rows }]))
    expect([sheet.rows.length, sheet.rows.at(-1)]).toEqual([10_000, ['Goal 9999', 9999]])
  })
})

describe('a file is refused, with what to do,', () => {
  const big = 'x'.repeat(1000)
  const bomb = Buffer.alloc(201 * 2 ** 20)
  const relations =
    '<Relationships><Relationship Id="w" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>'
  const withWorkbook = (content: string) =>
    zip([
      { name: '_rels/.rels', content: relations },
      { name: 'xl/workbook.xml', content },
    ])

  it.each<[string, Buffer | string, string]>([
    ['cut off', one(big).subarray(0, 600), 'damaged or cut off'],
    ['cut off at its start', one(big).subarray(300), 'damaged|cannot be read|is not'],
    ['no workbook', zip([{ name: 'word/document.xml', content: '<x/>' }]), 'no workbook'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae100000000', 'hex'), 'Save it as .xlsx'],
    [
      'locked',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
      'password',
    ],
    ['locked as a zip', zip([{ name: '_rels/.rels', content: relations, flags: 1 }]), 'password'],
    ['a bomb that says so', zip([{ name: 'x', content: 'x', claims: 300 * 2 ** 20 }]), '200 MB'],
    ['a bomb that does not say so', zip([{ name: '_rels/.rels', content: bomb, claims: 1000 }]), '200 MB'],
    ['not well-formed', withWorkbook('<workbook><sheets></workbook>'), 'not a sound workbook'],
    [
      'a document type with entities',
      withWorkbook('<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><workbook>&b;</workbook>'),
      'not a sound workbook',
    ],
    ['nested without end', withWorkbook('<a>'.repeat(100_000)), 'nested too deeply'],
    ['all hidden', workbook([{ name: 'x', state: 'veryHidden', rows: [head] }]), 'hidden'],
    ['without a table', workbook([{ name: 'x', rows: [['only']] }]), 'no table'],
    ['too wide', one({ xml: '<v>1</v></c><c r="ZZ2"><v>1</v>' }), '500 columns'],
    ['larger than 20 MB', Buffer.alloc(20 * 2 ** 20 + 1), '20 MB'],
  ])('when it is %s', async (_, file, sentence) => {
    await expect(read(file)).rejects.toThrow(new RegExp(sentence))
  })

  it('when it has too many rows', async () => {
    const xml = '<v>1</v></c></row><row r="900000"><c r="A900000"><v>1</v>'
    await expect(read(one({ xml }))).rejects.toThrow('more than 100,000 rows')
  })

  it('when a cell speaks of a row before it, the rows still follow each other', async () => {
    const xml = '<v>1</v></c></row><row r="1"><c r="A1"><v>7</v>'
    expect((await read(one({ xml }))).rows).toEqual([['x', 1], [7]])
  })
})

describe('a CSV file', () => {
  it('is read with its delimiter and encoding told', async () => {
    const sheet = await read('\ufeffTitle;Value\n"a;b";1\n;\n')
    expect(sheet).toMatchObject({
      format: 'csv',
      columns: head,
      firstRow: 2,
      rows: [
        ['a;b', '1'],
        [null, null],
      ],
    })
  })

  it('has all its unreadable rows told at once', async () => {
    await expect(read('Title,Value\na\nb,1\nc,1,2\n')).rejects.toMatchObject({
      details: { problems: [{ path: [2] }, { path: [4] }] },
    })
  })

  it('is not JSON', async () => {
    await expect(read('{"a": 1}\n{"a": 2}\n')).rejects.toThrow('goals come as CSV')
  })
})

describe('a number', () => {
  it.each([
    [0, '1899-12-31'],
    [1, '1900-01-01'],
    [59, '1900-02-28'],
    [61, '1900-03-01'],
    [2_958_465, '9999-12-31'],
  ])('%s is the day %s', (serial, day) => expect(dayOf(serial, false)).toBe(day))

  it('outside of the calendar is no day', () => {
    expect([dayOf(-1, false), dayOf(1e9, false)]).toEqual([undefined, undefined])
  })

  it.each([
    [0, 'General', false],
    [164, 'yyyy-mm-dd', true],
    [164, 'd. mmmm yyyy', true],
    [164, '[$-409]mmm', true],
    [164, '[Red]0.00', false],
    [164, '"day" 0', false],
    [164, 'hh:mm', false],
    [164, '#,##0 "Mio"', false],
    [22, undefined, true],
    [9, undefined, false],
  ])('in the format %s %s is shown as a day: %s', (id, code, shows) => expect(showsDay(id, code)).toBe(shows))
})
