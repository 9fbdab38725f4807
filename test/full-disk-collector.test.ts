import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { sendBatch, served } from './served.ts'
import { plumbline } from './terminal.ts'

const messages = (first: number) =>
  Array.from({ length: 100 }, (_, i) => ({
    type: 'track',
    event: 'Opened',
    messageId: `m${first + i}`,
    userId: `u${first + i}`,
    properties: { text: `${first + i} `.repeat(150) },
  }))

test('on a full disk events are refused with 507, questions are answered, and all goes on when there is space', async context => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-full-'))
  const disk = join(folder, 'disk')
  mkdirSync(disk)
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', disk]).status !== 0) {
    rmSync(folder, { recursive: true })
    console.warn('The test of a server on a full disk is skipped: this user may not mount a small file system.')
    return context.skip()
  }
  try {
    const data = join(disk, 'data')
    const key = plumbline(['source', 'key', 'web', '--data-dir', data]).out.trim()
    const made = plumbline(['key', 'create', '--scope', 'read', '--data-dir', data, '--format', 'json'])
    const reader = JSON.parse(made.out).key as string
    const server = await served(data)
    const counted = async () => {
      const answer = await fetch(`${server.address}/api/v1/event.count?source=web`, {
        headers: { authorization: `Bearer ${reader}` },
      })
      return { status: answer.status, ...((await answer.json()) as { stored: number }) }
    }
    let first = 0
    for (; first < 1000; first += 100)
      expect(await sendBatch(server.address, key, messages(first))).toMatchObject({
        status: 200,
        body: { stored: 100 },
      })
    const { bavail, bsize } = statfsSync(disk)
    const ballast = join(disk, 'ballast')
    writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - 6 * 2 ** 20)))

    let refused: Awaited<ReturnType<typeof sendBatch>>
    for (; refused === undefined && first < 100_000; first += refused ? 0 : 100) {
      const answer = await sendBatch(server.address, key, messages(first))
      if (answer?.status !== 200) refused = answer
    }
    expect(refused).toMatchObject({ status: 507, body: { detail: expect.stringContaining('full') } })
    expect(Number(refused?.retryAfter)).toBeGreaterThan(0)
    for (let i = 0; i < 5; i++)
      expect([503, 507]).toContain((await sendBatch(server.address, key, messages(first)))?.status)
    const whileFull = await counted()
    expect(whileFull).toMatchObject({ status: 200 })
    expect(whileFull.stored).toBeGreaterThanOrEqual(first)

    rmSync(ballast)
    await sleep(100)
    const { stored = 0, duplicate = 0 } = (await sendBatch(server.address, key, messages(first)))?.body ?? {}
    expect(stored + duplicate).toBe(100)
    expect(await counted()).toMatchObject({ status: 200, stored: first + 100 })
    for (let again = 0; again < first; again += 2000)
      expect((await sendBatch(server.address, key, messages(again)))?.body).toMatchObject({ stored: 0, duplicate: 100 })
    expect(await server.end('SIGTERM')).toBe(0)
    expect(plumbline(['verify', '--data-dir', data])).toMatchObject({ code: 0 })
  } finally {
    spawnSync('umount', ['-l', disk])
    rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)
