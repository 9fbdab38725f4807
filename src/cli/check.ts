import { type Command, Option } from 'commander'
import manifest from '../../package.json' with { type: 'json' }
import { fail, ProductError } from '../core/error.ts'
import { PlainDate } from '../core/plain-date.ts'
import { listAgreements } from '../features/agreement/operations/reading.ts'
import { type Baseline, type BaselineEntry, baselineOf } from '../features/finding/baseline.ts'
import { SEVERITIES } from '../features/finding/finding.ts'
import { findingsAsMarkdown } from '../features/finding/markdown.ts'
import { recordFindings } from '../features/finding/operations/history.ts'
import { type Checked, checkFindings, requireRule } from '../features/finding/operations.ts'
import { findingsAsSarif, type Place } from '../features/finding/sarif.ts'
import { funnelVerbs, type MeasuredFunnel, measureFunnel } from '../features/funnel/operations.ts'
import { measureGoal } from '../features/goal/operations.ts'
import type { GoalReading } from '../features/goal/reading.ts'
import type { AnyOperation } from '../features/operation.ts'
import { measureScorecard } from '../features/scorecard/operations.ts'
import type { ScorecardReading } from '../features/scorecard/reading.ts'
import { listImports, measureFreshness } from '../features/source/operations/ledger.ts'
import { getWorkspace } from '../features/workspace/operations.ts'
import type { Workspace } from '../features/workspace/workspace.ts'
import { findingsForm } from './answers/finding.ts'
import { findBaseline, readBaseline, writeBaseline } from './baseline.ts'
import type { Door } from './door.ts'
import { flagsOf } from './flags.ts'
import { print } from './format.ts'
import { against, type Chosen, fails, narrowed } from './gate.ts'
import { ledgerOf } from './import.ts'
import { drawReport } from './report.ts'
import { openSession, type Session, whereOf } from './session.ts'
import type { CheckedFiles } from './workplace.ts'

/** Everything a check computes, as programs read it. */
export type Check = {
  company: Workspace
  /** How many agreements are in force, and how many wait for signatures. */
  agreements: { inForce: number; waiting: number }
  score: Checked['score']
  teams: Checked['teams']
  matrix: Checked['matrix']
  findings: Checked['findings']
  counts: Checked['counts']
  history: Checked['history']
  /** How many findings the baseline holds, and which of it are gone; null without a baseline. */
  baseline: { known: number; gone: BaselineEntry[] } | null
  scorecard: ScorecardReading
  goals: GoalReading[]
  funnels: MeasuredFunnel[]
  sources: Source[]
}

export type Source = {
  source: string
  title: string
  owner: string
  events: number
  lastEvent: string | null
  staleSince: string | null
  /** Whether imports stored rows of it and not one is there any more. */
  lost: boolean
  /** Files read for this check alone, with the figures of their ledger. */
  files: ReturnType<typeof ledgerOf>[]
  /** Why there is no file. */
  absent: string | null
}

const EXAMPLES = `
Examples:
  plumbline check my-company --data exports
  plumbline check --data-dir /var/lib/plumbline
  plumbline check my-company --baseline baseline.yaml --fail-on warning
  plumbline check my-company --format sarif > plumbline.sarif      for code review
  plumbline check my-company --format json | jq .findings

On a data directory each check is recorded, so that later ones can say what is new and what got
worse.

Exit codes:
  0 no error stands that the baseline does not hold, 1 one does, 2 the files are wrong, 3 something is
  not available. “--fail-on” says what counts instead of errors.
`

type Options = Chosen & { at?: string; baseline?: string; writeBaseline?: string; all?: boolean }

/** `plumbline check`: read the agreements and the data, compute everything, say what is out of plumb. */
export function install(program: Command, door: Door): void {
  program
    .command('check')
    .argument('[company]', 'folder of the company’s files')
    .option('--at <date>', 'as it stood on this day; the end of what is known, when absent')
    .option('--rules <rules>', 'only what these rules find (several with commas)', rulesIn)
    .addOption(
      new Option('--severity <severity>', 'only findings as grave, or graver').choices(SEVERITIES).default('info'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 when a finding as grave stands')
        .choices([...SEVERITIES, 'never'])
        .default('error'),
    )
    .option('--baseline <file>', 'findings that were there before, and do not count for the exit code')
    .option('--write-baseline <file>', 'write what stands now into a baseline')
    .option('--all', 'every finding, not only the weightiest')
    .description('Read agreements and data, compute everything, say what is out of plumb.')
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string | undefined, options: Options, command: Command) => {
      const flags = flagsOf(command)
      const { at, rules = [], baseline, writeBaseline: target } = options
      if (at !== undefined && !PlainDate.safeParse(at).success)
        fail('invalid', `“--at” takes a day such as 2026-03-31, not “${at}”.`)
      for (const rule of rules) requireRule(rule)
      const held = baseline === undefined ? undefined : readBaseline(baseline)
      const replaced = target === undefined ? undefined : findBaseline(target)
      const where = whereOf({ ...flags, company: folder ?? flags.company })
      const session = await openSession(where)
      try {
        const whole = await runCheck(session, { at, record: where.place !== 'memory' })
        const written =
          target === undefined ? undefined : baselineOf(whole.findings, whole.scorecard.receipt.asOf, held ?? replaced)
        if (target !== undefined && written) keep(target, written, door)
        const check = against(whole, held, written)
        door.write(formatted(narrowed(check, options), flags.format, session, door, options))
        door.exitCode = fails(check, options) ? 1 : 0
      } finally {
        await session.close()
      }
    })
}

