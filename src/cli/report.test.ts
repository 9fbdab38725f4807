import { beforeAll, expect, it } from 'vitest'
import { type Check, runCheck } from './check.ts'
import { openMemory } from './local.ts'
import { drawReport } from './report.ts'
import { terminalOf, widthOf } from './terminal.ts'

const terminal = terminalOf({ isTTY: false }, {})
let check: Check

beforeAll(async () => {
  const session = await openMemory('examples/tidewater', undefined)
  check = await runCheck(session)
  await session.close()
})

it('fits a hundred columns', () => {
  const wide = drawReport(check, terminal)
    .split('\n')
    .filter(line => widthOf(line) > 100)
  expect(wide).toEqual([])
})

it.each([40, 60, 80])('fits a window of %i columns, with what a number says below it', width => {
  const drawn = drawReport(check, terminalOf({ isTTY: true, columns: width }, { NO_COLOR: '1' }))
  expect(drawn.split('\n').filter(line => widthOf(line) > width)).toEqual([])
  expect(drawn).toMatch(/│ {6}on track, ≥ 35 %, better\n/)
})

it('draws with plain signs where the terminal has no others', () => {
  const plain = drawReport(check, terminalOf({ isTTY: true }, { TERM: 'dumb' }))
  expect(plain.split('\n')[2]).toMatch(/ [_.\-~=+*#]{13} /)
})

it('reads from outcomes to findings, and ends with how many there are', () => {
  const report = drawReport(check, terminal)
  const places = [
    'Tidewater',
    'New MRR',
    'Full books',
    'From subscriber to customer',
    'E-mail tool',
    'unsigned-definition',
  ]
  const found = places.map(text => report.indexOf(text))
  expect(found).toEqual(found.toSorted((a, b) => a - b))
  expect(found[0]).toBeGreaterThan(-1)
  expect(report).toMatch(/1 error, \d+ warnings, \d+ notes\.\n$/)
})

it('displaces what hangs out of plumb by as much as weighs against it', () => {
  const lines = drawReport(check, terminal).split('\n')
  expect(lines.find(line => line.includes('E-mail open rate'))).toMatch(/^│ ◆ /)
  const named = new Set(check.findings.flatMap(({ objects }) => objects))
  const straight = check.scorecard.sections
    .flatMap(each => each.lines)
    .find(each => !named.has(`metric/${each.metric}`))
  expect(lines.find(line => straight && line.includes(straight.title))).toMatch(/^◆ /)
  const worse: Check = {
    ...check,
    findings: check.findings.map(each => ({ ...each, severity: 'error' })),
  }
  expect(
    drawReport(worse, terminal)
      .split('\n')
      .find(line => line.includes('E-mail open rate')),
  ).toMatch(/^│ {2}◆/)
})

it('does not say that everything hangs true where nothing is in force', () => {
  const empty: Check = {
    ...check,
    findings: [],
    goals: [],
    funnels: [],
    sources: [],
    scorecard: { ...check.scorecard, sections: [] },
    agreements: { inForce: 0, waiting: 0 },
  }
  expect(drawReport(empty, terminal)).toMatch(/\n\nNothing is declared here yet\. .*\n$/)
  expect(drawReport({ ...empty, agreements: { inForce: 0, waiting: 2 } }, terminal)).toMatch(
    /\n\nNothing is in force yet: 2 agreements wait for signatures\. .*\n$/,
  )
})

it('does not say that everything hangs true when only some findings were asked for', () => {
  const none = drawReport({ ...check, findings: [] }, terminal)
  expect(none).toContain(`Other findings leave ${check.score.toFixed(1)} of 100.\n`)
  expect(none).not.toContain('Everything hangs true')
})

it('shows the weightiest twelve, and how to see the others', () => {
  const [first] = check.findings
  const many = Array.from({ length: 14 }, (_, i) => ({
    ...(first as NonNullable<typeof first>),
    message: `Number ${i}.`,
  }))
  const drawn = drawReport({ ...check, findings: many }, terminal)
  expect(drawn).toContain('Number 11.')
  expect(drawn).not.toContain('Number 12.')
  expect(drawn).toContain('\n2 more findings: add “--all” to see them.\n')
  expect(drawReport({ ...check, findings: many }, terminal, 14)).toContain('Number 13.')
})

it('says the alignment, what takes most, and which teams are apart', () => {
  const drawn = drawReport({ ...check, history: [{ day: '2026-09-01', score: 99.5 }] }, terminal)
  const less = (99.5 - check.score).toFixed(1)
  expect(drawn).toContain(`\nAlignment ${check.score.toFixed(1)} of 100, ${less} less than on 2026-09-01.\n`)
  const heaviest = Math.max(...check.findings.map(({ points }) => points))
  expect(drawn).toMatch(new RegExp(`\\ntakes +rule .*\\n +${heaviest.toFixed(1)}  `))
  const apart = check.matrix.find(({ says }) => says === 'apart')
  expect(drawn).toContain(`\n${apart?.teams.join(' and ')}  `)
})

it('counts what a baseline holds, and lists what is gone from it', () => {
  const known = { ...check, findings: check.findings.map(each => ({ ...each, known: true })) }
  const gone = [{ id: 'x', rule: 'value-missing', firstSeen: '2026-01-01', message: 'There was something.' }]
  const drawn = drawReport({ ...known, baseline: { known: known.findings.length, gone } }, terminal)
  expect(drawn).toContain('\nIn the baseline and gone:\n  ✓ There was something.\n')
  expect(drawn).toMatch(/\n0 errors, 0 warnings, 0 notes, \d+ known\.\n$/)
})

it('leaves out what is suppressed, and says so', () => {
  const suppressed = { by: 'x', reason: 'known', until: '2099-01-01', points: 1 }
  const silent: Check = { ...check, score: 100, findings: check.findings.map(each => ({ ...each, suppressed })) }
  expect(drawReport(silent, terminal)).toMatch(/Everything hangs true\.\n$/)
  const [first, ...others] = check.findings
  const one = { ...check, findings: [{ ...(first as NonNullable<typeof first>), suppressed }, ...others] }
  expect(drawReport(one, terminal)).toMatch(/0 errors, \d+ warnings, \d+ notes, 1 suppressed\.\n$/)
})
