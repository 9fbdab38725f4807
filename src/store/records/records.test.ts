import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { type Kysely, sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Migration, openRecords, type Rows } from './records.ts'

const migrations: Migration[] = [
  {
    name: '2026-01-01 note',
    up: db =>
      db.schema
        .createTable('note')
        .addColumn('text', 'text', c => c.notNull())
        .execute(),
  },
]

const notes = (rows: Rows) => rows as unknown as Kysely<{ note: { text: string } }>

const write = (rows: Rows, text: string) => notes(rows).insertInto('note').values({ text }).execute()

const read = async (rows: Rows) => (await notes(rows).selectFrom('note').select('text').execute()).map(row => row.text)

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-records-'))
  file = join(folder, 'records.sqlite')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('compacting leaves no byte of what was deleted, in the file or its log', async () => {
  const records = await openRecords({ file }, migrations)
  for (let i = 0; i < 200; i++) await write(records.rows, i % 2 ? `kept ${i}` : `canary-7f3a ${i}`)
  await notes(records.rows).deleteFrom('note').where('text', 'like', 'canary%').execute()
  await records.compact()
  for (const each of [file, `${file}-wal`]) expect(readFileSync(each, 'latin1')).not.toContain('canary-7f3a')
  expect(await read(records.rows)).toHaveLength(100)
  await records.close()
})

test('what was written is there when the file is opened again, and migrations do not run twice', async () => {
  const first = await openRecords({ file }, migrations)
  await write(first.rows, 'kept')
  await first.close()
  const again = await openRecords({ file }, migrations)
  expect(await read(again.rows)).toEqual(['kept'])
  await again.close()
})

test('a commit on a file reaches the disk before it is acknowledged', async () => {
  const { rows, close } = await openRecords({ file }, [])
  const setting = async (name: string) => Object.values((await sql`pragma ${sql.raw(name)}`.execute(rows)).rows[0]!)[0]
  expect(await setting('journal_mode')).toBe('wal')
  expect(await setting('synchronous')).toBe(2)
  expect(await setting('foreign_keys')).toBe(1)
  await close()
})

test('a failed migration leaves the steps before it, and the next start goes on from there', async () => {
  const broken: Migration = {
    name: '2026-01-02 tag',
    async up(db) {
      await db.schema.createTable('tag').addColumn('text', 'text').execute()
      throw new Error('a bug')
    },
  }
  await expect(openRecords({ file }, [...migrations, broken])).rejects.toThrow('“2026-01-02 tag” failed')
  const mended = {
    ...broken,
    up: (db: Kysely<unknown>) => db.schema.createTable('tag').addColumn('text', 'text').execute(),
  }
  const records = await openRecords({ file }, [...migrations, mended])
  await write(records.rows, 'works')
  await records.close()
})

test('records that a newer Plumbline made are refused in a sentence and left as they are', async () => {
  const newer = await openRecords({ file }, [...migrations, { name: '2027-01-01 future', up: async () => {} }])
  await write(newer.rows, 'kept')
  await newer.close()
  await expect(openRecords({ file }, migrations)).rejects.toMatchObject({
    code: 'unavailable',
    details: { reason: 'newer', unknown: ['2027-01-01 future'] },
    message: expect.stringMatching(/newer Plumbline.*“2027-01-01 future”.*Start the newer version/),
  })
  const again = await openRecords({ file }, [...migrations, { name: '2027-01-01 future', up: async () => {} }])
  expect(await read(again.rows)).toEqual(['kept'])
  await again.close()
})

test('a full disk is a sentence, keeps nothing of the transaction, and is over once there is space', async () => {
  const { rows, transaction, close } = await openRecords({ file }, migrations)
  await write(rows, 'before')
  await sql`pragma max_page_count = 12`.execute(rows)
  const big = transaction(async tx => {
    await write(tx, 'small')
    await write(tx, 'x'.repeat(200_000))
  })
  await expect(big).rejects.toMatchObject({
    code: 'unavailable',
    details: { reason: 'disk_full' },
    message: expect.stringContaining(`“${file}” is full`),
  })
  expect(await read(rows)).toEqual(['before'])
  await sql`pragma max_page_count = 100000`.execute(rows)
  await write(rows, 'x'.repeat(200_000))
  expect(await read(rows)).toHaveLength(2)
  await close()
})

