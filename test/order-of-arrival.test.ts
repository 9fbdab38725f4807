import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { openDirectory } from '../src/cli/workplace.ts'
import { timelineOfCustomer } from '../src/features/customer/operations/timeline.ts'
import { type Served, served } from './served.ts'
import { plumbline } from './terminal.ts'

const USERS = 200
const EACH = 50
const CONNECTIONS = 8
const START = Date.UTC(2026, 2, 2)
const MINUTE_MS = 60_000

/** The n-th event of a user happened so many minutes after the first, whatever the clock of the device said. */
const happened = (user: number, n: number): number => START + n * MINUTE_MS + user

/** Each device has a clock of its own, up to 26 hours wrong, which is set right by what it says of the time of sending. */
const skewOf = (user: number): number => ((user * 37) % 53) * 3_600_000 - 26 * 3_600_000

type Message = Record<string, unknown> & { messageId: string }

/** A user’s event as their device tells it, and as it tells it again: everything but the moment of sending is the same. */
const message = (user: number, n: number, received: number): Message => ({
  type: 'track',
  messageId: `${user}-${n}`,
  userId: `user-${user}`,
  event: `Step ${n}`,
  timestamp: new Date(happened(user, n) + skewOf(user)).toISOString(),
  sentAt: new Date(received + skewOf(user)).toISOString(),
})

test(`${USERS} people’s events over ${CONNECTIONS} connections, out of order, sent again and through a restart, stand in the order in which they happened`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-order-'))
  const data = join(folder, 'data')
  const key = plumbline(['source', 'key', 'web', '--data-dir', data]).out.trim()
  let server: Served | undefined = await served(data)
  onTestFinished(async () => {
    await server?.end('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })
  const queue = batches()
  let taken = 0
  const take = async (batch: readonly { user: number; n: number }[]): Promise<void> => {
    for (let tries = 0; tries < 200; tries++) {
      const address = server?.address
      const now = Date.now()
      const body = { batch: batch.map(({ user, n }) => message(user, n, now)) }
      const answer = address && (await post(address, key, body))
      if (answer) {
        taken++
        return
      }
      await sleep(50)
    }
    throw new Error('The server did not come back.')
  }
  const sender = async (): Promise<void> => {
    for (let batch = queue.pop(); batch; batch = queue.pop()) {
      await take(batch)
      if (batch[0]!.n % 3 === 0) await take(batch)
    }
  }
  const senders = Array.from({ length: CONNECTIONS }, sender)
  while (taken < 60) await sleep(5)
  const dying = server
  server = undefined
  await dying.end('SIGKILL')
  server = await served(data)
  await Promise.all(senders)
  expect(await server.end('SIGTERM')).toBe(0)
  server = undefined

  const { out } = plumbline(['event', 'count', '--source', 'web', '--data-dir', data, '--format', 'json'])
  expect(JSON.parse(out)).toMatchObject({ stored: USERS * EACH, quarantined: 0, refused: 0 })
  const place = await openDirectory(data)
  onTestFinished(() => place.close())
  const steps = Array.from({ length: EACH }, (_, n) => `Step ${n}`)
  const rows = await place.ctx.events.query<{ user: string; ts: number; name: string }>(
    `SELECT identifier.value AS "user", event.ts AS ts, event.name AS name FROM event
     JOIN identifier ON identifier.person = event.person ORDER BY event.ts, event.id`,
  )
  const byUser = Map.groupBy(rows, row => row.user)
  expect(byUser.size).toBe(USERS)
  for (const [user, theirs] of byUser) expect({ user, steps: theirs.map(row => row.name) }).toEqual({ user, steps })
  const farthest = rows.map(({ user, ts, name }) =>
    Math.abs(ts - happened(Number(user.replace('user-', '')), Number(name.replace('Step ', '')))),
  )
  expect(Math.max(...farthest)).toBeLessThan(MINUTE_MS / 2)
  for (const user of [0, 42, USERS - 1]) {
    const { items } = await timelineOfCustomer(place.ctx, { id: `user-${user}`, limit: 2 * EACH })
    const shown = items.flatMap(item => ('event' in item && item.event ? [item.event] : []))
    expect({ user, shown: shown.reverse() }).toEqual({ user, shown: steps })
  }
}, 120_000)

/** Every event once, in batches whose order is far from that in which they happened; a user’s are in many of them. */
function batches(): { user: number; n: number }[][] {
  const all = Array.from({ length: USERS * EACH }, (_, i) => (i * 7919) % (USERS * EACH))
  const events = all.map(i => ({ user: i % USERS, n: Math.floor(i / USERS) }))
  return Array.from({ length: events.length / 25 }, (_, i) => events.slice(i * 25, (i + 1) * 25))
}

async function post(address: string, key: string, body: object): Promise<boolean> {
  try {
    const answer = await fetch(`${address}/v1/batch`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    await answer.arrayBuffer()
    return answer.status === 200
  } catch {
    return false
  }
}
