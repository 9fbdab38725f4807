import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { expect, test } from 'vitest'
import { binaries, startPostgres } from './postgres.ts'

const bin = binaries()

const gone = async (condition: () => boolean) => {
  for (let waited = 0; condition() && waited < 20_000; waited += 50) await sleep(50)
  return !condition()
}

const runs = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('the folder of the binaries can be named, and PostgreSQL can be switched off', () => {
  expect(binaries({ PLUMBLINE_POSTGRES_BIN: '/opt/pg/bin' })).toBe('/opt/pg/bin')
  expect(binaries({ PLUMBLINE_POSTGRES_BIN: 'none' })).toBeUndefined()
})

test.skipIf(!bin)('a private server answers, and leaves neither process nor file when it is stopped', async () => {
  const { url, directory, keeper, stop } = await startPostgres(bin!)
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query('select 1 as one')
  expect(rows).toEqual([{ one: 1 }])
  await client.end()
  await stop()
  expect(existsSync(directory)).toBe(false)
  expect(runs(keeper)).toBe(false)
})

test.skipIf(!bin)('a server whose test run is killed stops by itself and removes its directory', async () => {
  const script = `
    import { startPostgres } from ${JSON.stringify(fileURLToPath(new URL('./postgres.ts', import.meta.url)))}
    const { directory, keeper } = await startPostgres(${JSON.stringify(bin)})
    console.log(JSON.stringify({ directory, keeper }))
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const line = await new Promise<string>(resolve => child.stdout.once('data', data => resolve(String(data))))
  const { directory, keeper } = JSON.parse(line)
  expect(existsSync(directory)).toBe(true)
  child.kill('SIGKILL')
  expect(await gone(() => existsSync(directory))).toBe(true)
  expect(await gone(() => runs(keeper))).toBe(true)
})

test.skipIf(!bin)('binaries that do not start are reported with what they said', async () => {
  await expect(startPostgres('/nowhere')).rejects.toThrow(/\/nowhere\/postgres did not start:\n.*not found/)
})
