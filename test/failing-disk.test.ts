import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sendBatch, served } from './served.ts'
import { plumbline } from './terminal.ts'

const batchOf = (name: string): object[] =>
  Array.from({ length: 40 }, (_, i) => ({
    type: i % 4 ? 'track' : 'identify',
    messageId: `${name}-${i}`,
    userId: `u${i}`,
    ...(i % 4 ? { event: 'Opened', properties: { name } } : { traits: { name } }),
  }))

test('while the disk refuses to sync nothing is acknowledged, and all that was is there after it is killed', async context => {
  if (spawnSync('strace', ['-V']).status !== 0) {
    console.warn('The test of a disk that cannot sync is skipped: it needs strace.')
    return context.skip()
  }
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-sync-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const data = join(folder, 'data')
  const key = plumbline(['source', 'key', 'web', '--data-dir', data]).out.trim()
  const server = await served(data)
  onTestFinished(async () => void (await server.end('SIGKILL')))
  const acknowledged: object[][] = []
  const send = async (name: string): Promise<number | undefined> => {
    const batch = batchOf(name)
    const answer = await sendBatch(server.address, key, batch)
    if (answer?.status === 200) acknowledged.push(batch)
    return answer?.status
  }
  for (let i = 0; i < 20; i++) expect(await send(`before-${i}`)).toBe(200)

  const failing = await failSyncs(server.pid)
  if (!failing) {
    console.warn('The test of a disk that cannot sync is skipped: this user may not trace a process.')
    return context.skip()
  }
  onTestFinished(failing)
  for (let i = 0; i < 10; i++) expect(await send(`during-${i}`), `while syncs fail, request ${i}`).toBeGreaterThan(499)
  await failing()

  const statuses: (number | undefined)[] = []
  for (let i = 0; i < 20; i++) statuses.push(await send(`after-${i}`))
  expect(statuses.at(-1), `${statuses}`).toBe(200)
  for (let i = 0; i < 10; i++) expect(await send(`during-${i}`)).toBe(200)
  await server.end('SIGKILL')

  const again = await served(data)
  onTestFinished(async () => void (await again.end('SIGKILL')))
  for (const batch of acknowledged)
    expect((await sendBatch(again.address, key, batch))?.body).toMatchObject({ stored: 0, duplicate: batch.length })
  expect(await again.end('SIGTERM')).toBe(0)
  expect(plumbline(['verify', '--data-dir', data])).toMatchObject({ code: 0 })
}, 120_000)

/** Lets every sync of a process fail with EIO until the result is called; none where it may not be traced. */
async function failSyncs(pid: number): Promise<(() => Promise<void>) | undefined> {
  const tracer: ChildProcess = spawn(
    'strace',
    ['-f', '-p', String(pid), '-e', 'trace=fsync,fdatasync,sync_file_range', '-e', 'inject=fsync,fdatasync:error=EIO'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const ended = new Promise<void>(resolve => tracer.once('close', () => resolve()))
  const attached = await new Promise<boolean>(resolve => {
    tracer.stderr?.on('data', part => String(part).includes('attached') && resolve(true))
    void ended.then(() => resolve(false))
  })
  if (!attached) return undefined
  return async () => {
    tracer.kill('SIGINT')
    await ended
  }
}
