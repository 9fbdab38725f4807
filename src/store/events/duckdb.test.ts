import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Fact } from '../../core/fact.ts'
import { uuidOf } from '../hash.ts'
import { type Events, openEvents } from './events.ts'

let folder = ''
let file = ''
let opened: Events[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-events-'))
  file = join(folder, 'events.duckdb')
  opened = []
})

afterEach(async () => {
  for (const events of opened) await events.close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(where: { file: string } | { memory: true } = { file }): Promise<Events> {
  const events = await openEvents(where, { zone: 'UTC' })
  opened.push(events)
  return events
}

const facts = (count: number, from = 0): Fact[] =>
  Array.from({ length: count }, (_, i) => ({
    id: uuidOf(String(from + i)),
    ts: from + i,
    name: 'e',
    source: 's',
    user: `u${(from + i) % 7}`,
    props: {},
  }))

describe('a DuckDB file', () => {
  it('keeps facts, people and ids when it is closed and opened again', async () => {
    const before = await open()
    await before.append(facts(100))
    const mark = await before.watermark()
    await before.close()
    const after = await open()
    expect(await after.watermark()).toBe(mark)
    expect(await after.append(facts(150, 50))).toEqual([...Array(50).fill('duplicate'), ...Array(100).fill('stored')])
    expect(await after.counts()).toMatchObject({ events: 200, persons: 7 })
    await after.append([{ ...facts(1, 1000)[0]!, user: 'somebody new' }])
    expect(await after.query('SELECT max(person) AS last FROM person')).toEqual([{ last: 8 }])
  })

  it('of an earlier version is refused in a sentence', async () => {
    const instance = await DuckDBInstance.create(file)
    const connection = await instance.connect()
    await connection.run('CREATE TABLE mark (watermark BIGINT, person BIGINT, account BIGINT)')
    connection.closeSync()
    instance.closeSync()
    await expect(open()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/^An earlier version of Plumbline kept the facts in .*events\.duckdb in a form/),
    })
  })

  it('cannot be opened twice in one process, but again once it is closed', async () => {
    const first = await open()
    await expect(open()).rejects.toMatchObject({ code: 'unavailable', details: { reason: 'busy' } })
    await first.close()
    await open()
  })

  it('refuses a second process with a sentence that names the first', async () => {
    const source = `import { openEvents } from ${JSON.stringify(new URL('./events.ts', import.meta.url).href)}
      await openEvents({ file: ${JSON.stringify(file)} }, { zone: 'UTC' })
      console.log('open')
      setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise(resolve => child.once('close', resolve))
    try {
      await new Promise(resolve => child.stdout.once('data', resolve))
      const refusal = await open().catch(error => error)
      expect(refusal).toMatchObject({ code: 'unavailable', details: { reason: 'busy' } })
      expect(refusal.message).toContain(`number ${child.pid}`)
    } finally {
      child.kill('SIGKILL')
      await ended
    }
    await open()
  })

  it.each([
    ['in a folder that is not there', () => join(folder, 'absent', 'events.duckdb'), 'absent'],
    ['that is a folder', () => folder, 'absent'],
    [
      'that something else wrote',
      () => {
        writeFileSync(file, 'name,email\n'.repeat(5000))
        return file
      },
      'damaged',
    ],
  ])('%s is refused in a sentence', async (_, where, reason) => {
    await expect(open({ file: where() })).rejects.toMatchObject({ code: 'unavailable', details: { reason } })
  })

  it('leaves nothing beside the file when it is closed', async () => {
    const events = await open()
    await events.append(facts(10))
    expect(existsSync(`${file}.wal`)).toBe(true)
    await events.close()
    expect(existsSync(`${file}.wal`)).toBe(false)
    expect(existsSync(`${file}.tmp`)).toBe(false)
  })

  it('answers a question that needs more memory than it may take, by way of the disk', async () => {
    const events = await openEvents({ file }, { zone: 'UTC', memoryBytes: 64 * 2 ** 20 })
    opened.push(events)
    const [row] = await events.query<{ n: number }>(
      'SELECT count(*) AS n FROM (SELECT range % 3000000 AS a, count(*) FROM range(4000000) GROUP BY a)',
    )
    expect(row!.n).toBe(3_000_000)
  })
})

describe('what SQL may do', () => {
  const secret = fileURLToPath(import.meta.url)

  it.each([
    `SELECT * FROM read_csv('${secret}')`,
    `SELECT * FROM read_text('${secret}')`,
    `SELECT * FROM read_blob('${secret}')`,
    `SELECT * FROM read_json('${secret}')`,
    `SELECT * FROM read_parquet('${secret}')`,
    `SELECT * FROM sniff_csv('${secret}')`,
    `SELECT * FROM glob('/etc/*')`,
    `SELECT * FROM '${secret}'`,
    `SELECT * FROM read_csv('http://127.0.0.1:1/x.csv')`,
    `SELECT getenv('PATH')`,
    `COPY event TO '/tmp/plumbline-stolen.csv'`,
    `ATTACH '/tmp/plumbline-stolen.duckdb'`,
    `EXPORT DATABASE '/tmp/plumbline-stolen'`,
    'INSTALL httpfs',
    'LOAD httpfs',
    'SET enable_external_access = true',
    'SET lock_configuration = false',
    'RESET memory_limit',
    `PRAGMA database_list; SELECT 1`,
    'CHECKPOINT',
  ])('not: %s', async sql => {
    const events = await open({ memory: true })
    await expect(events.query(sql)).rejects.toThrow()
    await expect(events.stream(sql, [], () => {})).rejects.toThrow()
  })

  it('and the configuration itself is locked', async () => {
    const events = await open({ memory: true })
    const settings = await events.query<{ name: string; value: string }>(
      `SELECT name, value FROM duckdb_settings() WHERE name IN ('enable_external_access', 'lock_configuration',
       'autoinstall_known_extensions', 'autoload_known_extensions', 'allow_community_extensions') ORDER BY name`,
    )
    expect(settings.map(({ name, value }) => `${name}=${value}`)).toEqual([
      'allow_community_extensions=false',
      'autoinstall_known_extensions=false',
      'autoload_known_extensions=false',
      'enable_external_access=false',
      'lock_configuration=true',
    ])
  })
})

/** A file system of two dozen megabytes; only root may make one. */
async function smallDisk(): Promise<{ path: string; release(): Promise<void> } | undefined> {
  const path = join(folder, 'disk')
  mkdirSync(path)
  const run = (command: string, ...args: string[]) =>
    new Promise<boolean>(resolve =>
      spawn(command, args, { stdio: 'ignore' })
        .once('error', () => resolve(false))
        .once('close', code => resolve(code === 0)),
    )
  if (!(await run('mount', '-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', path))) return undefined
  return { path, release: async () => void (await run('umount', '-l', path)) }
}

describe('a full disk', () => {
  it('is told in a sentence, loses nothing acknowledged, and is over when there is space again', async context => {
    const disk = await smallDisk()
    if (!disk) {
      console.warn('The test of a full disk is skipped: this user may not mount a small file system.')
      return context.skip()
    }
    try {
      const events = await open({ file: join(disk.path, 'events.duckdb') })
      const ballast = join(disk.path, 'ballast')
      await events.append(facts(1000))
      writeFileSync(ballast, Buffer.alloc(statSync(disk.path).size + 12 * 2 ** 20))
      let acknowledged = 1000
      let refusal: unknown
      const wide = (from: number) => facts(2000, from).map(fact => ({ ...fact, props: { text: fact.id.repeat(20) } }))
      while (!refusal && acknowledged < 100_000)
        await events.append(wide(acknowledged)).then(
          () => {
            acknowledged += 2000
          },
          error => {
            refusal = error
          },
        )
      expect(refusal).toMatchObject({ code: 'unavailable', details: { reason: 'disk_full' } })
      rmSync(ballast)
      expect((await events.counts()).events).toBeGreaterThanOrEqual(acknowledged)
      const verdicts = await events.append(wide(acknowledged))
      expect(new Set(verdicts).size).toBe(1)
      expect(await events.counts()).toMatchObject({ events: acknowledged + 2000 })
      expect(await events.query('SELECT count(DISTINCT id) AS n FROM event')).toEqual([{ n: acknowledged + 2000 }])
    } finally {
      for (const events of opened.splice(0)) await events.close()
      await disk.release()
    }
  })
})
