import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Check, runCheck } from '../src/cli/check.ts'
import { writeDemo } from '../src/cli/demo-folder.ts'
import type { Diagnostic } from '../src/cli/diagnostics.ts'
import { openMemory } from '../src/cli/local.ts'
import { readChecked } from '../src/cli/workplace.ts'
import { ProductError } from '../src/core/error.ts'
import { companyOf, type DemoFile, type Options, truthOf } from '../src/demo/demo.ts'
import { FAULTS } from '../src/demo/faults.ts'
import { rules } from '../src/features/finding/rules.ts'
import { plumbline } from './terminal.ts'

/** Large enough for every fault to show, small enough to be read in a second or two. */
const PEOPLE = 8000

/** Rules that are named with a fault and are not written yet. Keep it empty. */
const NOT_YET: readonly string[] = []

/** Findings against the healthy twin that are known to be false. Keep it empty. */
const FALSE_ALARMS: readonly string[] = []

const folder = mkdtempSync(join(tmpdir(), 'plumbline-demo-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the demo company', () => {
  it('is the same byte for byte whenever it is made from a seed, and another from another', () => {
    const one = fingerprints(companyOf({ seed: 7, people: 4000 }))
    expect(fingerprints(companyOf({ seed: 7, people: 4000 }))).toEqual(one)
    const other = fingerprints(companyOf({ seed: 8, people: 4000 }))
    const same = [...other].filter(([path, hash]) => one.get(path) === hash).map(([path]) => path)
    expect(same.filter(path => path.startsWith('data/'))).toEqual([])
  })

  it('has tens of thousands of contacts, a twin of its size, and exports of every department', () => {
    const [faulty, twin] = [false, true].map(healthy => rowsOf(companyOf({ healthy })))
    for (const rows of [faulty!, twin!]) {
      expect(rows.get('data/crm-contacts.csv')).toBeGreaterThan(20_000)
      expect(rows.size).toBe(16)
    }
    const total = (rows: Map<string, number>) => [...rows.values()].reduce((sum, each) => sum + each, 0)
    expect(total(faulty!) / total(twin!)).toBeCloseTo(1, 1)
    expect(total(faulty!)).toBeLessThan(130_000)
  })

  it('never holds a file whole', () => {
    for (const { path, parts } of companyOf({ people: 4000 }))
      for (const part of parts()) expect(part.length, path).toBeLessThan(100_000)
  })

  it('says why of everything it declares, whatever is planted', () => {
    const plantings: Options[] = [{}, { healthy: true }, ...FAULTS.map(({ id }) => ({ faults: [id] }))]
    for (const options of plantings) {
      const place = join(folder, 'declared')
      writeDemo(
        place,
        companyOf({ people: 4000, ...options }).filter(({ path }) => !path.startsWith('data/')),
      )
      expect(mistakes(place), JSON.stringify(options)).toEqual([])
      const silent = readChecked(place).checked.sound.filter(({ why }) => !why)
      expect(silent.map(({ kind, name }) => `${kind} ${name}`)).toEqual([])
    }
  })

  it('says in truth.json what was planted, and names rules that there are', () => {
    const known = new Set(rules.map(({ id }) => id))
    expect(FAULTS.flatMap(fault => fault.rules).filter(rule => !known.has(rule) && !NOT_YET.includes(rule))).toEqual([])
    expect(truthOf({ healthy: true }).faults).toEqual([])
    expect(truthOf({ faults: ['source-gone-quiet'] }).faults.map(({ id }) => id)).toEqual(['source-gone-quiet'])
    expect(truthOf().drivers.find(({ moves }) => moves === 'demo-requests')?.effect).toBe(0)
    expect(truthOf({ healthy: true }).drivers.find(({ moves }) => moves === 'demo-requests')?.effect).not.toBe(0)
  })

  it.each([-1, 1.5, Number.NaN, 2 ** 31])('cannot be made from the seed %s', seed => {
    expect(() => companyOf({ seed })).toThrow(/seed is a whole number/)
  })
})

describe.each([
  { name: 'the faulty company', healthy: false },
  { name: 'its healthy twin', healthy: true },
])('$name, checked', ({ healthy }) => {
  let check: Check
  const place = join(folder, healthy ? 'healthy' : 'faulty')

  beforeAll(async () => {
    writeDemo(place, companyOf({ healthy, people: PEOPLE }))
    const session = await openMemory(place, undefined)
    check = await runCheck(session)
    await session.close()
  }, 60_000)

  it('has a ledger that adds up, with no row rejected and every source heard of', () => {
    expect(check.sources.map(({ absent }) => absent).filter(Boolean)).toEqual([])
    for (const { source, files, events } of check.sources) {
      expect(events, source).toBeGreaterThan(0)
      for (const { rows, stored, duplicate, rejected, skipped } of files) {
        expect({ rejected, duplicate, skipped }, source).toEqual({ rejected: 0, duplicate: 0, skipped: 0 })
        expect(stored, source).toBe(rows)
      }
    }
  })

  if (healthy)
    it('raises nothing', () => {
      expect(check.findings.map(({ id }) => id).filter(id => !FALSE_ALARMS.includes(id))).toEqual([])
      expect(check.goals.filter(({ status }) => status !== 'on track').map(({ goal }) => goal)).toEqual([])
    })
  else
    it.each(FAULTS.flatMap(fault => fault.rules.map(rule => ({ fault: fault.id, rule, objects: fault.objects }))))(
      'shows $fault to $rule',
      ({ rule, objects }) => {
        const either = rule.split(' | ')
        const seen = check.findings.filter(each => either.includes(each.rule))
        expect(seen.flatMap(each => each.objects)).toEqual(
          expect.arrayContaining([expect.toSatisfy((object: string) => objects.includes(object))]),
        )
      },
    )
})

describe('a company with half of the faults', () => {
  const half = FAULTS.filter((_, index) => index % 2 === 0).map(({ id }) => id)

  it('shows none of the others', async () => {
    const place = join(folder, 'half')
    writeDemo(place, companyOf({ faults: half, people: PEOPLE }))
    const session = await openMemory(place, undefined)
    const { findings } = await runCheck(session)
    await session.close()
    const explained = new Set(FAULTS.filter(({ id }) => half.includes(id)).flatMap(({ objects }) => objects))
    const others = FAULTS.filter(({ id }) => !half.includes(id)).flatMap(({ id, rules: seen, objects }) =>
      findings
        .filter(each => seen.includes(each.rule) && objects.includes(each.objects[0] ?? ''))
        .filter(each => !each.objects.some(object => explained.has(object)))
        .map(each => `${id}: ${each.id}`),
    )
    expect(others).toEqual([])
  }, 60_000)
})

describe('plumbline demo', () => {
  it('writes over an earlier demo, and over nothing else', () => {
    const place = join(folder, 'written')
    const first = plumbline(['demo', '--out', place, '--seed', '3'])
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toMatch(/exports with 1\d\d,\d{3} rows, and \d+ faults to find/)
    expect(plumbline(['demo', '--out', place, '--healthy']).out).toMatch(/nothing wrong with it/)
    expect(JSON.parse(readFileSync(join(place, 'truth.json'), 'utf8'))).toMatchObject({ seed: 1, healthy: true })

    const full = mkdtempSync(join(folder, 'full-'))
    writeFileSync(join(full, 'README.md'), '# Something else\n')
    const refused = plumbline(['demo', '--out', full])
    expect(refused).toMatchObject({ code: 2, out: '' })
    expect(refused.err).toMatch(/holds something else, and nothing was written/)
    expect(readdirSync(full)).toEqual(['README.md'])
  })

  it.each(['x', '1.5', '99999999999'])('refuses the seed %s', seed => {
    const { code, err } = plumbline(['demo', '--out', join(folder, 'none'), `--seed=${seed}`])
    expect(code).toBe(2)
    expect(err).toMatch(/is no seed. Write a whole number from 0/)
  })
})

function fingerprints(files: Iterable<DemoFile>): Map<string, string> {
  return new Map(
    [...files].map(({ path, parts }) => {
      const hash = createHash('sha256')
      for (const part of parts()) hash.update(part)
      return [path, hash.digest('hex')]
    }),
  )
}

function rowsOf(files: Iterable<DemoFile>): Map<string, number> {
  const data = [...files].filter(({ path }) => path.startsWith('data/'))
  return new Map(data.map(({ path, parts }) => [path, [...parts()].join('').split('\n').length - 2]))
}

/** What is wrong with a company's files, as the terminal would list it. */
function mistakes(place: string): string[] {
  try {
    readChecked(place)
    return []
  } catch (error) {
    if (!(error instanceof ProductError)) throw error
    return (error.details.diagnostics as Diagnostic[]).map(({ file, line, message }) => `${file}:${line} ${message}`)
  }
}
