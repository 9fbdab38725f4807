import { describe, expect, it } from 'vitest'
import { toCsv } from './csv.ts'
import { fromCsv } from './csv-reader.ts'

describe('a table from CSV', () => {
  it('reads what was written', () => {
    const rows = [
      ['a,b', 'says "hi"'],
      ['two\nlines', ''],
    ]
    expect(fromCsv(toCsv(['One', 'Two'], rows))).toEqual({ columns: ['One', 'Two'], rows })
  })

  it('takes the separator that the headings use, and no mark at the start', () => {
    expect(fromCsv('\uFEFFa;b\r\n1,5;2\r\n')).toEqual({ columns: ['a', 'b'], rows: [['1,5', '2']] })
    expect(fromCsv('a\tb\n1\t2')).toEqual({ columns: ['a', 'b'], rows: [['1', '2']] })
  })
})
