import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eachEvents } from '../../../test/stores.ts'
import type { Fact } from '../../core/fact.ts'
import { uuidOf } from '../hash.ts'
import type { Collected, Events } from './events.ts'
import { type Held, nothingOf } from './quarantine.ts'

const factOf = (message: string, print = 1, more: Partial<Fact> = {}): Fact => ({
  id: uuidOf('web', message),
  ts: Date.UTC(2026, 1, 1),
  name: 'visit',
  source: 'web',
  user: 'u1',
  props: { print },
  print,
  ...more,
})

const heldOf = (message: string, raw = `{"messageId":"${message}"}`): Held => ({
  id: uuidOf('web', message),
  source: 'web',
  received: 1000,
  code: 'no_person',
  reason: 'It names nobody.',
  raw,
})

const collect = (events: Events, more: Partial<Collected> = {}) =>
  events.collect({ source: 'web', received: 1000, facts: [], raws: [], held: [], refused: 0, ...more })

const figures = async (events: Events) => (await events.tallies())[0]

eachEvents(open => {
  describe('collected messages', () => {
    it('are each counted in one of four figures', async () => {
      const events = await open()
      const first = await collect(events, {
        facts: [factOf('a'), factOf('b'), factOf('a')],
        raws: ['A', 'B', 'A'],
        held: [heldOf('c'), heldOf('c')],
        refused: 2,
      })
      expect(first).toEqual({ verdicts: ['stored', 'stored', 'duplicate'], held: [true, false] })
      expect(await figures(events)).toEqual({
        ...nothingOf('web'),
        facts: 2,
        stored: 2,
        duplicate: 2,
        quarantined: 1,
        refused: 2,
      })
    })

    it('with the id of another and other content are held as a conflict, once', async () => {
      const events = await open()
      await collect(events, { facts: [factOf('a', 1)], raws: ['first'] })
      for (let i = 0; i < 2; i++)
        expect((await collect(events, { facts: [factOf('a', 2)], raws: ['second'] })).verdicts).toEqual(['conflict'])
      expect((await collect(events, { facts: [factOf('a', 3)], raws: ['third'] })).verdicts).toEqual(['conflict'])
      expect((await collect(events, { facts: [factOf('a', 1)], raws: ['first'] })).verdicts).toEqual(['duplicate'])
      expect((await events.holding({ limit: 10 })).map(each => [each.code, each.raw]).sort()).toEqual([
        ['conflict', 'second'],
        ['conflict', 'third'],
      ])
      expect(await figures(events)).toMatchObject({ facts: 1, stored: 1, duplicate: 2, quarantined: 2 })
      expect(await events.query('SELECT props FROM event', [], { json: true })).toEqual([{ props: { print: 1 } }])
    })

    it('that were imported without a print are no conflict', async () => {
      const events = await open()
      const { print: _, ...imported } = factOf('a')
      await events.append([imported])
      expect(await events.append([factOf('a', 2)])).toEqual(['duplicate'])
    })

    it('are held until they are mended and stored, or dropped', async () => {
      const events = await open()
      const [a, b] = [heldOf('a'), heldOf('b')]
      await collect(events, { held: [a, b] })
      await events.amend(a.id, 'mended')
      expect(await events.held([a.id])).toEqual([{ ...a, raw: 'mended' }])
      for (let i = 0; i < 2; i++) await collect(events, { facts: [factOf('a')], raws: ['mended'], released: [a.id] })
      expect(await figures(events)).toMatchObject({ stored: 1, duplicate: 1, quarantined: 1, refused: 0 })
      expect(await events.drop([b.id])).toBe(1)
      expect(await events.drop([b.id])).toBe(0)
      expect(await figures(events)).toMatchObject({ stored: 1, duplicate: 1, quarantined: 0, refused: 1 })
      expect(await events.holding({ limit: 10 })).toEqual([])
    })

    it('are listed page by page, newest first', async () => {
      const events = await open()
      const held = Array.from({ length: 7 }, (_, i) => ({ ...heldOf(`m${i}`), received: 1000 + Math.floor(i / 2) }))
      await collect(events, { held })
      const seen: Held[] = []
      for (;;) {
        const page = await events.holding({ source: 'web', code: 'no_person', after: seen.at(-1), limit: 2 })
        if (!page.length) break
        seen.push(...page)
      }
      expect(seen.map(each => each.id).sort()).toEqual(held.map(each => each.id).sort())
      expect(seen.map(each => each.received)).toEqual([1003, 1002, 1002, 1001, 1001, 1000, 1000])
    })

    it('add up whatever comes, in whatever batches', async () => {
      const message = fc.record({
        id: fc.integer({ min: 0, max: 6 }),
        print: fc.integer({ min: 1, max: 2 }),
        bad: fc.boolean(),
      })
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(message, { maxLength: 6 }), { maxLength: 5 }), async batches => {
          const events = await open()
          await Promise.all(
            batches.map(batch => {
              const good = batch.filter(each => !each.bad)
              return collect(events, {
                facts: good.map(({ id, print }) => factOf(String(id), print)),
                raws: good.map(each => JSON.stringify(each)),
                held: batch.filter(each => each.bad).map(({ id, print }) => heldOf(`bad ${id} ${print}`)),
              })
            }),
          )
          const { stored, duplicate, quarantined, refused, facts } = (await figures(events)) ?? nothingOf('web')
          expect(stored + duplicate + quarantined + refused).toBe(batches.flat().length)
          expect((await events.holding({ limit: 500 })).length).toBe(quarantined)
          expect((await events.counts()).events).toBe(stored)
          expect(facts).toBe(stored)
          await events.close()
        }),
        { numRuns: 12 },
      )
    })
  })
})
