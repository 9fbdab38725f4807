import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { happened } from '../../../test/facts.ts'
import { eachEvents } from '../../../test/stores.ts'
import type { Fact } from '../../core/fact.ts'
import { uuidOf } from '../hash.ts'
import { type Events, openEvents } from './events.ts'

const CANARY = 'canary-7f3a@example.com'

type Ref = { kind: string; value: string }

const people: Fact[] = [
  {
    id: uuidOf('1'),
    ts: 1000,
    name: 'visit',
    source: 'web',
    user: 'canary-user',
    email: CANARY,
    props: { page: 'canary-page' },
    traits: { nick: 'canary-nick' },
  },
  { id: uuidOf('2'), ts: 2000, source: 'web', user: 'canary-user', props: {}, traits: { city: 'canary-city' } },
  { id: uuidOf('3'), ts: 3000, name: 'visit', source: 'web', user: 'other', props: { page: '/' }, traits: { a: 1 } },
  {
    id: uuidOf('4'),
    ts: 4000,
    name: 'deal_created',
    source: 'crm',
    account: { id: 'acme' },
    props: { by: `Canary <${CANARY.toUpperCase()}>`, value: 7 },
    accountTraits: { contact: CANARY },
  },
]

const held = (raw: string) => ({ id: uuidOf(raw), source: 'web', received: 1, code: 'bad', reason: 'Bad.', raw })

async function filled(events: Events): Promise<void> {
  await events.append(people)
  const raws = [JSON.stringify({ traits: { email: CANARY.toUpperCase() } }), JSON.stringify({ userId: 'other' })]
  await events.collect({ source: 'web', received: 1, facts: [], raws: [], held: raws.map(held), refused: 0 })
}

const personOf = async (events: Events, value: string): Promise<number[]> =>
  (await events.query<{ person: number }>('SELECT person FROM identifier WHERE value = $1', [value])).map(
    each => each.person,
  )

eachEvents(open => {
  describe('erasing', () => {
    it('removes everything about a person and leaves the others as they were', async () => {
      const events = await open()
      await filled(events)
      const others =
        'SELECT * FROM event WHERE source = $1 AND person IN (SELECT person FROM identifier WHERE value = $2)'
      const before = await events.query(others, ['web', 'other'])
      const erased = await events.erase(await personOf(events, CANARY))
      expect(erased).toEqual({ events: 1, traits: 2, identifiers: 2, held: 1, blackened: 2 })
      const everything = JSON.stringify([
        await events.query('SELECT * FROM event'),
        await events.query('SELECT * FROM trait'),
        await events.query('SELECT * FROM identifier'),
        await events.query('SELECT * FROM person'),
        await events.query('SELECT * FROM account'),
        await events.query('SELECT * FROM account_trait'),
        await events.query('SELECT * FROM quarantine'),
      ])
      expect(everything.toLowerCase()).not.toContain('canary-')
      expect(await events.query(others, ['web', 'other'])).toEqual(before)
      const [deal] = await events.query<{ props: object }>("SELECT props FROM event WHERE source = 'crm'", [], {
        json: true,
      })
      expect(deal?.props).toEqual({ by: 'Canary <[erased]>', value: 7 })
      expect(await events.tallies()).toMatchObject([
        { source: 'crm', facts: 1, gone: 0 },
        { source: 'web', facts: 3, gone: 2, quarantined: 1, refused: 1 },
      ])
    })

    it('bars what comes about them later, and nobody else', async () => {
      const events = await open()
      await filled(events)
      await events.erase(await personOf(events, CANARY))
      const later = people.map(fact => ({ ...fact, id: uuidOf(fact.id) }))
      expect(await events.append(later)).toEqual(['suppressed', 'suppressed', 'stored', 'stored'])
      expect(await events.append([{ ...people[2]!, id: uuidOf('new'), email: CANARY }])).toEqual(['suppressed'])
      expect(await personOf(events, CANARY)).toEqual([])
    })

    it('takes them out of the rules of identity', async () => {
      const events = await open()
      await filled(events)
      const [canary, other, third] = [CANARY, 'other@example.com', 'third@example.com'].map(value => ({
        kind: 'email',
        value,
      })) as [Ref, Ref, Ref]
      const rules = await events.identity.rules()
      const pairs = [
        [canary, other],
        [other, third],
      ] as const
      await events.identity.apply({ ...rules, blocked: [other], apart: pairs })
      await events.erase(await personOf(events, CANARY))
      expect(await events.identity.rules()).toEqual({ ...rules, blocked: [other], apart: [[other, third]] })
    })

    it('can bar without removing', async () => {
      const events = await open()
      await filled(events)
      await events.suppress([{ kind: 'user', value: 'other' }])
      await events.suppress([{ kind: 'user', value: 'third' }])
      expect(await events.append([{ ...people[2]!, id: uuidOf('new') }])).toEqual(['suppressed'])
      expect(await events.append([{ ...people[2]!, id: uuidOf('newer'), user: 'third' }])).toEqual(['suppressed'])
      const hashes = await events.query<{ hash: string }>('SELECT hash FROM suppressed')
      await events.admit([{ kind: 'user', value: 'third' }])
      const again = { ...people[2]!, id: uuidOf('again'), user: 'third' }
      expect(await events.append([again])).toEqual(['stored'])
      await events.suppressHashes(hashes.map(({ hash }) => hash))
      expect(await events.append([{ ...again, id: uuidOf('and again') }])).toEqual(['suppressed'])
      expect((await events.counts()).events).toBe(4)
    })

    it('goes on as before: a new person gets a number of their own', async () => {
      const events = await open()
      await filled(events)
      await events.erase(await personOf(events, 'other'))
      await happened(events, [['fresh', 'visit', '2026-01-01']])
      const [fresh] = await personOf(events, 'fresh')
      expect(await personOf(events, 'canary-user')).not.toContain(fresh)
      expect(await events.query('SELECT person FROM person ORDER BY person')).toHaveLength(2)
    })
  })

  describe('forgetting', () => {
    it('removes what a source said before an instant, and people of whom nothing is left', async () => {
      const events = await open()
      await filled(events)
      expect(await events.forget('web', 2500)).toBe(2)
      expect(await events.forget('web', 2500)).toBe(0)
      expect(await personOf(events, CANARY)).toEqual([])
      expect(await events.query('SELECT ts FROM event ORDER BY ts')).toEqual([{ ts: 3000 }, { ts: 4000 }])
      expect((await events.tallies()).find(each => each.source === 'web')).toMatchObject({ facts: 3, gone: 2 })
    })

    it('tells traits again from what is left', async () => {
      const events = await open()
      const saying = (ts: number, traits: Fact['traits']): Fact => ({
        id: uuidOf(String(ts)),
        ts,
        source: ts < 2000 ? 'old' : 'new',
        user: 'u',
        props: {},
        traits,
      })
      await events.append([saying(1000, { a: 1, b: 1 }), saying(3000, { b: 2 })])
      await events.forget('old', 2000)
      expect(await events.query('SELECT traits FROM person', [], { json: true })).toEqual([{ traits: { b: 2 } }])
      await events.append([saying(4000, { c: 3 })])
      expect(await events.query('SELECT traits FROM person', [], { json: true })).toEqual([{ traits: { b: 2, c: 3 } }])
    })
  })
})

