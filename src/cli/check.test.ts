import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { fail } from '../core/error.ts'
import type { AnyOperation } from '../features/operation.ts'
import { runCheck } from './check.ts'
import { openMemory } from './local.ts'
import { run } from './program.ts'
import { terminalOf } from './terminal.ts'

/** Runs a command line in this process, as the program does. */
async function plumbline(args: readonly string[]) {
  const said = { out: '', err: '' }
  const code = await run(args, {
    terminal: terminalOf({}),
    write(text) {
      said.out += text
    },
    note(text) {
      said.err += text
    },
    exitCode: 0,
  })
  return { code, ...said }
}

const COMPANY = `
kind: team
name: marketing
---
kind: team
name: sales
---
kind: metric
name: opens
owner: marketing
class: activity
unit: people
direction: up
measure: people
of: mail_opened
drives: [{ metric: arr, why: Whoever reads us buys sooner. }]
---
kind: metric
name: arr
owner: sales
class: outcome
unit: EUR
direction: up
measure: { sum: amount }
of: deal_won
drives: [{ metric: opens, why: A circle. }]
`

type Found = { id: string; rule: string; known: boolean; firstSeen: string | null; severity: string; points: number }
type Checked = {
  score: number
  teams: object[]
  matrix: object[]
  findings: Found[]
  counts: { error: number; warning: number; info: number }
  history: object[]
  baseline: { known: number; gone: { id: string }[] } | null
}

