import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRecordReader, RECORD_LIMIT, type Shape, type TextRecord } from './records.ts'

const COMMA: Shape = { delimiter: ',', quote: '"', lineEnd: '\n' }

function read(pieces: readonly string[], shape = COMMA, longest?: number): TextRecord[] {
  const reader = createRecordReader(shape, longest)
  const records: TextRecord[] = []
  const drain = () => {
    for (let record = reader.next(); record; record = reader.next()) records.push(record)
  }
  for (const piece of pieces) {
    reader.feed(piece)
    drain()
  }
  reader.end()
  drain()
  return records
}

const cellsOf = (records: readonly TextRecord[]) => records.map(record => record.cells)

function cut(text: string, sizes: readonly number[]): string[] {
  const pieces: string[] = []
  for (let at = 0, turn = 0; at < text.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1)
    pieces.push(text.slice(at, at + size))
    at += size
  }
  return pieces
}

const hostileText = fc.string({
  unit: fc.constantFrom('a', 'b', '"', '""', ',', ';', '\n', '\r\n', '\r', ' ', 'é', '“'),
  maxLength: 12,
})
const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 })

describe('records of a delimited text', () => {
  it('reads any quoted table as csv-parse does', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(hostileText, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        sizes,
        (table, delimiter, lineEnd, closed, cuts) => {
          const quote = (cell: string) =>
            /["\r\n]/.test(cell) || cell.includes(delimiter) || cell.length % 2
              ? `"${cell.replaceAll('"', '""')}"`
              : cell
          const text = table.map(cells => cells.map(quote).join(delimiter)).join(lineEnd) + (closed ? lineEnd : '')
          const expected = parse(text, {
            delimiter,
            record_delimiter: ['\r\n', '\n'],
            relax_column_count: true,
            skip_empty_lines: true,
          })
          expect(cellsOf(read(cut(text, cuts), { ...COMMA, delimiter }))).toEqual(expected)
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('reads whatever csv-parse accepts as csv-parse does, quotes inside cells included', () => {
    let accepted = 0
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, (a, b, c) => {
        const text = `${a},${b}\n${c}`
        fc.pre(!text.endsWith('\r'))
        let expected: string[][]
        try {
          expected = parse(text, { record_delimiter: ['\r\n', '\n'], relax_column_count: true, skip_empty_lines: true })
        } catch {
          return
        }
        accepted++
        const records = read([text])
        if (!records.some(record => record.fault)) expect(cellsOf(records)).toEqual(expected)
      }),
      { numRuns: 3000 },
    )
    expect(accepted).toBeGreaterThan(500)
  })

  it('gives the same records however the text was cut', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 20 }), sizes, (parts, cuts) => {
        const text = parts.join('')
        expect(read(cut(text, cuts))).toEqual(read([text]))
      }),
      { numRuns: 2000 },
    )
  })

  it('gives the same records however the text was cut, also where records are too long', () => {
    fc.assert(
      fc.property(
        fc.array(hostileText, { maxLength: 20 }),
        sizes,
        fc.integer({ min: 1, max: 20 }),
        (parts, cuts, longest) => {
          const text = parts.join('')
          expect(read(cut(text, cuts), COMMA, longest)).toEqual(read([text], COMMA, longest))
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('keeps every character: raw texts, line ends and blank lines make up the file', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { maxLength: 20 }), parts => {
        const text = parts.join('')
        const raws = read([text]).map(record => record.raw)
        let at = 0
        for (const raw of raws) {
          at = text.indexOf(raw, at)
          expect(at).not.toBe(-1)
          at += raw.length
        }
        const kept = raws.join('').replaceAll(/[\r\n]/g, '')
        expect(kept).toBe(text.replaceAll(/[\r\n]/g, ''))
      }),
    )
  })

  it('numbers records by the line they begin on, across quoted line breaks and blank lines', () => {
    const records = read(['a,b\r\n"x\r\ny",1\r\n\r\nz,"1\n2\n3"\nlast,0'])
    expect(records.map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, 'a', 'b'],
      [2, 'x\r\ny', '1'],
      [5, 'z', '1\n2\n3'],
      [8, 'last', '0'],
    ])
  })

  it('reads files that end their lines with CR alone', () => {
    const records = read(['a,b\r"1\r2",3\r4,5'], { ...COMMA, lineEnd: '\r' })
    expect(records.map(({ line, cells }) => [line, ...cells])).toEqual([
      [1, 'a', 'b'],
      [2, '1\r2', '3'],
      [4, '4', '5'],
    ])
  })

  it('loses one row, not the rest of the file, to a quote that is never closed', () => {
    const records = read(['id,note\n1,"open\n2,fine\n3,also fine\n'])
    expect(records.map(({ line, cells, fault }) => fault ?? [line, ...cells])).toEqual([
      [1, 'id', 'note'],
      'The row on line 2 has a quote that is never closed. Close it, or double it if it belongs to the text.',
      [3, '2', 'fine'],
      [4, '3', 'also fine'],
    ])
    expect(records[1]!.raw).toBe('1,"open')
  })

  it('gives up a row in which text follows a closing quote, and only that one', () => {
    const records = read(['1,"said "yes" twice",x\n2,"open\n3,"closed",y\n4,b,c\n'])
    expect(records.map(({ line, fault }) => [line, fault !== undefined])).toEqual([
      [1, true],
      [2, true],
      [3, false],
      [4, false],
    ])
    expect(records[2]!.cells).toEqual(['3', 'closed', 'y'])
  })

  it('passes over a line of 64 MB in bounded memory', () => {
    const reader = createRecordReader(COMMA)
    reader.feed('a,b\n')
    expect(reader.next()!.cells).toEqual(['a', 'b'])
    const piece = 'x'.repeat(1 << 18)
    const records: TextRecord[] = []
    const before = process.memoryUsage().heapUsed
    for (let megabytes = 0; megabytes < 64 * 4; megabytes++) {
      reader.feed(piece)
      for (let record = reader.next(); record; record = reader.next()) records.push(record)
    }
    reader.feed('\n1,2\n')
    for (let record = reader.next(); record; record = reader.next()) records.push(record)
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(32e6)
    expect(records.map(({ line, cells, fault }) => fault ?? [line, ...cells])).toEqual([
      'Line 2 is longer than 1,048,576 characters, too long for a row.',
      [3, '1', '2'],
    ])
    expect(records[0]!.raw.length).toBeLessThan(3000)
  })

  it('says that quotes do not pair up rather than search a hostile file for ever', () => {
    const text = 'a","\n'.repeat((RECORD_LIMIT * 3) / 5)
    const started = performance.now()
    expect(() => read([text])).toThrow(/do not pair up/)
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})