describe('a DuckDB file', () => {
  const folders: string[] = []
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'plumbline-erase-'))
    folders.push(made)
    return made
  }
  afterEach(() => {
    for (const each of folders.splice(0)) rmSync(each, { recursive: true, force: true })
  })
  const hits = (path: string): string[] =>
    readdirSync(path, { recursive: true, withFileTypes: true })
      .filter(each => each.isFile())
      .filter(each =>
        readFileSync(join(each.parentPath, each.name)).toString('latin1').toLowerCase().includes('canary-'),
      )
      .map(each => each.name)

  it('holds no byte of whoever was erased, and is open for questions all the while', async () => {
    const path = folder()
    const events = await openEvents({ file: join(path, 'facts.duckdb') }, { zone: 'UTC' })
    await filled(events)
    const asking = Array.from({ length: 20 }, () => events.counts())
    await events.erase(await personOf(events, CANARY))
    expect((await Promise.all(asking)).length).toBe(20)
    expect(hits(path)).toEqual([])
    expect((await events.counts()).events).toBe(2)
    expect(await events.append([{ ...people[2]!, id: uuidOf('after') }])).toEqual(['stored'])
    await events.close()
    expect(readdirSync(path)).toEqual(['facts.duckdb'])
    const again = await openEvents({ file: join(path, 'facts.duckdb') }, { zone: 'UTC' })
    expect((await again.counts()).events).toBe(3)
    expect(await again.append([{ ...people[0]!, id: uuidOf('later') }])).toEqual(['suppressed'])
    await again.close()
  })

  it('is rewritten at the next start when the process ended while it erased', async () => {
    const path = folder()
    const file = join(path, 'facts.duckdb')
    const events = await openEvents({ file }, { zone: 'UTC' })
    await filled(events)
    await events.close()
    writeFileSync(`${file}.erasing`, '')
    writeFileSync(`${file}.new`, 'half a file')
    const again = await openEvents({ file }, { zone: 'UTC' })
    expect((await again.counts()).events).toBe(3)
    await again.close()
    expect(readdirSync(path)).toEqual(['facts.duckdb'])
  })
})
