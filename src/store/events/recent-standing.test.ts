import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Events, openEvents } from './events.ts'
import { recentStanding } from './recent-standing.ts'

const told = (holder: number, traits: string, ts: number) => ({ holder, traits, said: { ts, id: 'a' } })

describe('what stands of those told last', () => {
  test('is written where it is new, and late where it says nothing new', () => {
    const recent = recentStanding()
    expect(recent.tell(told(1, '{"a":1}', 1))).toBe(true)
    expect(recent.tell(told(1, '{"a":1}', 2))).toBe(false)
    expect([...recent.late]).toEqual([[1, { ts: 2, id: 'a' }]])
    expect(recent.tell(told(1, '{"a":2}', 3))).toBe(true)
    expect(recent.late.size).toBe(0)
  })

  test('is written where an earlier moment than before counts', () => {
    const recent = recentStanding()
    recent.tell(told(1, '{"a":1}', 2))
    expect(recent.tell(told(1, '{"a":1}', 1))).toBe(true)
  })

  test('is bounded, and nobody who is late is forgotten', () => {
    const recent = recentStanding()
    recent.tell(told(1, '{}', 1))
    recent.tell(told(1, '{}', 2))
    for (let holder = 2; holder < 150_000; holder++) recent.put(holder, null)
    expect(recent.get(1)).toEqual({ traits: '{}', ts: 2, id: 'a' })
    expect(recent.get(2)).toBeUndefined()
    expect(recent.get(149_999)).toBeNull()
  })

  test('does not keep long traits', () => {
    const recent = recentStanding()
    const long = JSON.stringify({ note: 'x'.repeat(2000) })
    recent.tell(told(1, long, 1))
    expect(recent.get(1)).toBeUndefined()
    expect(recent.tell(told(1, long, 2))).toBe(true)
  })
})

describe('a file that is opened again', () => {
  let folder: string
  const open = (): Promise<Events> => openEvents({ file: join(folder, 'facts.duckdb') }, { zone: 'UTC' })
  const say = (n: number, ts: number, traits: Record<string, string>) => ({
    id: `00000000-0000-4000-8000-00000000000${n}`,
    ts,
    source: 'test',
    user: 'ada',
    props: {},
    traits,
  })

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-recent-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  test('knows the latest saying though it said nothing new, so that what comes late changes nothing', async () => {
    const first = await open()
    for (const [n, ts] of [100, 200, 300].entries()) await first.append([say(n, ts, { plan: 'team' })])
    await first.close()
    const second = await open()
    await second.append([say(5, 250, { plan: 'free', seats: '3' })])
    expect(await second.query('SELECT traits, said_ts FROM person')).toEqual([
      { traits: '{"plan":"team","seats":"3"}', said_ts: 300 },
    ])
    await second.close()
  })
})
