import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openMemory } from '../src/cli/local.ts'
import { type Cell, drawTable } from '../src/cli/table.ts'
import { terminalOf } from '../src/cli/terminal.ts'
import { fail } from '../src/core/error.ts'
import { companyOf } from '../src/demo/demo.ts'
import { FAULTS, type Fault } from '../src/demo/faults.ts'
import { type Finding, isAtLeast } from '../src/features/finding/finding.ts'
import { type Checked, checkFindings } from '../src/features/finding/operations.ts'
import { rules } from '../src/features/finding/rules.ts'
import { type Bench, type Setting, stopwatch } from './figure.ts'
import { drawNoise, NOISES, type Noisy } from './noise.ts'
import { type Rate, rateOf, rateText } from './wilson.ts'

/** Seeds below are those that thresholds were chosen with, from here on those that they are judged by. */
const FIRST_JUDGING = 101
export const USUAL_SEEDS = '1-20,101-140'

const SETS = ['tuning', 'judging'] as const
type SetName = (typeof SETS)[number]

/** What the linter said of one generated company. */
type Run = { seed: number; set: SetName; healthy: boolean; findings: Finding[] }

type Rates<T> = Record<SetName, T>
type Detection = { fault: string; rule: string; known: boolean } & Rates<Rate>
/** Findings per company: those that stand in the twins without a fault, and those that no fault explains in the others. */
type Alarms = { rule: string; severity: string; examples: string[] } & Rates<{ healthy: number; unexplained: number }>

export type RulesReport = {
  people: number
  seeds: number[]
  detections: Detection[]
  alarms: Alarms[]
  /** Findings of warning or above per company without a fault, and how many companies have any. */
  healthy: Rates<{ perCompany: number; companies: Rate }>
  draws: number
  noise: Noisy[]
}

/** Three runs are the usual: 201 draws tell 3 % from 7 %. */
const DRAWS_PER_RUN = 67

export const rulesBench: Bench = {
  does: 'Judge the linter: how many planted faults it sees, and how often it cries wolf. Rows are people per company.',
  rows: 8000,
  async run(setting) {
    const { rows: people, seeds = USUAL_SEEDS, tell } = setting
    const chosen = seedsOf(seeds)
    const watch = stopwatch()
    const runs: Run[] = []
    for (const [index, seed] of chosen.entries())
      for (const healthy of [false, true]) {
        if (!healthy) setting.note(`rules: company ${index + 1} of ${chosen.length}, seed ${seed}`)
        const findings = await checked({ seed, people, healthy }, setting, watch)
        runs.push({ seed, set: seed < FIRST_JUDGING ? 'tuning' : 'judging', healthy, findings })
      }
    setting.note('rules: numbers drawn by chance')
    const draws = DRAWS_PER_RUN * setting.runs
    const noise = await watch.time('draw numbers by chance', () => drawNoise(draws))
    const report = { ...reportOf(runs, people, chosen), draws, noise }
    tell?.(drawn(report), report)
    return watch.figures()
  },
}

/** `1-20,101-140`. */
function seedsOf(text: string): number[] {
  return text.split(',').flatMap(part => {
    const [, first, last = first] = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(part) ?? []
    if (first === undefined || Number(last) < Number(first))
      return fail('invalid', `“--seeds ${text}” is no list of seeds. Write one such as 1-20,101-140.`)
    return Array.from({ length: Number(last) - Number(first) + 1 }, (_, i) => Number(first) + i)
  })
}

type Company = { seed: number; people: number; healthy: boolean }

