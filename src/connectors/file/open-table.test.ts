import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { zip } from '../../../test/workbook.ts'
import type { ProductError } from '../../core/error.ts'
import type { Encoding } from './encoding.ts'
import { openTable } from './open-table.ts'
import type { Row, Table, TableOptions } from './table.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-tables-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
function file(content: string | Buffer, name = 'table.csv'): string {
  const path = join(folder, `${files++}-${name}`)
  writeFileSync(path, content)
  return path
}

async function rowsOf(table: Table): Promise<Row[]> {
  const rows: Row[] = []
  for await (const batch of table.rows()) rows.push(...batch.rows)
  return rows
}

async function read(content: string | Buffer, name?: string, options?: TableOptions) {
  const table = await openTable(file(content, name), options)
  const rows = await rowsOf(table)
  return { table, rows, values: rows.map(row => ({ ...row.values })) }
}

async function refusal(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error = (await work.then(
    () => undefined,
    error => error,
  )) as ProductError | undefined
  return { code: error?.code ?? 'nothing was refused', message: error?.message.replace(/“\d+-/, '“') ?? '' }
}

const ENCODED: Record<Encoding, (text: string, mark: boolean) => Buffer> = {
  'utf-8': (text, mark) => Buffer.from((mark ? '\ufeff' : '') + text),
  'utf-16le': (text, mark) => Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le'),
  'utf-16be': (text, mark) => Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le').swap16(),
  'windows-1252': text => Buffer.from(text.replaceAll('€', '\x80').replaceAll('–', '\x96'), 'latin1'),
}

const cell = fc.string({ unit: fc.constantFrom(...'aZ09é€– ._-', '"', "'", ',', ';', '\n', '\r\n'), maxLength: 10 })
const written = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  encoding: fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'utf-16be', 'windows-1252'),
  mark: fc.boolean(),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  closed: fc.boolean(),
  gzip: fc.boolean(),
})