describe('findings at the terminal', () => {
  let folder: string
  const path = (...names: string[]) => join(folder, ...names)
  const check = (...args: string[]) => plumbline(['check', ...args])
  const checked = async (...args: string[]): Promise<Checked> =>
    JSON.parse((await check(...args, '--format', 'json')).out)
  const company = () => path('company')

  const write = (text: string, name = 'company') => {
    const file = path(name, 'company.yaml')
    cpSync('examples/tidewater/company.yaml', file, { recursive: true })
    writeFileSync(file, text)
  }

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-findings-'))
    write(COMPANY)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('take the score apart, and only the score of all findings is shown when some are asked for', async () => {
    const all = await checked(company())
    const tenths = all.findings.reduce((sum, { points }) => sum + Math.round(points * 10), Math.round(all.score * 10))
    expect(tenths).toBe(1000)
    expect(all).toMatchObject({ history: [], baseline: null, teams: [{}, {}], matrix: [{}] })
    const one = await checked(company(), '--rules', 'circular-drives')
    expect(one.findings.map(({ rule }) => rule)).toEqual(['circular-drives'])
    expect([one.score, one.counts.error + one.counts.warning + one.counts.info]).toEqual([all.score, 1])
    expect(
      (await checked(company(), '--severity', 'error')).findings.every(({ severity }) => severity === 'error'),
    ).toBe(true)
  })

  it('end with 1 at the severity that was asked for, whatever is shown', async () => {
    const codes: (number | null)[] = []
    for (const severity of ['error', 'warning', 'info', 'never'])
      codes.push((await check(company(), '--fail-on', severity, '--severity', 'error')).code)
    expect(codes).toEqual([0, 1, 1, 0])
    expect((await check(company(), '--fail-on', 'warning', '--rules', 'source-stale')).code).toBe(0)
  })

  it('say what was meant by a rule or a severity that is none', async () => {
    expect(await check(company(), '--rules', 'circular-drive')).toMatchObject({
      code: 2,
      err: expect.stringContaining('There is no rule “circular-drive”. Did you mean “circular-drives”?'),
    })
    expect((await check(company(), '--severity', 'grave')).code).toBe(2)
  })

  it('are known once a baseline holds them, and only what comes new ends with 1', async () => {
    const file = path('baseline.yaml')
    expect(await check(company(), '--fail-on', 'info', '--write-baseline', file)).toMatchObject({
      code: 0,
      err: expect.stringMatching(/^\d+ findings are in .*baseline\.yaml\. Check with/),
    })
    const text = readFileSync(file, 'utf8')
    const entries = parse(text).findings as Found[]
    expect(entries.map(({ id }) => id)).toEqual(entries.map(({ id }) => id).toSorted())
    expect(Object.keys(entries[0] as object)).toEqual(['id', 'rule', 'firstSeen', 'message'])
    expect(await check(company(), '--fail-on', 'info', '--baseline', file)).toMatchObject({ code: 0 })
    expect((await checked(company(), '--baseline', file)).findings.every(({ known }) => known)).toBe(true)

    write(COMPANY.replace('drives: [{ metric: opens, why: A circle. }]', 'counter: opens'), 'mended')
    const mended = await checked(path('mended'), '--baseline', file)
    expect(mended.baseline?.gone.map(({ id }) => id)).toContain('circular-drives:metric/arr,metric/opens')
    const { out } = await check(path('mended'), '--baseline', file)
    expect(out).toContain('In the baseline and gone:\n  ✓ ')
    expect(out).toMatch(/0 errors, \d+ warnings?, \d+ notes?, \d+ known\.\n$/)

    write(
      `${COMPANY}---\nkind: metric\nname: calls\nowner: sales\nclass: activity\nunit: calls\ndirection: up\nmeasure: count\nof: call\n`,
      'worse',
    )
    const worse = await checked(path('worse'), '--baseline', file)
    expect(worse.findings.filter(({ known }) => !known).map(({ id }) => id)).toContain(
      'metric-without-purpose:metric/calls',
    )
    expect((await check(path('worse'), '--baseline', file, '--fail-on', 'info')).code).toBe(1)
    const sarif = JSON.parse((await check(path('worse'), '--baseline', file, '--format', 'sarif')).out)
    const states = sarif.runs[0].results.map((each: { baselineState: string }) => each.baselineState)
    expect(new Set(states)).toEqual(new Set(['new', 'unchanged']))
  })

  it('are written anew without changing the day of what was there before', async () => {
    const file = path('again.yaml')
    await check(company(), '--write-baseline', file)
    const before = readFileSync(file, 'utf8')
    const [day] = /\d{4}-\d\d-\d\d/.exec(before) ?? []
    writeFileSync(file, before.replaceAll(day as string, '2025-01-01'))
    await check(company(), '--write-baseline', file)
    expect(readFileSync(file, 'utf8')).toBe(before.replaceAll(day as string, '2025-01-01'))
    expect((await checked(company(), '--baseline', file)).findings[0]?.firstSeen).toBe('2025-01-01')
  })

  it.each<[string, string | undefined, RegExp]>([
    ['is missing', undefined, /There is no baseline “.*wrong\.yaml”\. Write one with “--write-baseline/],
    ['is no YAML', 'findings: [', /is not a baseline, since it is no YAML/],
    ['holds something else', 'kind: team\nname: it\n', /is not a baseline/],
    [
      'lacks a day',
      'findings:\n  - { id: a, rule: b, message: c }\n',
      /is not a baseline \(at findings\.0\.firstSeen\)/,
    ],
  ])('say so when the baseline %s', async (_, text, says) => {
    const file = path('wrong.yaml')
    if (text === undefined) rmSync(file, { force: true })
    else writeFileSync(file, text)
    const { code, err, out } = await check(company(), '--baseline', file)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(says)
    if (text !== undefined) {
      expect((await check(company(), '--write-baseline', file)).code).toBe(2)
      expect(readFileSync(file, 'utf8')).toBe(text)
    }
  })

  it('never write a baseline over something else', async () => {
    const [held, other] = [path('held.yaml'), path('other.yaml')]
    await check(company(), '--write-baseline', held)
    writeFileSync(other, 'kind: team\nname: it\n')
    const { code } = await check(company(), '--baseline', held, '--write-baseline', other)
    expect([code, readFileSync(other, 'utf8')]).toEqual([2, 'kind: team\nname: it\n'])
  })

  it('are recorded in a data directory, and nowhere when a company’s files are read into memory', async () => {
    const data = path('data')
    expect((await checked(company(), '--data-dir', data)).history).toHaveLength(1)
    const again = await checked('--data-dir', data)
    expect(again.history).toHaveLength(1)
    expect(again.findings[0]?.firstSeen).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect((await checked('--data-dir', data, '--at', '2020-01-01')).history).toEqual([])
    const { out } = await plumbline(['finding', 'history', '--data-dir', data, '--format', 'csv'])
    expect(out.split('\n')[0]).toBe('day,alignment,errors,warnings,notes,lowest teams')
    expect(out.trim().split('\n')).toHaveLength(2)
    const before = await checked(company())
    expect(before.history).toEqual([])
    expect(existsSync(path('company', 'records.db'))).toBe(false)
  })

  it('are as grave as the company says', async () => {
    const rule = '---\nkind: rule\nname: circular-drives\nowner: sales\nseverity: error\nwhy: We fell for one.\n'
    write(COMPANY + rule, 'graver')
    expect((await check(path('graver'))).code).toBe(1)
    const { out } = await plumbline(['finding', 'rules', '--company', path('graver')])
    expect(out).toMatch(/circular-drives error instead of \w+\n(.|\n)*?Set by sales: We fell for one\.\n/)
    write(`${COMPANY}---\nkind: rule\nname: circular-drive\nowner: sales\nseverity: off\n`, 'mistaken')
    const { code, err } = await check(path('mistaken'))
    expect(code).toBe(2)
    expect(err).toContain('Did you mean “circular-drives”?')
  })

  it('are checked by whoever may not write them down, wherever that is', async () => {
    const session = await openMemory(company(), undefined)
    const asked: string[] = []
    const call = (operation: AnyOperation, input: unknown) => {
      asked.push(operation.operation)
      if (operation.operation === 'finding.record') fail('forbidden', 'Your role (viewer) does not allow this.')
      return session.call(operation, input)
    }
    const { findings } = await runCheck({ ...session, call }, { record: true })
    expect(findings.length).toBeGreaterThan(0)
    expect(asked.filter(each => each.startsWith('finding.'))).toEqual(['finding.record', 'finding.check'])
    const broken = (operation: AnyOperation, input: unknown) =>
      operation.operation === 'finding.record'
        ? fail('unavailable', 'The disk is full.')
        : session.call(operation, input)
    await expect(runCheck({ ...session, call: broken }, { record: true })).rejects.toThrow('The disk is full.')
    await session.close()
  })
})
