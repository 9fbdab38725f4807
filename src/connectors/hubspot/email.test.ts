import fc from 'fast-check'
import { expect, test } from 'vitest'
import { askingAt, type Reply, readAll, seeded, startVendor, type Vendor } from '../../../test/vendors/vendor.ts'
import { hubspotApi } from './api.ts'

type Log = Vendor & { events: { id: string; created: number }[]; page: number }

/** The log of e-mail events, the newest first. */
async function startLog(): Promise<Log> {
  const vendor: Log = Object.assign(
    await startVendor(({ path, query }): Reply => {
      if (path !== '/email/public/v1/events') return { status: 404 }
      const [from, to] = [Number(query.get('startTimestamp')), Number(query.get('endTimestamp'))]
      const found = vendor.events
        .filter(({ created }) => created >= from && created <= to)
        .sort((a, b) => b.created - a.created || (a.id < b.id ? 1 : -1))
      const start = Number(query.get('offset')?.slice(1) ?? 0)
      const events = found.slice(start, start + Math.min(vendor.page, Number(query.get('limit'))))
      const hasMore = start + events.length < found.length
      return { status: 200, body: { hasMore, offset: `o${start + events.length}`, events } }
    }),
    { events: [], page: 1000 },
  )
  return vendor
}

const read = (vendor: Log, cursor?: string) =>
  hubspotApi.read(askingAt(vendor, { token: 'pat-one' }), 'email-events', cursor)
const NOW = Date.parse('2026-03-02T09:30:00Z')
const event = (id: string, created: number) => ({
  id,
  created,
  type: 'OPEN',
  recipient: 'ann@acme.test',
  ip: '203.0.113.9',
})

test('events are read up to now, without where people were', async () => {
  const vendor = await startLog()
  vendor.events = [event('a', NOW - 1000), event('b', Date.parse('2019-05-01T00:00:00Z'))]
  const { rows, cursor } = await readAll(read(vendor))
  expect(rows.map(row => [row.id, row.created])).toEqual([
    ['b', '2019-05-01T00:00:00.000Z'],
    ['a', '2026-03-02T09:29:59.000Z'],
  ])
  expect(rows[0]).not.toHaveProperty('ip')
  expect(cursor).toBe('2026-03-02T09:30:00.000Z')
  expect(vendor.questions.length).toBeLessThan(200)
  vendor.events.push(event('late', NOW - 1_800_000))
  expect((await readAll(read(vendor, cursor))).rows.map(row => row.id)).toEqual(['a', 'late'])
})

test('nothing is lost, whatever arrives between pages, fails or breaks off', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer(), fc.integer({ min: 1, max: 4 }), async (seed, page) => {
      const random = seeded(seed)
      const vendor = await startLog()
      vendor.page = page
      const days = 86_400_000
      const anywhen = (span: number) => NOW - Math.floor(random() * span)
      vendor.events = Array.from({ length: 30 }, (_, i) => event(`e${i}`, anywhen(random() < 0.5 ? days : 20 * days)))
      let tries = 0
      vendor.trouble = (_, count) => {
        if (count < 60 && random() < 0.3) vendor.events.push(event(`n${count}`, anywhen(1_800_000)))
        return ++tries % 6 && random() < 0.1 ? { status: 500 } : undefined
      }
      const stored = new Set<unknown>()
      let cursor: string | undefined = new Date(NOW - 30 * days).toISOString()
      for (let run = 0; run < 12; run++) {
        const got = await readAll(read(vendor, cursor), random() < 0.5 ? 1 + Math.floor(random() * 5) : undefined)
        cursor = got.cursor ?? cursor
        for (const row of got.rows) stored.add(row.id)
      }
      vendor.trouble = () => undefined
      for (const row of (await readAll(read(vendor, cursor))).rows) stored.add(row.id)
      expect(vendor.events.filter(({ id }) => !stored.has(id))).toEqual([])
    }),
    { numRuns: 8 },
  )
})