function rulesIn(text: string): string[] {
  const words = text.split(',').map(word => word.trim())
  const rules = words.filter(Boolean)
  if (rules.length === 0) fail('invalid', '“--rules” names no rule. “plumbline finding rules” lists them.')
  return rules
}

function keep(file: string, baseline: Baseline, door: Door): void {
  writeBaseline(file, baseline)
  const count = baseline.findings.length
  door.note(
    `${count} ${count === 1 ? 'finding is' : 'findings are'} in ${file}. Check with “--baseline ${file}” from now on.\n`,
  )
}

/** Computes everything, wherever the session is; `record` writes down what was found, where whoever asks may do that. */
export async function runCheck(
  session: Session,
  { at, record = false }: { at?: string; record?: boolean } = {},
): Promise<Check> {
  const call = <T>(operation: AnyOperation, input: unknown = {}) => session.call(operation, input) as Promise<T>
  const company = await call<Workspace>(getWorkspace)
  const agreements = await standingOf(call)
  const found = await findingsOf(call, at, record && agreements.inForce > 0)
  const { score, teams, matrix, findings, counts, history } = found
  const scorecard = await call<ScorecardReading>(measureScorecard, { to: at })
  const goals = await call<GoalReading[]>(measureGoal, { all: true, at })
  const funnels: MeasuredFunnel[] = []
  for (const name of await namesOf(funnelVerbs.list, call)) funnels.push(await call(measureFunnel, { name }))
  const sources = await sourcesOf(session, call)
  const alignment = { score, teams, matrix, findings, counts, history, baseline: null }
  return { company, agreements, ...alignment, scorecard, goals, funnels, sources }
}

/** Whoever may not write still checks. A day in the past is no run of today, and is not recorded. */
async function findingsOf(call: Call, at: string | undefined, record: boolean): Promise<Checked> {
  if (record && at === undefined) {
    try {
      return await call<Checked>(recordFindings)
    } catch (error) {
      if (!(error instanceof ProductError && ['forbidden', 'not_found'].includes(error.code))) throw error
    }
  }
  return call<Checked>(checkFindings, { at })
}

type Call = <T>(operation: AnyOperation, input?: unknown) => Promise<T>
type Listed = { items: { name: string; state: string; inForce: unknown; retiredAt: unknown }[]; next: string | null }

async function standingOf(call: Call): Promise<Check['agreements']> {
  const all = await everyOne(listAgreements, call)
  return { inForce: all.filter(isInForce).length, waiting: all.filter(each => each.state === 'proposed').length }
}

/** Names of all agreements of a kind that are in force. */
async function namesOf(list: AnyOperation, call: Call): Promise<string[]> {
  return (await everyOne(list, call)).filter(isInForce).map(each => each.name)
}

const isInForce = ({ inForce, retiredAt }: Listed['items'][number]) => inForce !== null && retiredAt === null

async function everyOne(list: AnyOperation, call: Call): Promise<Listed['items']> {
  const items: Listed['items'] = []
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Listed = await call(list, { limit: 500, ...(cursor === undefined ? {} : { cursor }) })
    items.push(...page.items)
    cursor = page.next
  }
  return items
}

type Fresh = Omit<Source, 'files' | 'absent' | 'lost'> & { lastImport: string | null }

async function sourcesOf({ imported }: Session, call: Call): Promise<Source[]> {
  const fresh = await call<Fresh[]>(measureFreshness)
  const suspect = fresh.filter(({ events, lastImport }) => events === 0 && lastImport !== null && !imported)
  const lost = new Set<string>()
  for (const { source } of suspect) {
    const { items } = await call<{ items: { stored: number }[] }>(listImports, { source, limit: 500 })
    if (items.some(each => each.stored > 0)) lost.add(source)
  }
  return fresh.map(({ source, title, owner, events, lastEvent, staleSince }) => ({
    source,
    title,
    owner,
    events,
    lastEvent,
    staleSince,
    lost: lost.has(source),
    files: imported?.imports.filter(each => each.source === source).map(ledgerOf) ?? [],
    absent: imported?.absent.find(each => each.source === source)?.message ?? null,
  }))
}

function formatted(check: Check, format: string, { files }: Session, door: Door, { all }: Options): string {
  if (format === 'json') return `${JSON.stringify(check, null, 2)}\n`
  if (format === 'csv') return print({ value: check, ...findingsForm(check) }, format, door.terminal)
  if (format === 'sarif')
    return `${JSON.stringify(findingsAsSarif(check, { version: manifest.version, placeOf: placesIn(files) }), null, 2)}\n`
  if (format === 'markdown') return findingsAsMarkdown(check)
  return drawReport(check, door.terminal, all ? Number.POSITIVE_INFINITY : undefined)
}

/** Where in the files the objects of findings are declared, for programs that show findings beside the text. */
function placesIn(files: CheckedFiles | undefined): (object: string) => Place | undefined {
  const documents = new Map(files?.documents.map(each => [`${each.kind}/${each.name}`, each]))
  return object => {
    const document = documents.get(object)
    return document && { file: document.file, ...document.positionOf(['name']) }
  }
}
