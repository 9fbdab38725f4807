import { basename } from 'node:path'
import { readPieces } from './bytes.ts'
import { createDecoder } from './encoding.ts'
import { createRecordReader, type TextRecord } from './records.ts'
import { sniffHeader, sniffShape } from './sniff.ts'
import { BATCH, type Batch, type Opening, type Row, type Table } from './table.ts'

/** A CSV or TSV file as a table. */
export function openDelimited(opening: Opening, format: 'csv' | 'tsv'): Table {
  const { path, compressed, bytes, options } = opening
  const sample = { name: basename(path), text: opening.sample, whole: opening.whole }
  const shape = sniffShape(sample, format === 'tsv' ? { delimiter: '\t', ...options } : options)
  const { columns, after } = sniffHeader(sample, shape, options.header)
  const rowOf = rowMaker(columns)
  let encoding = opening.encoding

  async function* rows(): AsyncGenerator<Batch> {
    const reader = createRecordReader(shape)
    const decoder = createDecoder(options.encoding)
    let batch: Row[] = []
    for await (const piece of readPieces(path, compressed)) {
      reader.feed(decoder.write(piece.bytes))
      encoding = decoder.encoding
      for (let record = reader.next(); record; record = reader.next()) {
        if (record.line > after) batch.push(rowOf(record, decoder.damaged))
        if (batch.length < BATCH) continue
        yield { rows: batch, bytesRead: piece.read }
        batch = []
      }
      if (batch.length) yield { rows: batch, bytesRead: piece.read }
      batch = []
    }
    reader.feed(decoder.end())
    reader.end()
    for (let record = reader.next(); record; record = reader.next())
      if (record.line > after) batch.push(rowOf(record, decoder.damaged))
    yield { rows: batch, bytesRead: bytes }
  }

  return {
    path,
    format: shape.delimiter === '\t' ? 'tsv' : 'csv',
    get encoding() {
      return encoding
    },
    delimiter: shape.delimiter,
    compressed,
    columns,
    open: false,
    bytes,
    rows,
  }
}

function rowMaker(columns: readonly string[]): (record: TextRecord, damaged: boolean) => Row {
  const width = columns.length
  const hostile = columns.includes('__proto__')

  function faultOf(record: TextRecord, damaged: boolean): string | undefined {
    if (record.fault) return record.fault
    const { cells, line } = record
    if (cells.length < width || cells.slice(width).some(cell => cell !== ''))
      return `Line ${line} has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, but there are ${width} columns.`
    if (damaged && record.raw.includes('\ufffd'))
      return `Line ${line} holds bytes that its encoding does not allow. Name the right one, such as encoding: windows-1252.`
    return undefined
  }

  return (record, damaged) => {
    const { line, raw, cells } = record
    if (cells.length !== width || damaged) {
      const fault = faultOf(record, damaged)
      if (fault) return { line, values: {}, raw, fault }
    }
    const values: Row['values'] = hostile ? Object.create(null) : {}
    for (let index = 0; index < width; index++) values[columns[index]!] = cells[index]!
    return { line, values, raw }
  }
}
