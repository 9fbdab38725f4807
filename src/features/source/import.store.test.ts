import { appendFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { migrations } from '../../../test/build.ts'
import { buildSource, countFacts, SIGN_UPS, type SourceWorld, writeTemporary } from '../../../test/source.ts'
import { eachStore } from '../../../test/stores.ts'
import { must, type ProductError } from '../../core/error.ts'
import { listAudit } from '../audit/operations.ts'
import type { Context } from '../context.ts'
import { NOTHING, type Tally } from './ledger.ts'
import { type Importing, importFile } from './operations/importing.ts'
import { listImports, listRejected } from './operations/ledger.ts'
import { tallyOf } from './operations/running.ts'

const HEADER = 'id,day,paid,amount,wanted'

/** A line of a file, as a person would judge it. */
type Line = { text: string; is: 'good' | 'broken' | 'unwanted'; facts: string[] }

const day = fc.integer({ min: 10, max: 28 }).map(n => `2026-03-${n}`)
const id = fc.integer({ min: 1, max: 12 }).map(String)
const goodLine = fc.record({ id, day, paid: fc.option(day), amount: fc.integer({ max: 9999, min: 0 }) }).map(
  ({ id, day, paid, amount }): Line => ({
    text: `${id},${day},${paid ?? ''},${amount / 100},yes`,
    is: 'good',
    facts: paid ? [`${id} signed_up`, `${id} paid`] : [`${id} signed_up`],
  }),
)
const brokenLine = fc
  .constantFrom('7,yesterday,,,yes', '7,2026-03-10,2026-03-11,much,yes', ',2026-03-10,,,yes', '7,2026-03-10', '7,,,,')
  .map((text): Line => ({ text, is: 'broken', facts: [] }))
const unwantedLine = fc.constant<Line>({ text: '7,never,,,no', is: 'unwanted', facts: [] })
const lines = fc.array(fc.oneof({ weight: 6, arbitrary: goodLine }, brokenLine, unwantedLine), { maxLength: 40 })

/** The figures of an import by the definition of each, on top of what is `known`. */
function judge(all: readonly Line[], known: Set<string>): Tally {
  const tally = { ...NOTHING }
  for (const { is, facts } of all) {
    const isNew = facts.some(fact => !known.has(fact))
    for (const fact of facts) known.add(fact)
    tally[is === 'unwanted' ? 'skipped' : is === 'broken' ? 'rejected' : isNew ? 'stored' : 'duplicate']++
    if (is !== 'unwanted') tally.rows++
  }
  return tally
}

const fileOf = (all: readonly Line[]): string => [HEADER, ...all.map(line => line.text), ''].join('\n')

const brokenIn = (all: readonly Line[]): number[] =>
  all.flatMap(({ is }, index) => (is === 'broken' ? [index + 2] : []))

const SMALL = { facts: 5, rows: 9, kept: 10_000 }

/** Stores that fail before or after the `at`th thing that is written, as a process does that dies there. */
function failingAt(ctx: Context, at: number): Context {
  let moment = 0
  const passing = async <T>(work: () => Promise<T>): Promise<T> => {
    if (++moment === at) throw new Error('the lights went out')
    const done = await work()
    if (++moment === at) throw new Error('the lights went out')
    return done
  }
  return {
    ...ctx,
    records: { ...ctx.records, transaction: work => passing(() => ctx.records.transaction(work)) },
    events: { ...ctx.events, append: facts => passing(() => ctx.events.append(facts)) },
  }
}

eachStore(open => {
  let stores: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    stores = await open(migrations)
  })

  const run = (world: SourceWorld, path: string, more: Partial<Importing> = {}) =>
    importFile(world.ctx, { source: world.source, path, ...more })

  const rejectedLines = async ({ ctx }: SourceWorld, id?: string) =>
    (await listRejected(ctx, { import: id, limit: 500 })).items.map(row => row.line)

  it('accounts for every row of any file, and an import again changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(lines, lines, async (first, second) => {
        const world = await buildSource(stores)
        const known = new Set<string>()
        for (const all of [first, second, second]) {
          const done = await run(world, writeTemporary('people.csv', fileOf(all)), { limits: SMALL })
          expect(tallyOf(done)).toEqual(judge(all, known))
          expect(done.rows).toBe(done.stored + done.duplicate + done.rejected)
          expect(await rejectedLines(world, done.import)).toEqual(brokenIn(all))
        }
        expect(await countFacts(stores.events, world.source)).toBe(known.size)
      }),
      { numRuns: 15 },
    )
  })

  describe('broken off', () => {
    it('anywhere and as often as it may be, it ends with the figures of one that was not', async () => {
      const breaks = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 })
      await fc.assert(
        fc.asyncProperty(lines, lines, breaks, async (before, all, moments) => {
          const world = await buildSource(stores)
          const known = new Set<string>()
          const earlier = await run(world, writeTemporary('before.csv', fileOf(before)), { limits: SMALL })
          expect(tallyOf(earlier)).toEqual(judge(before, known))
          const path = writeTemporary('people.csv', fileOf(all))
          const expected = judge(all, known)
          for (const moment of moments) {
            const failing = { ...world, ctx: failingAt(world.ctx, moment) }
            await run(failing, path, { limits: SMALL }).catch(error => expect(String(error)).toContain('lights'))
          }
          expect((await run(world, path, { limits: SMALL })).rows).toBe(expected.rows)
          const runs = (await listImports(world.ctx, {})).items
          expect(runs.every(each => each.finishedAt !== null)).toBe(true)
          const broken = must(runs.at(-2), 'the import after the first')
          expect(tallyOf(broken)).toEqual(expected)
          expect(await rejectedLines(world, broken.import)).toEqual(brokenIn(all))
          expect(await countFacts(stores.events, world.source)).toBe(known.size)
        }),
        { numRuns: 25 },
      )
    })

    const people = (count: number): string =>
      [HEADER, ...Array.from({ length: count }, (_, n) => `${n},2026-03-10,,,yes`)].join('\n')

    it('by its caller, it says how to go on, and goes on', async () => {
      const world = await buildSource(stores)
      const path = writeTemporary('people.csv', people(40))
      const stop = new AbortController()
      const stopped = run(world, path, {
        limits: SMALL,
        signal: stop.signal,
        onProgress: ({ rows }) => rows >= 10 && stop.abort(),
      })
      await expect(stopped).rejects.toMatchObject({ code: 'unavailable', details: { reason: 'stopped' } })
      const [half] = (await listImports(world.ctx, {})).items
      expect(half).toMatchObject({ finishedAt: null, rows: 10, stored: 10 })
      const seen: number[] = []
      const done = await run(world, path, { limits: SMALL, onProgress: ({ rows }) => seen.push(rows) })
      expect(done).toMatchObject({ import: half?.import, resumed: true, rows: 40, stored: 40, duplicate: 0 })
      expect(seen).toEqual([15, 20, 25, 30, 35, 40])
    })

    it('with a thread of its own for the rows, it goes on as without one', async () => {
      const world = await buildSource(stores)
      const path = writeTemporary('people.csv', people(60))
      const stop = new AbortController()
      const onProgress = ({ rows }: Tally) => rows >= 20 && stop.abort()
      const aside = { limits: SMALL, asideFrom: 0 }
      await expect(run(world, path, { ...aside, signal: stop.signal, onProgress })).rejects.toThrow('was stopped')
      await run({ ...world, ctx: failingAt(world.ctx, 8) }, path, aside).catch(() => {})
      expect(await run(world, path, aside)).toMatchObject({ resumed: true, rows: 60, stored: 60, duplicate: 0 })
      expect(await run(world, path, aside)).toMatchObject({ resumed: false, rows: 60, stored: 0, duplicate: 60 })
      expect(await countFacts(stores.events, world.source)).toBe(60)
    })

    it('it does not go on under another revision of the source, nor with another content', async () => {
      const world = await buildSource(stores)
      const path = writeTemporary('people.csv', people(20))
      const breakOff = () => run({ ...world, ctx: failingAt(world.ctx, 8) }, path, { limits: SMALL })
      await expect(breakOff()).rejects.toThrow('lights')
      appendFileSync(path, '\n99,2026-03-10,,,yes')
      expect(await run(world, path)).toMatchObject({ resumed: false, rows: 21, stored: 11, duplicate: 10 })
      await world.mend({ ...SIGN_UPS, feeds: 'the funnel' })
      expect(await run(world, path)).toMatchObject({ resumed: false, revision: 2, rows: 21, duplicate: 21 })
    })

    it('by another that takes it over, it stops, and the other’s figures are whole', async () => {
      const world = await buildSource(stores)
      const path = writeTemporary('people.csv', people(40))
      let second: Promise<Tally> | undefined
      const first = run(world, path, {
        limits: SMALL,
        onProgress: () => (second ??= run(world, path, { limits: SMALL })),
      })
      await expect(first).rejects.toMatchObject({ code: 'conflict', details: { reason: 'taken_over' } })
      expect(await second).toMatchObject({ resumed: true, rows: 40, stored: 40, duplicate: 0 })
      expect(await countFacts(stores.events, world.source)).toBe(40)
    })

    it('by a change of the file, it says so', async () => {
      const world = await buildSource(stores)
      const path = writeTemporary('people.csv', people(20))
      const changing = run(world, path, { limits: SMALL, onProgress: () => appendFileSync(path, '\n') })
      await expect(changing).rejects.toMatchObject({ code: 'conflict', details: { reason: 'changed' } })
    })
  })

  it('keeps leading zeros, survives a byte order mark, and takes what no database could hold', async () => {
    const world = await buildSource(stores, {
      ...SIGN_UPS,
      events: [{ name: 'signed_up', at: 'day', props: { note: 'note' } }],
    })
    const text = '\ufeffid,day,note,wanted\n007,2026-03-10,a\0b,yes\n008,2026-03-10,plain,yes\n'
    expect(await run(world, writeTemporary('people.csv', text))).toMatchObject({ stored: 2, rejected: 0 })
    const facts = await stores.events.query(
      `SELECT i.value, e.props FROM event e JOIN identifier i USING (person) WHERE e.source = $1 AND i.value IN ('007', '008') ORDER BY 1`,
      [world.source],
      { json: true },
    )
    expect(facts).toEqual([
      { value: '007', props: { note: 'ab' } },
      { value: '008', props: { note: 'plain' } },
    ])
  })

  it('keeps one poisonous row for itself and stores the other 499', async () => {
    const world = await buildSource(stores, {
      ...SIGN_UPS,
      skip: undefined,
      key: 'id',
      asOf: 'day',
      traits: { all: 'x' },
    })
    const row = (id: number, x: string) => `{"id":"${id}","day":"2026-03-10","x":${x}}`
    const rows = Array.from({ length: 500 }, (_, n) => row(n, '"\\ud800"'))
    rows[250] = row(250, `${'['.repeat(100_000)}${']'.repeat(100_000)}`)
    const done = await run(world, writeTemporary('people.jsonl', rows.join('\n')))
    expect(done).toMatchObject({ rows: 500, stored: 499, rejected: 1 })
    const [kept] = (await listRejected(world.ctx, { source: world.source })).items
    expect(kept).toMatchObject({ line: 251, cut: true, content: expect.stringMatching(/^\{"id":"250"/) })
    expect(JSON.stringify(kept?.content).length).toBeLessThanOrEqual(32_768)
  })

  it('reads a compressed file, and knows the same rows unpacked', async () => {
    const world = await buildSource(stores)
    const text = `${HEADER}\n1,2026-03-10,,,yes\n`
    expect(await run(world, writeTemporary('people.csv.gz', gzipSync(text)))).toMatchObject({ stored: 1 })
    expect(await run(world, writeTemporary('people.csv', text))).toMatchObject({ stored: 0, duplicate: 1 })
  })

  it('asks every question about a file at once, and stores nothing until they are answered', async () => {
    const { dates: _, decimal, ...open } = SIGN_UPS
    const world = await buildSource(stores, { ...open, account: { id: 'compny' } })
    const path = writeTemporary('people.csv', `${HEADER},company\n1,03/04/2026,,"1,234",yes,acme\n`)
    const error = await run(world, path).catch((error: ProductError) => error)
    expect(error).toMatchObject({ code: 'invalid' })
    const { problems } = (error as ProductError).details
    expect(problems?.map(problem => problem.code).sort()).toEqual([
      'ambiguous_date',
      'ambiguous_number',
      'unknown_column',
    ])
    expect(await countFacts(stores.events, world.source)).toBe(0)
    expect((await listImports(world.ctx, {})).items).toEqual([])
  })

  it('is audited at its beginning and at its end', async () => {
    const world = await buildSource(stores)
    await run(world, writeTemporary('people.csv', `${HEADER}\n1,2026-03-10,,,yes\n`))
    const entries = (await listAudit(world.ctx, { limit: 500 })).items.filter(
      each => each.operation === 'source.import',
    )
    expect(entries.map(({ object, input }) => [object, JSON.parse(input)])).toMatchObject([
      [world.source, { file: 'people.csv', revision: 1, resumed: false }],
      [world.source, { finished: true, rows: 1, stored: 1 }],
    ])
  })

  it('is for those who may write, and so is what it rejected', async () => {
    const world = await buildSource(stores)
    const path = writeTemporary('people.csv', `${HEADER}\n1,never,,,yes\n`)
    const viewer = world.as(await world.person('vera', 'viewer'))
    await expect(importFile(viewer, { source: world.source, path })).rejects.toMatchObject({ code: 'forbidden' })
    await run(world, path)
    await expect(listRejected(viewer, {})).rejects.toMatchObject({ code: 'forbidden' })
    expect((await listImports(viewer, {})).items).toHaveLength(1)
  })

  it('is not seen from another workspace', async () => {
    const world = await buildSource(stores)
    const other = await buildSource(stores)
    const path = writeTemporary('people.csv', `${HEADER}\n1,never,,,yes\n`)
    const { import: id } = await run(world, path)
    expect((await listImports(other.ctx, {})).items).toEqual([])
    expect((await listRejected(other.ctx, {})).items).toEqual([])
    await expect(listRejected(other.ctx, { import: id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(importFile(other.ctx, { source: world.source, path })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('lists rejected rows page by page, the newest import first', async () => {
    const world = await buildSource(stores)
    const file = (ids: number[]) => [HEADER, ...ids.map(n => `${n},never,,,yes`)].join('\n')
    const older = await run(world, writeTemporary('a.csv', file([1, 2])))
    const newer = await run(world, writeTemporary('b.csv', file([3, 4, 5])))
    const seen: [string, number][] = []
    let cursor: string | undefined
    do {
      const page = await listRejected(world.ctx, { limit: 2, cursor })
      seen.push(...page.items.map((row): [string, number] => [row.import, row.row]))
      cursor = page.next ?? undefined
    } while (cursor)
    expect(seen).toEqual([1, 2, 3].map(n => [newer.import, n]).concat([1, 2].map(n => [older.import, n])))
  })

  it('says so when there is no such import or source to list rejected rows of', async () => {
    const world = await buildSource(stores)
    await expect(listRejected(world.ctx, { import: 'gone' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(listRejected(world.ctx, { source: 'none-such' })).rejects.toThrow('There is no source “none-such”.')
  })
})
