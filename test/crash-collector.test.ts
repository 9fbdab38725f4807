import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type Served, sendBatch, served } from './served.ts'
import { plumbline } from './terminal.ts'

const KILLS = Number(process.env.PLUMBLINE_KILLS ?? 40)
const SENDERS = 4

const message = (id: string, n: number) => ({
  type: n % 5 ? 'track' : 'identify',
  messageId: id,
  anonymousId: `v${n % 200}`,
  ...(n % 3 ? {} : { userId: `u${n % 70}` }),
  ...(n % 5 ? { event: n % 41 ? 'Opened' : 7, properties: { n } } : { traits: { n } }),
})

test(`after each of ${KILLS} kills while events come, everything acknowledged is there, and all adds up`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-crash-'))
  const data = join(folder, 'data')
  const key = plumbline(['source', 'key', 'web', '--data-dir', data]).out.trim()
  const all: object[] = []
  const sums = { stored: 0, quarantined: 0 }
  const acknowledged: object[][] = []
  const unanswered: object[][] = []
  const sendAgain = async ({ address }: Served): Promise<void> => {
    for (const batch of acknowledged.splice(0).slice(-20))
      expect((await sendBatch(address, key, batch))?.body).toMatchObject({ stored: 0, duplicate: batch.length })
    for (const batch of unanswered.splice(0)) {
      const answer = await sendBatch(address, key, batch)
      expect(answer?.status).toBe(200)
      const isKnown = answer?.body.duplicate === batch.length
      if (!isKnown) expect(answer?.body.duplicate).toBe(0)
      sums.stored += isKnown ? batch.filter(isGood).length : (answer?.body.stored ?? 0)
      sums.quarantined += isKnown ? batch.filter(each => !isGood(each)).length : (answer?.body.quarantined ?? 0)
    }
  }
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      const server = await served(data)
      await sendAgain(server)
      const sending = { on: true }
      const sender = async (): Promise<void> => {
        while (sending.on) {
          const first = all.length
          const batch = Array.from({ length: 1 + (first % 30) }, (_, i) => message(`m${first + i}`, first + i))
          all.push(...batch)
          const answer = await sendBatch(server.address, key, batch)
          if (answer?.status !== 200) {
            unanswered.push(batch)
            continue
          }
          acknowledged.push(batch)
          sums.stored += answer.body.stored
          sums.quarantined += answer.body.quarantined
        }
      }
      const senders = Array.from({ length: SENDERS }, sender)
      await sleep(40 + ((kill * 37) % 160))
      sending.on = false
      await server.end('SIGKILL')
      await Promise.all(senders)
    }
    const last = await served(data)
    await sendAgain(last)
    expect(await last.end('SIGTERM')).toBe(0)
    const { out } = plumbline(['event', 'count', '--source', 'web', '--data-dir', data, '--format', 'json'])
    const good = all.filter(isGood).length
    expect(sums).toEqual({ stored: good, quarantined: all.length - good })
    expect(JSON.parse(out)).toMatchObject({ stored: good, quarantined: all.length - good, refused: 0 })
    expect(plumbline(['verify', '--data-dir', data])).toMatchObject({ code: 0 })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 600_000)

const isGood = (each: object): boolean => !('event' in each) || typeof each.event === 'string'
