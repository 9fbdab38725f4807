import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { facts, rule, runs, ZONE } from '../../../test/semantics/arbitrary.ts'
import { entriesOf, worldOf } from '../../../test/semantics/oracle.ts'
import { eachEvents } from '../../../test/stores.ts'
import { postgres } from '../../store/events/dialect.ts'
import type { Events } from '../../store/events/events.ts'
import { readReceipt, receiptStatements } from './receipt.ts'
import { stageEntries } from './stage.ts'

type Entry = { person: number; ts: number; id: string }
const entriesIn = (
  events: Events,
  ...[of, span]: Parameters<typeof stageEntries> extends [infer R, infer S, unknown] ? [R, S] : never
) => {
  const { text, params } = stageEntries(of, span, events.dialect)
  return events.query<Entry>(text, params)
}

eachEvents(open => {
  it('a person enters at the shortest history that fulfils the rule, and the receipt says the same', async () => {
    await fc.assert(
      fc.asyncProperty(facts, fc.array(rule, { minLength: 4, maxLength: 8 }), async (given, rules) => {
        const events = await open({ zone: ZONE })
        try {
          await events.append(given)
          const world = worldOf(given, ZONE)
          for (const each of rules) {
            const entries = await entriesIn(events, each, {})
            const expected = entriesOf(each, world).map(fact => `${fact.ts} ${fact.id}`)
            expect(entries.map(entry => `${entry.ts} ${entry.id}`).sort()).toEqual(expected.sort())
            for (const { person, ts, id } of entries) {
              const statements = receiptStatements(each, person, events.dialect)
              const rows = await Promise.all(statements.map(({ text, params }) => events.query<Entry>(text, params)))
              const { entry } = readReceipt(each, rows)
              expect(`${entry?.ts} ${entry?.ids.at(-1)}`).toBe(`${ts} ${id}`)
            }
          }
        } finally {
          await events.close()
        }
      }),
      runs(25),
    )
  }, 600_000)

  it('a span lists who entered in it, by what happened before it too', async () => {
    const events = await open()
    const at = (ts: number, user: string) => ({
      id: `00000000-0000-4000-8000-${String(ts).padStart(12, '0')}`,
      ts,
      name: 'visit',
      source: 'test',
      user,
      props: {},
    })
    await events.append([at(1, 'ada'), at(5, 'ada'), at(2, 'bob'), at(3, 'bob'), at(9, 'bob')])
    const found = await entriesIn(events, { event: 'visit', times: 2 }, { since: 4, until: 9 })
    expect(found.map(entry => entry.ts)).toEqual([5])
  })
})

describe('receipt', () => {
  const fact = (ts: number) => ({ ts, id: `e${ts}` })

  it('names the facts that each leaf rests on, and the leaves that do not hold', () => {
    const rows = [[fact(3)], [fact(1), fact(2), fact(9), fact(10)], []]
    const within = { ms: 2, business: false, text: '2 ms' }
    const any = { any: [{ event: 'b', times: 3 as number, within }, { trait: { plan: 'pro' } }] }
    expect(readReceipt({ all: [{ event: 'a' }, any] }, rows)).toMatchObject({ entry: null })
    const receipt = readReceipt(
      { any: [{ event: 'a' }, { event: 'b', times: 2, within }, { trait: { plan: 'pro' } }] },
      rows,
    )
    expect(receipt).toEqual({
      entry: { ts: 2, ids: ['e1', 'e2'] },
      leaves: [
        { path: ['any', 0], leaf: { event: 'a' }, held: { ts: 3, ids: ['e3'] } },
        { path: ['any', 1], leaf: { event: 'b', times: 2, within }, held: { ts: 2, ids: ['e1', 'e2'] } },
        { path: ['any', 2], leaf: { trait: { plan: 'pro' } }, held: null },
      ],
    })
  })

  it('asks only for as many facts as it needs', () => {
    const [statement] = receiptStatements({ event: 'a', times: 3 }, 7, postgres)
    expect(statement!.text).toMatch(/e\.person = 7[\s\S]*LIMIT 3$/)
  })
})
