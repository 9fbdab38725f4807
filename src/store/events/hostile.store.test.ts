import fc from 'fast-check'
import { expect, it } from 'vitest'
import { eachEvents } from '../../../test/stores.ts'
import type { Fact } from '../../core/fact.ts'
import { type JsonValue, storable } from '../../core/json.ts'
import { uuidOf } from '../hash.ts'

const nested = (depth: number): JsonValue => {
  let value: JsonValue = 1
  for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { a: value }
  return value
}

const BAD: Record<string, Record<string, JsonValue>> = {
  'NUL in a value': { k: 'a\0b' },
  'NUL in a key': { 'k\0': 1, '\0': 2 },
  'lone surrogates': { k: '\ud800x\udc00', '\udfff': 'y' },
  __proto__: JSON.parse('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}'),
  'numbers without JSON': { a: Number.NaN, b: Number.POSITIVE_INFINITY, c: -0 },
  'huge numbers': { a: Number.MAX_VALUE, b: 5e-324, c: 2 ** 63, d: -1e300 },
  'deep nesting': { k: nested(3000) },
  'nesting too deep to write': { k: nested(10_000), other: 'kept' },
  'COPY control': { k: '\\.', l: 'a\tb\nc\rd\\N', m: '\u001f\b\f\v' },
  quotes: { "'; DROP TABLE event; --": '"\'`$1' },
  'large text': { k: 'x'.repeat(1_000_000) },
  'many keys': Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`key ${i}`, i])),
}

const BAD_TEXTS = [
  '\0',
  '\ud800',
  ' \u001f ',
  '\\N',
  '\\.',
  "'",
  '{}',
  'NULL',
  'ß'.repeat(3000),
  '𝕏'.repeat(2000),
  '\t\n',
]

const fact = (n: number, rest: Partial<Fact> = {}): Fact => ({
  id: uuidOf(String(n), JSON.stringify(Object.keys(rest))),
  ts: n,
  name: 'e',
  source: 's',
  user: `user ${n}`,
  props: {},
  ...rest,
})

eachEvents((open, engine) => {
  it.each(Object.keys(BAD))('one fact with %s among 500 is stored as all the others are', async what => {
    const events = await open()
    const bad = fact(250, { props: BAD[what]!, traits: BAD[what]!, account: { id: '1' }, accountTraits: BAD[what]! })
    const batch = Array.from({ length: 500 }, (_, n) => (n === 250 ? bad : fact(n)))
    expect(await events.append(batch)).toEqual(batch.map(() => 'stored'))
    expect(await events.counts()).toMatchObject({ events: 500, persons: 500, accounts: 1 })
    const [row] = await events.query<{ props: string }>('SELECT props FROM event WHERE id = $1', [bad.id])
    if (!what.startsWith('nest') && !what.startsWith('deep'))
      expect(JSON.parse(row!.props)).toEqual(JSON.parse(JSON.stringify(storable(BAD[what]!))))
    const [person] = await events.query<{ traits: string }>(
      'SELECT traits FROM person JOIN event USING (person) WHERE id = $1',
      [bad.id],
    )
    expect(person!.traits.length).toBe(row!.props.length)
    expect(({} as { polluted?: true }).polluted).toBeUndefined()
    await events.append([{ ...fact(9999), user: bad.user!, traits: { later: 1 } }])
    const [after] = await events.query<{ later: string }>(
      `SELECT ${events.dialect.text('traits', 'later')} AS later FROM person JOIN event USING (person) WHERE id = $1`,
      [bad.id],
    )
    expect(after!.later).toBe('1')
  })

  it('what JSON cannot be that deep is null beyond 500 levels, and the rest stays', async () => {
    const events = await open()
    await events.append([fact(1, { props: BAD['nesting too deep to write']! })])
    const [row] = await events.query<{ other: string }>(
      `SELECT ${events.dialect.text('props', 'other')} AS other FROM event`,
    )
    expect(row!.other).toBe('kept')
  })

  it('identifiers, names and sources may be any text; what differs stays apart', async () => {
    const events = await open()
    const long = Array.from({ length: 3 }, (_, i) => 'ä'.repeat(5000) + i)
    const texts = [...BAD_TEXTS, ...long]
    const facts = texts.flatMap((text, i) => [
      fact(i, { name: text === '\0' ? 'e' : text, source: text, user: text, anonymous: `v${i}` }),
      fact(100 + i, { email: text, anonymous: `w${i}`, account: { id: text, domain: text } }),
    ])
    expect(await events.append(facts)).toEqual(facts.map(() => 'stored'))
    expect(await events.append(facts)).toEqual(facts.map(() => 'duplicate'))
    const found = await events.query<{ value: string }>(`SELECT value FROM identifier WHERE kind = 'user'`)
    for (const text of long) expect(found.filter(({ value }) => value.startsWith(text.slice(0, 100)))).toHaveLength(3)
    expect(new Set(found.map(({ value }) => value)).size).toBe(found.length)
  })

  it('takes any JSON there is, and gives it back', async () => {
    const events = await open()
    let n = 0
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonValue>),
        async props => {
          const given = fact(++n, { props })
          expect(await events.append([given])).toEqual(['stored'])
          const [row] = await events.query<{ props: JsonValue }>('SELECT props FROM event WHERE id = $1', [given.id], {
            json: true,
          })
          expect(row!.props).toEqual(JSON.parse(JSON.stringify(storable(props))))
        },
      ),
      { numRuns: engine === 'duckdb' ? 100 : 50 },
    )
  })
})
