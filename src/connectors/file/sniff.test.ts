import { describe, expect, it } from 'vitest'
import type { ProductError } from '../../core/error.ts'
import { type Sample, sniffHeader, sniffShape } from './sniff.ts'

const sample = (text: string, whole = true): Sample => ({ name: 'leads.csv', text, whole })
const delimiterOf = (text: string) => sniffShape(sample(text), {}).delimiter
const columnsOf = (text: string, header?: boolean | number | string) =>
  sniffHeader(sample(text), sniffShape(sample(text), {}), header)

function refusal(work: () => unknown): { message: string; reason?: string } {
  try {
    work()
  } catch (error) {
    const { message, details } = error as ProductError
    return { message, reason: details.reason }
  }
  throw new Error('nothing was refused')
}

describe('how a delimited file is written', () => {
  it.each([
    ['a comma', 'id,name\n1,x\n', ','],
    ['a semicolon, with decimal commas in the cells', 'id;amount\n1;1,50\n2;2,75\n', ';'],
    ['a tab, with prose in the cells', 'id\tnote\n1\tWell, yes; no\n', '\t'],
    ['a bar', 'id|name\n1|x\n', '|'],
    ['a semicolon that the file announces', 'sep=;\na;b,c\n1;2,3\n', ';'],
    ['a semicolon between quoted commas', '"a,b";"c,d"\n"1,2";"3,4"\n', ';'],
    ['none, in a single column', 'email\na@example.com\n', ','],
  ])('separates by %s', (_, text, delimiter) => {
    expect(delimiterOf(text)).toBe(delimiter)
  })

  it('asks when two delimiters fit every line', () => {
    expect(refusal(() => delimiterOf('a,b;c\n1,2;3\n'))).toEqual({
      message:
        'In “leads.csv” both the comma and the semicolon may separate the columns. Say which: delimiter: "," or delimiter: ";".',
      reason: 'delimiter',
    })
    expect(sniffShape(sample('a,b;c\n1,2;3\n'), { delimiter: ';' }).delimiter).toBe(';')
  })

  it('is told from the line that names the columns on, whatever stands above it', () => {
    const text = 'Spend, all of it\nFrom 1, to 3; so far\n\nDay;Cost\n2026-01-01;1,50\n2026-01-02;2,75\n'
    for (const header of [4, 'Day']) {
      const shape = sniffShape(sample(text), { header })
      expect(shape.delimiter).toBe(';')
      expect(sniffHeader(sample(text), shape, header)).toEqual({ columns: ['Day', 'Cost'], after: 4 })
    }
  })

  it('says when no line names the column that the header should', () => {
    expect(refusal(() => columnsOf('Spend\nday,cost\n1,2\n', 'Day'))).toEqual({
      message:
        'No line at the start of “leads.csv” names a column “Day”. Export it with that column, or correct header.',
      reason: 'header',
    })
  })

  it('recognises single quotes when they stand around cells of every line', () => {
    expect(sniffShape(sample("'id','name'\n'1','O,Hara'\n"), {}).quote).toBe("'")
    expect(sniffShape(sample("id,name\n1,O'Hara\n"), {}).quote).toBe('"')
  })

  it('takes names from the first line, trimmed', () => {
    expect(columnsOf('id, Full name ,email\n1,x,y\n')).toEqual({ columns: ['id', 'Full name', 'email'], after: 1 })
  })

  it('lets no column hide another: names that occur twice are told apart, cells without one are numbered', () => {
    expect(columnsOf('name,,name,name (2)\nx,y,z,w\n').columns).toEqual([
      'name (1)',
      'column 2',
      'name (3)',
      'name (2)',
    ])
  })

  it.each([
    ['a date', '2018-02-01,social\n2018-02-02,email\n', '2018-02-01'],
    ['a number', 'lead,12.50\nlead,13.50\n', '12.50'],
    ['an e-mail address', 'jo@example.com,Jo\nal@example.com,Al\n', 'jo@example.com'],
    [
      'a hash',
      'dac32acd4db4c29c230538b72f8dd87d,x\n8c18d1de7f67e60dbd64e3c07d7e9d5d,y\n',
      'dac32acd4db4c29c230538b72f8dd87d',
    ],
  ])('asks whether a first line with %s names the columns', (_, text, cell) => {
    expect(refusal(() => columnsOf(text))).toEqual({
      message: `The first line of “leads.csv” may be data: it holds “${cell}”. Say header: true if it names the columns, header: false if nothing does, or the number of the line that does.`,
      reason: 'header',
    })
    expect(columnsOf(text, false)).toEqual({ columns: ['column 1', 'column 2'], after: 0 })
    expect(columnsOf(text, true).after).toBe(1)
  })

  it('finds the header below a title when it is told the line', () => {
    const text = 'Report of May,,\n,,\nid,name,email\n1,x,y\n'
    expect(refusal(() => columnsOf(text)).message).toContain('most of its cells are empty')
    expect(columnsOf(text, 3)).toEqual({ columns: ['id', 'name', 'email'], after: 3 })
  })

  it('refuses 100,000 columns with a sentence', () => {
    const text = `${Array.from({ length: 100_000 }, (_, index) => `c${index}`).join(',')}\n`
    expect(refusal(() => columnsOf(text))).toEqual({
      message: '“leads.csv” has 100,000 columns; at most 10,000 can be read. Export only the columns you need.',
      reason: 'columns',
    })
  })

  it('refuses a header that cannot be read', () => {
    expect(refusal(() => columnsOf('"id,name\n1,2\n')).message).toBe(
      '“leads.csv” has no readable header line. The row on line 1 has a quote that is never closed. Close it, or double it if it belongs to the text.',
    )
  })
})
