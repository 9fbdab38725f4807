import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { basic, track, writeKey } from './collector.ts'
import { startServer, type TestServer } from './server.ts'

/** Texts that break stores: NUL, halves of characters, what JavaScript and spreadsheets take for something else. */
const nasty = fc.oneof(
  fc.constantFrom(
    '\u0000',
    '\ud800',
    'a\udc00b',
    '__proto__',
    'constructor',
    '',
    ' ',
    '\u001f',
    '=1+1',
    "'; --",
    '\u202e',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
)
const strange: fc.Arbitrary<unknown> = fc.oneof(
  nasty,
  fc.constantFrom(null, true, 0, -0, 1e308, -1e308, 5e-324, 2 ** 60, [], {}, [[]]),
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(nasty, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }),
)
const FIELDS =
  'type messageId userId anonymousId groupId previousId event name timestamp sentAt originalTimestamp properties traits context integrations'
const messages = fc.oneof(
  strange,
  fc
    .tuple(
      fc.constantFrom('track', 'identify', 'page', 'screen', 'group', 'alias'),
      fc.nat(),
      fc.dictionary(fc.constantFrom(...FIELDS.split(' ')), strange),
    )
    .map(([type, id, wrong]) => ({ ...track(`m${id}`, { type, groupId: 'g', previousId: 'p' }), ...wrong })),
)
/** Numbers that JSON can write and JavaScript cannot hold, and a key that stands twice. */
const LITERALS = [
  '1e400',
  '-1e400',
  '123456789012345678901234567890',
  '{"a":1,"a":2}',
  '"\\u0000"',
  '"\\ud800"',
  '{"__proto__":{"x":1}}',
]

describe('whatever is sent', () => {
  let server: TestServer
  let key = ''

  beforeAll(async () => {
    server = await startServer({}, false)
    key = await writeKey(server.ctx, 'web')
  })
  afterAll(() => server.stop())

  const send = (raw: string) =>
    server.anonymous.send('/v1/batch', { raw, headers: { ...basic(key), 'content-type': 'text/plain' } })
  const figures = async () => {
    const [tally] = await server.ctx.events.tallies()
    const { stored = 0, duplicate = 0, quarantined = 0, refused = 0 } = tally ?? {}
    return { stored, duplicate, quarantined, refused }
  }

  it('each message gets one of four verdicts, and the figures add up', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(messages, { minLength: 1, maxLength: 12 }),
        fc.array(fc.constantFrom(...LITERALS), { maxLength: 3 }),
        async (batch, literals) => {
          const before = await figures()
          const extra = literals.map(text => `{"type":"track","userId":"u","event":"x","properties":{"v":${text}}}`)
          const raw = `{"batch":[${[...batch.map(each => JSON.stringify(each) ?? 'null'), ...extra].join(' ,\n')}]}`
          const { status, json } = await send(raw)
          const after = await figures()
          expect([200, 400]).toContain(status)
          expect(json.success).toBe(status === 200)
          const { stored, duplicate, quarantined, refused } = json
          expect(stored + duplicate + quarantined + refused).toBe(batch.length + extra.length)
          expect(json.errors).toHaveLength(quarantined + refused)
          for (const [figure, count] of Object.entries({ stored, duplicate, quarantined, refused }))
            expect(after[figure as keyof typeof after] - before[figure as keyof typeof before], figure).toBe(count)
          expect(quarantined >= 0 && stored >= extra.length - duplicate).toBe(true)
        },
      ),
      { numRuns: 120 },
    )
    expect(await server.ctx.events.holding({ limit: 1 })).toHaveLength(1)
    expect(({} as { x?: number }).x).toBeUndefined()
    expect((await server.anonymous.send('/health')).status).toBe(200)
  })

  it('one bad message of 500 leaves 499 stored', async () => {
    const deep = `${'['.repeat(9000)}${']'.repeat(9000)}`
    const bad = [
      '{"type":"track","userId":"u"}',
      '{"type":"identify","userId":"u","traits":[]}',
      `{"type":"track","event":"x","userId":"u","properties":{"a":${deep}}}`,
      deep,
    ]
    for (const [i, each] of bad.entries()) {
      const batch = Array.from({ length: 500 }, (_, n) => (n === 250 ? each : JSON.stringify(track(`one ${i} ${n}`))))
      const { json } = await send(`{"batch":[${batch}]}`)
      expect(json).toMatchObject({ stored: 499, errors: [{ index: 250 }] })
    }
  })

  it.each([
    ['nothing', ''],
    ['half a body', '{"batch":[{'],
    ['a list', '[]'],
    ['a text', '"x"'],
    ['null', 'null'],
    ['no batch', '{}'],
    ['a batch that is no list', '{"batch":{}}'],
    ['brackets without end', '['.repeat(100_000)],
    ['nesting without end', `{"batch":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('%s is refused and the server goes on', async (_, raw) => {
    const { status } = await send(raw)
    expect([400, 413]).toContain(status)
    expect((await server.anonymous.send('/health')).status).toBe(200)
  })
})