describe('a file as a table', () => {
  it('gives back any table, however it was written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .integer({ min: 2, max: 6 })
          .chain(width =>
            fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }),
          ),
        written,
        async (cells, { delimiter, encoding, mark, lineEnd, closed, gzip }) => {
          const quote = (text: string) =>
            /["'\r\n]/.test(text) || text.includes(delimiter) ? `"${text.replaceAll('"', '""')}"` : text
          const columns = cells[0]!.map((_, index) => `column ${String.fromCharCode(65 + index)}`)
          const text =
            [columns, ...cells].map(row => row.map(quote).join(delimiter)).join(lineEnd) + (closed ? lineEnd : '')
          const bytes = ENCODED[encoding](text, mark)
          const { table, values } = await read(gzip ? gzipSync(bytes) : bytes, gzip ? 'table.csv.gz' : 'table.csv', {
            delimiter,
            ...(mark ? {} : { encoding }),
            ...(encoding === 'windows-1252' && { encoding }),
          })
          expect(table).toMatchObject({ columns, compressed: gzip, encoding, delimiter })
          const expected = cells.map(row => Object.fromEntries(row.map((value, index) => [columns[index], value])))
          expect(values).toEqual(expected)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('keeps leading zeros, spaces and everything else a cell holds (bilig 28, pagermon 440)', async () => {
    const { values } = await read('id,phone,amount\n007, +49 30 ,1.234\n')
    expect(values).toEqual([{ id: '007', phone: ' +49 30 ', amount: '1.234' }])
  })

  it('recognises the first header behind a byte order mark (dotCMS 36508, osTicket 5669)', async () => {
    const { table } = await read('\ufeffid,name\n1,x\n')
    expect(table.columns).toEqual(['id', 'name'])
  })

  it('reads a German export: semicolons, Windows-1252, CRLF, decimal commas, quoted line breaks', async () => {
    const text = 'Kunde;Betrag;Notiz\r\n"Müller – Söhne";1.234,56;"erste\r\nzweite"\r\n00042;7,50;\r\n'
    const { table, rows } = await read(ENCODED['windows-1252'](text, false))
    expect(table).toMatchObject({ delimiter: ';', encoding: 'windows-1252', columns: ['Kunde', 'Betrag', 'Notiz'] })
    expect(rows).toEqual([
      {
        line: 2,
        values: { Kunde: 'Müller – Söhne', Betrag: '1.234,56', Notiz: 'erste\r\nzweite' },
        raw: '"Müller – Söhne";1.234,56;"erste\r\nzweite"',
      },
      { line: 4, values: { Kunde: '00042', Betrag: '7,50', Notiz: '' }, raw: '00042;7,50;' },
    ])
  })

  it('reads what a spreadsheet saves as Unicode text: UTF-16 with tabs', async () => {
    const { table, values } = await read(ENCODED['utf-16le']('id\tname\r\n1\tJosé\r\n', true), 'export.txt')
    expect(table).toMatchObject({ format: 'tsv', encoding: 'utf-16le', delimiter: '\t' })
    expect(values).toEqual([{ id: '1', name: 'José' }])
  })

  it('leaves the line that announces the delimiter out', async () => {
    const { rows } = await read('sep=;\r\nid;name\r\n1;x\r\n')
    expect(rows).toEqual([{ line: 3, values: { id: '1', name: 'x' }, raw: '1;x' }])
  })

  it('keeps a row with too few or too many cells as it stands, with the reason', async () => {
    const { rows } = await read('id,name,city\n1,x\n2,y,Rome\n3,z,Oslo,,\n4,z,Oslo,more\n')
    expect(rows.map(({ line, fault, values }) => fault ?? [line, values.city])).toEqual([
      'Line 2 has 2 cells, but there are 3 columns.',
      [3, 'Rome'],
      [4, 'Oslo'],
      'Line 5 has 4 cells, but there are 3 columns.',
    ])
    expect(rows[0]).toMatchObject({ raw: '1,x', values: {} })
  })

  it('rejects a row with damaged bytes, and names the setting that helps', async () => {
    const bytes = Buffer.concat([Buffer.from('id,name\n1,José\n2,'), Buffer.from([0xe9]), Buffer.from('\n3,x\n')])
    expect((await read(bytes)).rows.map(({ fault, values }) => fault ?? values.name)).toEqual([
      'José',
      'Line 3 holds bytes that its encoding does not allow. Name the right one, such as encoding: windows-1252.',
      'x',
    ])
    expect((await read(bytes, 'table.csv', { encoding: 'windows-1252' })).values[1]).toEqual({ id: '2', name: 'é' })
  })

  it('reads columns that are named like parts of JavaScript', async () => {
    const { rows } = await read('__proto__,constructor,id\na,b,c\n')
    expect(Object.entries(rows[0]!.values)).toEqual([
      ['__proto__', 'a'],
      ['constructor', 'b'],
      ['id', 'c'],
    ])
    const { rows: objects } = await read('{"__proto__":{"x":1},"id":2}\n{"id":3}\n', 'rows.jsonl')
    expect(objects.map(({ values }) => values.id)).toEqual([2, 3])
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })

  it('needs no memory for ten million tiny rows, nor for rows of a megabyte', async () => {
    const tiny = file(`a,b\n${'1,2\n'.repeat(1_000_000)}`)
    const large = file(`a,b\n${`"${'x'.repeat(1_000_000)}",2\n`.repeat(50)}`)
    expect(await countInSmallHeap([...Array(10).fill(tiny), large])).toBe(10_000_050)
  })
})

/** Reads files one after the other where the heap may not grow beyond 48 MB. */
function countInSmallHeap(paths: readonly string[]): Promise<number> {
  const module = new URL('./open-table.ts', import.meta.url).href
  const code = `
    const { parentPort, workerData } = require('node:worker_threads')
    import('${module}').then(async ({ openTable }) => {
      let count = 0
      for (const path of workerData)
        for await (const batch of (await openTable(path)).rows()) count += batch.rows.filter(row => !row.fault).length
      parentPort.postMessage(count)
    })`
  return new Promise((resolve, reject) => {
    const resourceLimits = { maxOldGenerationSizeMb: 40, maxYoungGenerationSizeMb: 8 }
    const worker = new Worker(code, { eval: true, workerData: paths, resourceLimits })
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}

describe('a JSON file as a table', () => {
  const people = [
    { id: 1, properties: { email: 'a@example.com', tags: ['x', 'y'] }, score: 12.5 },
    { id: 2, properties: { email: null }, active: true },
  ]
  const flat = [
    { id: 1, 'properties.email': 'a@example.com', 'properties.tags': ['x', 'y'], score: 12.5 },
    { id: 2, 'properties.email': null, active: true },
  ]

  it.each([
    ['lines', people.map(row => JSON.stringify(row)).join('\n'), 'people.jsonl', 'jsonl'],
    ['lines, whatever the name', people.map(row => JSON.stringify(row)).join('\r\n'), 'people.json', 'jsonl'],
    ['a list', JSON.stringify(people, null, 2), 'people.json', 'json'],
    [
      'an object with one list',
      JSON.stringify({ results: people, paging: { next: { after: '2' } } }),
      'people.json',
      'json',
    ],
  ])('gives typed values from %s, with dots for what is nested', async (_, text, name, format) => {
    for (const content of [text, gzipSync(text), ENCODED['utf-16be'](text, true)]) {
      const { table, values } = await read(content, name)
      expect(table).toMatchObject({
        format,
        open: true,
        columns: ['id', 'properties.email', 'properties.tags', 'score', 'active'],
      })
      expect(values).toEqual(flat)
    }
  })

  it('asks which list holds the rows when there are several', async () => {
    const text = JSON.stringify({ contacts: people, companies: [{ id: 9 }] })
    expect(await refusal(read(text, 'all.json'))).toEqual({
      code: 'invalid',
      message: '“all.json” holds several lists: contacts, companies. Say which, such as list: contacts.',
    })
    expect((await read(text, 'all.json', { list: 'companies' })).values).toEqual([{ id: 9 }])
    expect((await refusal(read('{"id": 1}', 'one.json'))).message).toBe(
      '“one.json” is one JSON object without a list of rows. Export a list of objects.',
    )
  })

  it('keeps every digit of ids that are too long for a number', async () => {
    const { values } = await read(
      '{"id": 12345678901234567890, "n": 123, "f": 0.1234567890123456, "e": 1e300}\n',
      'ids.jsonl',
    )
    expect(values).toEqual([{ id: '12345678901234567890', n: 123, f: 0.1234567890123456, e: 1e300 }])
  })

  it('rejects lines that are no objects, one by one', async () => {
    const { rows } = await read('{"id":1}\n{"id":\n[2]\n{"id":3}\n', 'rows.jsonl')
    expect(rows.map(({ fault, values }) => fault ?? values.id)).toEqual([
      1,
      'The row on line 2 is not valid JSON. Correct it.',
      'The row on line 3 is no JSON object with a name for each value.',
      3,
    ])
  })
})

describe('pairs in JSON rows', () => {
  const pairs = ['params']
  const read1 = async (params: unknown) =>
    (await read(`${JSON.stringify({ id: 1, params })}\n`, 'rows.jsonl', { pairs })).values[0]

  it('become columns, with the one member that a value has', async () => {
    const params = [
      { key: 'page', value: { string_value: '/plans', int_value: null } },
      { key: 'depth', value: { int_value: '90' } },
      { key: 'plain', value: 2 },
      { key: 'empty', value: {} },
      { key: 'two', value: { string_value: 'x', int_value: '1' } },
      { key: '__proto__', value: 'x' },
    ]
    expect(await read1(params)).toEqual({
      id: 1,
      'params.page': '/plans',
      'params.depth': '90',
      'params.plain': 2,
      'params.empty': null,
      'params.two.string_value': 'x',
      'params.two.int_value': '1',
      'params.__proto__': 'x',
    })
  })

  it.each([[['a', 'b']], [[{ key: 1, value: 2 }]], ['text'], [[{ name: 'a', value: 'b' }, null]]])(
    'what is no list of pairs stays as it is: %j',
    async params => expect(await read1(params)).toEqual({ id: 1, params }),
  )
})

describe('files that are no tables', () => {
  it.each([
    [
      'an old Excel workbook',
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      '“table.csv” is an old Excel workbook, or one with a password. Save it as .xlsx without one, or save the sheet as CSV.',
    ],
    [
      'an archive of something else',
      zip([{ name: 'campaigns.csv', content: 'a,b' }]),
      '“table.csv” is a zip archive and no workbook. Unpack it, and give one of the tables in it.',
    ],
    ['a PDF', '%PDF-1.7 …', '“table.csv” is a PDF document. Export the data as CSV.'],
    ['text in UTF-32', Buffer.from('fffe000061000000', 'hex'), '“table.csv” is text in UTF-32. Save it as UTF-8.'],
    ['a gzip in a gzip', gzipSync(gzipSync('a,b\n1,2\n')), '“table.csv” is compressed twice. Unpack it once.'],
    [
      'machine code',
      Buffer.from('7f454c4602010100000000000000000003003e00010000', 'hex'),
      '“table.csv” is not a text file. Export the data as CSV, JSON or Parquet.',
    ],
    ['nothing', '', '“table.csv” is empty. Export it again, with its header line.'],
    ['blank lines', '\ufeff\r\n\r\n', '“table.csv” is empty. Export it again, with its header line.'],
  ])('refuses %s with a sentence', async (_, content, message) => {
    expect(await refusal(read(content))).toEqual({ code: 'invalid', message })
  })

  it('says what to do about a path that cannot be read', async () => {
    expect(await refusal(openTable(join(folder, 'nowhere.csv')))).toEqual({
      code: 'not_found',
      message: `There is no file “${join(folder, 'nowhere.csv')}”. Check the name.`,
    })
    expect((await refusal(openTable(folder))).code).toBe('invalid')
  })

  it('refuses a gzip that is cut off, after the rows it held', async () => {
    const lines = Array.from({ length: 200_000 }, (_, index) => `${index},${Math.sin(index)}`).join('\n')
    const whole = gzipSync(`id,value\n${lines}\n`)
    const table = await openTable(file(whole.subarray(0, whole.length / 2), 'cut.csv.gz'))
    let count = 0
    const reading = (async () => {
      for await (const batch of table.rows()) count += batch.rows.length
    })()
    expect((await refusal(reading)).message).toBe(
      '“cut.csv.gz” is damaged or cut off: it cannot be unpacked to its end. Export or copy it again.',
    )
    expect(count).toBeGreaterThan(0)
  })

  it.skipIf(process.platform === 'win32')('refuses a pipe instead of waiting for somebody to write to it', async () => {
    const path = join(folder, 'pipe.csv')
    execFileSync('mkfifo', [path])
    expect((await refusal(openTable(path))).message).toBe(
      '“pipe.csv” is not a file. Name one table, such as a CSV export.',
    )
  })

  it('refuses a gzip bomb at once, also one behind an innocent start', async () => {
    const bomb = gzipSync(Buffer.concat([Buffer.from('a,b\n'), Buffer.alloc(100e6, '1,2\n')]))
    const message =
      '“bomb.csv.gz” unpacks to more than 200 times its size, which no real table does. If it is one, unpack it first.'
    const started = performance.now()
    expect(await refusal(openTable(file(bomb, 'bomb.csv.gz')))).toEqual({ code: 'limit', message })
    expect(performance.now() - started).toBeLessThan(2000)
    const innocent = gzipSync(
      `a,b\n${Array.from({ length: 20_000 }, (_, index) => `${Math.sin(index)},2`).join('\n')}\n`,
    )
    const hidden = Buffer.concat([innocent, gzipSync(Buffer.alloc(100e6, `1,${'2'.repeat(1000)}\n`))])
    expect(await refusal(read(hidden, 'bomb.csv.gz'))).toEqual({ code: 'limit', message })
  })

  it('refuses a single line of 64 MB at once, in bounded memory', async () => {
    const path = file(Buffer.alloc(64e6, 'x'), 'line.csv')
    const before = process.memoryUsage().rss
    const started = performance.now()
    expect((await refusal(openTable(path).then(rowsOf))).message).toContain('no readable header line')
    expect(performance.now() - started).toBeLessThan(2000)
    expect(process.memoryUsage().rss - before).toBeLessThan(64e6)
  })
})
