import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openRecords } from '../src/store/records/records.ts'
import { bank, crashMigrations, PARTS } from './crash-writer.ts'

const WRITER = fileURLToPath(new URL('./crash-writer.ts', import.meta.url))
const KILLS = 20

/** Lets a process write and kills it `ms` after its first acknowledgement; the numbers it acknowledged. */
async function writeUntilKilled(file: string, ms: number): Promise<number[]> {
  const child = spawn(process.execPath, [WRITER, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = new Promise(resolve => child.once('close', resolve))
  let said = ''
  const first = new Promise<void>(resolve => {
    child.stdout.setEncoding('utf8').on('data', text => {
      said += text
      resolve()
    })
  })
  await Promise.race([first, closed])
  await sleep(ms)
  child.kill('SIGKILL')
  await closed
  return said.split('\n').slice(0, -1).map(Number)
}

test(`after each of ${KILLS} kills in mid-write the records open, hold all that was acknowledged, and nothing by halves`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-crash-'))
  const file = join(folder, 'records.sqlite')
  const acknowledged = new Set<number>()
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      const numbers = await writeUntilKilled(file, (kill * 13) % 60)
      expect(numbers.length).toBeGreaterThan(0)
      for (const number of numbers) acknowledged.add(number)
      const { rows, close } = await openRecords({ file }, crashMigrations)
      const parts = await bank(rows)
        .selectFrom('transfer')
        .select(eb => ['number', eb.fn.countAll<number>().as('parts')])
        .groupBy('number')
        .execute()
      const stored = new Set(parts.map(row => row.number))
      expect([...acknowledged].filter(number => !stored.has(number))).toEqual([])
      expect(parts.filter(row => row.parts !== PARTS)).toEqual([])
      const sum = [...stored].reduce((a, b) => a + b, 0)
      const balances = await bank(rows).selectFrom('account').selectAll().orderBy('name').execute()
      expect(balances).toEqual([
        { name: 'a', balance: -sum },
        { name: 'b', balance: sum },
      ])
      expect((await sql`pragma integrity_check`.execute(rows)).rows).toEqual([{ integrity_check: 'ok' }])
      await close()
    }
    expect(acknowledged.size).toBeGreaterThan(KILLS)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 180_000)
