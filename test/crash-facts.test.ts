import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openEvents } from '../src/store/events/events.ts'
import { crashBatch } from './crash-facts-writer.ts'
import { naiveState, stateOf } from './naive-events.ts'

const WRITER = fileURLToPath(new URL('./crash-facts-writer.ts', import.meta.url))
const KILLS = 20

/** Lets a process append and kills it `ms` after its first acknowledgement; the last batch it acknowledged. */
async function appendUntilKilled(file: string, start: number, ms: number): Promise<number> {
  const child = spawn(process.execPath, [WRITER, file, String(start)], { stdio: ['ignore', 'pipe', 'inherit'] })
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
  return Number(said.split('\n').at(-2))
}

test(`after each of ${KILLS} kills in mid-append the facts open, hold all that was acknowledged, and no batch by halves`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-crash-'))
  const file = join(folder, 'events.duckdb')
  let next = 1
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      const acknowledged = await appendUntilKilled(file, next, (kill * 13) % 60)
      expect(acknowledged).toBeGreaterThanOrEqual(next)
      const events = await openEvents({ file }, { zone: 'UTC' })
      const inFlight = await events.append(crashBatch(acknowledged + 1))
      expect(new Set(inFlight).size).toBe(1)
      const all = Array.from({ length: acknowledged + 1 }, (_, i) => crashBatch(i + 1)).flat()
      expect(await events.counts()).toMatchObject({ events: all.filter(fact => fact.name).length })
      expect(new Set(await events.append(all.slice(-1000)))).toEqual(new Set(['duplicate']))
      if (kill === KILLS - 1) expect(await stateOf(events)).toEqual(naiveState(all))
      await events.close()
      next = acknowledged + 2
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 180_000)