/** What stands in a generated company, which is on disk only as long as it is read. */
async function checked(company: Company, { folder }: Setting, watch: ReturnType<typeof stopwatch>): Promise<Finding[]> {
  const place = join(folder, `company-${company.seed}`)
  await watch.time('generate a company', () => {
    for (const { path, parts } of companyOf(company)) {
      mkdirSync(dirname(join(place, path)), { recursive: true })
      writeFileSync(join(place, path), [...parts()].join(''))
    }
  })
  try {
    const session = await watch.time('open a company, import included', () => openMemory(place, undefined))
    try {
      const { findings } = (await watch.time('check a company', () => session.call(checkFindings, {}))) as Checked
      return findings.filter(({ suppressed }) => !suppressed)
    } finally {
      await session.close()
    }
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

function reportOf(runs: readonly Run[], people: number, seeds: number[]): Omit<RulesReport, 'draws' | 'noise'> {
  const ids = new Set(rules.map(({ id }) => id))
  const bySet = <T>(of: (runs: readonly Run[]) => T): Rates<T> => ({
    tuning: of(runs.filter(({ set }) => set === 'tuning')),
    judging: of(runs.filter(({ set }) => set === 'judging')),
  })
  const detections = FAULTS.flatMap(fault =>
    fault.rules.map(slot => {
      const either = slot.split('|').map(id => id.trim())
      const sees = (run: Run) => run.findings.some(each => either.includes(each.rule) && isAbout(each, fault))
      const rates = bySet(of => rateOf(faulty(of).filter(sees).length, faulty(of).length))
      return { fault: fault.id, rule: slot, known: either.some(id => ids.has(id)), ...rates }
    }),
  )
  const alarms = rules.map(({ id, severity }) => {
    const count = (of: readonly Run[], counts: (finding: Finding) => boolean) =>
      of.flatMap(({ findings }) => findings.filter(each => each.rule === id && counts(each))).length / of.length
    const rates = bySet(of => ({
      healthy: count(twins(of), () => true),
      unexplained: count(faulty(of), isUnexplained),
    }))
    const alarming = (run: Run) => run.findings.filter(each => each.rule === id && (run.healthy || isUnexplained(each)))
    const examples = runs.flatMap(alarming).map(({ message }) => message)
    return { rule: id, severity, examples: [...new Set(examples)].slice(0, 5), ...rates }
  })
  const grave = ({ findings }: Run) => findings.filter(({ severity }) => isAtLeast(severity, 'warning')).length
  const healthy = bySet(of => {
    const all = twins(of).map(grave)
    const perCompany = all.reduce((sum, each) => sum + each, 0) / all.length
    return { perCompany, companies: rateOf(all.filter(each => each > 0).length, all.length) }
  })
  return { people, seeds, detections, alarms, healthy }
}

const faulty = (runs: readonly Run[]) => runs.filter(({ healthy }) => !healthy)
const twins = (runs: readonly Run[]) => runs.filter(({ healthy }) => healthy)

/** Whether a finding is about a fault: what it names first, or a team it names, is what is wrong. */
function isAbout({ objects, teams }: Finding, fault: Fault): boolean {
  return fault.objects.some(each => each === objects[0] || teams.some(team => each === `team/${team}`))
}

/** Whether a fault could explain a finding: they have an object in common. */
function touches({ objects, teams }: Finding, fault: Fault): boolean {
  return fault.objects.some(each => objects.includes(each) || teams.some(team => each === `team/${team}`))
}

const isUnexplained = (finding: Finding): boolean => !FAULTS.some(fault => touches(finding, fault))

function drawn({ people, seeds, detections, alarms, healthy, draws, noise }: RulesReport): string {
  const terminal = terminalOf(process.stdout)
  const count = (set: SetName) => seeds.filter(seed => seed < FIRST_JUDGING === (set === 'tuning')).length
  const seen = detections.map(({ fault, rule, known, tuning, judging }): Cell[] => [
    fault,
    known ? rule : { text: `${rule} (no such rule)`, style: 'red' },
    rateText(tuning),
    rateText(judging),
  ])
  const cried = alarms.flatMap(({ rule, severity, tuning, judging }): Cell[][] => {
    const rates = [tuning.healthy, judging.healthy, tuning.unexplained, judging.unexplained]
    return rates.some(rate => rate > 0) ? [[rule, severity, ...rates.map(rounded)]] : []
  })
  const stands = SETS.filter(set => count(set) > 0).map(
    set =>
      `${set} seeds: ${rateText(overall(detections.map(each => each[set])))} of what was planted is seen. ` +
      `${rounded(healthy[set].perCompany)} findings of warning or above per company without a fault; ` +
      `${rateText(healthy[set].companies)} of them have any.`,
  )
  return [
    `Companies of ${people.toLocaleString('en')} people; the demo has 22,000, and smaller companies are harder to read.`,
    `Thresholds were chosen with ${count('tuning')} seeds and are judged by ${count('judging')} others; intervals are Wilson’s, 95 %.`,
    '',
    drawTable({ columns: ['planted fault', 'rule', 'seen, tuning', 'seen, judging'], rows: seen }, terminal),
    'Findings per company, where there are any: in companies without a fault, and in faulty ones where no fault explains them.',
    '',
    drawTable(
      { columns: ['rule', 'severity', 'healthy, tuning', 'judging', 'unexplained, tuning', 'judging'], rows: cried },
      terminal,
    ),
    '',
    ...stands,
    '',
    `How often a rule fires on weekly numbers drawn around a known course, ${draws} draws each, by how noisy a week is.`,
    '',
    drawTable(
      {
        columns: ['rule', 'drawn', 'should', ...NOISES.map(share => `noise ${percent(share)}`)],
        rows: noise.map(({ rule, world, wanted, shares }) => [
          rule,
          world,
          wanted ? 'fire' : 'be silent',
          ...shares.map(percent),
        ]),
      },
      terminal,
    ),
  ].join('\n')
}

const overall = (rates: readonly Rate[]): Rate =>
  rateOf(
    rates.reduce((sum, { hits }) => sum + hits, 0),
    rates.reduce((sum, { of }) => sum + of, 0),
  )

/** Nothing where there is no company. */
const rounded = (rate: number): number | undefined => (Number.isFinite(rate) ? Math.round(rate * 100) / 100 : undefined)

const percent = (share: number): string => `${Math.round(share * 1000) / 10} %`