test('a transaction that SQLite itself undid does not go on writing outside of it', async () => {
  const { rows, transaction, close } = await openRecords({ file }, migrations)
  await sql`pragma max_page_count = 12`.execute(rows)
  const work = transaction(async tx => {
    await write(tx, 'x'.repeat(200_000)).catch(() => {})
    await write(tx, 'stray')
  })
  await expect(work).rejects.toThrow()
  expect(await read(rows)).toEqual([])
  await close()
})

test('a file that is not a database is refused and not overwritten', async () => {
  writeFileSync(file, 'my diary\n'.repeat(1000))
  await expect(openRecords({ file }, migrations)).rejects.toMatchObject({
    code: 'unavailable',
    details: { reason: 'damaged' },
    message: expect.stringContaining('restore a backup'),
  })
})

test('a damaged page is a sentence when it is read', async () => {
  const first = await openRecords({ file }, migrations)
  for (let i = 0; i < 50; i++) await write(first.rows, `${i}`.repeat(500))
  await first.close()
  const bytes = readFileSync(file)
  writeFileSync(file, bytes.fill(0xa5, 4096))
  await expect(openRecords({ file }, migrations)).rejects.toMatchObject({ details: { reason: 'damaged' } })
})

test('a folder that is not there, or stands where the file should be, is a sentence', async () => {
  const absent = join(folder, 'nowhere', 'records.sqlite')
  await expect(openRecords({ file: absent }, [])).rejects.toMatchObject({
    code: 'unavailable',
    message: `There is no way to open “${absent}”. Check the path and the folders above it.`,
  })
  mkdirSync(file)
  await expect(openRecords({ file }, [])).rejects.toMatchObject({ details: { reason: 'absent' } })
})

test('a file that another process keeps locked is a sentence', async () => {
  const other = new Database(file)
  other.exec('pragma journal_mode = wal; pragma locking_mode = exclusive; begin exclusive; create table x (y)')
  const work = openRecords({ file }, migrations, { patience: 100 })
  await expect(work).rejects.toMatchObject({ details: { reason: 'busy' } })
  other.close()
})

test('whoever waits too long behind another change is told so, and the change itself goes on', async () => {
  const { rows, transaction, close } = await openRecords({ memory: true }, migrations, { patience: 50 })
  const slow = transaction(async tx => {
    await sleep(200)
    await write(tx, 'slow')
  })
  await expect(write(rows, 'quick')).rejects.toMatchObject({ code: 'unavailable', details: { reason: 'busy' } })
  await slow
  expect(await read(rows)).toEqual(['slow'])
  await close()
})

test('a server that does not answer is named without its password', async () => {
  const url = 'postgresql://someone:secret@127.0.0.1:1/company'
  const error = await openRecords({ url }, []).catch(error => error)
  expect(error).toMatchObject({
    code: 'unavailable',
    details: { reason: 'unreachable' },
    message:
      'There is no answer from database “company” of the PostgreSQL server at 127.0.0.1:1. ' +
      'Check that it runs and takes connections, and try again.',
  })
})

test('a server that takes connections and stays silent is given up on', async () => {
  const silent = await new Promise<Server>(resolve => {
    const server = createServer(() => {}).listen(0, '127.0.0.1', () => resolve(server))
  })
  const { port } = silent.address() as { port: number }
  const work = openRecords({ url: `postgresql://x@127.0.0.1:${port}/y` }, [], { patience: 100 })
  await expect(work).rejects.toMatchObject({ code: 'unavailable', details: { reason: 'unreachable' } })
  silent.close()
})
