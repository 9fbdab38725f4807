import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GoalReading } from '../src/features/goal/reading.ts'
import { plumbline } from './terminal.ts'

const COMPANY = `
kind: company
name: acme
zone: Europe/Berlin
---
{ kind: team, name: sales }
---
kind: source
name: deals
owner: sales
file: deals.csv
zone: Europe/Berlin
key: Id
events: [{ name: deal_won, at: Won }]
---
kind: source
name: check-ins
owner: sales
file: check-ins.csv
zone: Europe/Berlin
key: Id
types: { Sure: number }
events:
  - name: check_in
    at: When
    props: { goal: Goal, result: Result, confidence: Sure, health: Health, by: Who }
---
{ kind: metric, name: deals, owner: sales, class: outcome, unit: deals, direction: up, measure: count, of: deal_won }
---
kind: goal
name: grow
owner: sales
level: team
cycle: 2026-Q1
results: [{ name: Thirty deals, metric: deals, from: 0, to: 30 }]
---
kind: goal
name: alone
owner: sales
level: person
cycle: 2026-Q1
results: [{ name: Speak at a conference, done: The talk is on the programme, by: 2026-03-01 }]
`

const CHECK_INS = `Id,When,Goal,Result,Sure,Health,Who
1,2026-02-02 10:00,grow,,0.9,On Track,Vera
2,2026-02-12 10:00,grow,Thirty deals,0.35,At risk,Vera
3,2026-02-12 11:00,gone,,1,On Track,Vera
`

describe('check-ins from a spreadsheet beside the facts', () => {
  let folder: string
  const json = (...args: string[]): unknown => {
    const { code, out, err } = plumbline([...args, '--company', folder, '--data', folder, '--format', 'json'])
    expect(err).toBe('')
    expect(code).toBe(0)
    return JSON.parse(out)
  }

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-check-ins-'))
    const days = Array.from({ length: 45 }, (_, i) => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10))
    writeFileSync(join(folder, 'company.yaml'), COMPANY)
    writeFileSync(join(folder, 'deals.csv'), `Id,Won\n${days.map((day, i) => `${i},${day}`).join('\n')}\n`)
    writeFileSync(join(folder, 'check-ins.csv'), CHECK_INS)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('are read beside the numbers: progress of the metric, confidence of the people', () => {
    const reading = json('goal', 'measure', 'grow') as GoalReading
    expect(reading).toMatchObject({
      goal: 'grow',
      progress: 1,
      confidence: 0.35,
      score: null,
      status: 'on track',
      pace: 2,
      health: 'at risk',
      checkIn: { by: 'Vera', due: '2026-02-16T08:00:00.000Z', overdueDays: 0 },
      results: [{ name: 'Thirty deals', current: 45, progress: 1.5, confidence: 0.35 }],
    })
  })

  it('are as they were on a day, when that is asked, and all goals come as a list', () => {
    const all = json('goal', 'measure', '--all', '--at', '2026-02-12') as GoalReading[]
    expect(
      all.map(({ goal, confidence, status, checkIn }) => ({ goal, confidence, status, late: checkIn.overdueDays })),
    ).toEqual([
      { goal: 'alone', confidence: null, status: 'pending', late: 38 },
      { goal: 'grow', confidence: 0.9, status: 'pending', late: 3 },
    ])
  })

  it('are listed, newest first, those of goals that are gone as well', () => {
    const { items } = json('check-in', 'list') as { items: { goal: string; from: string }[] }
    expect(items.map(each => `${each.goal} ${each.from}`)).toEqual([
      'gone check-ins',
      'grow check-ins',
      'grow check-ins',
    ])
  })

  it('can only be written where they are kept', () => {
    const args = ['check-in', 'create', '--goal', 'grow', '--confidence', '0.5', '--company', folder]
    expect(plumbline(args)).toMatchObject({ code: 2, err: expect.stringContaining('Nothing would be kept') })
  })
})
