import type { Command } from 'commander'
import manifest from '../../package.json' with { type: 'json' }
import { fail } from '../core/error.ts'
import { PlainDate } from '../core/plain-date.ts'
import { listAgreements } from '../features/agreement/operations/reading.ts'
import { findingsAsMarkdown } from '../features/finding/markdown.ts'
import { type Checked, checkFindings } from '../features/finding/operations.ts'
import { findingsAsSarif, type Place } from '../features/finding/sarif.ts'
import { funnelVerbs, type MeasuredFunnel, measureFunnel } from '../features/funnel/operations.ts'
import { measureGoal } from '../features/goal/operations.ts'
import type { GoalReading } from '../features/goal/reading.ts'
import type { AnyOperation } from '../features/operation.ts'
import { measureScorecard, type ScorecardReading } from '../features/scorecard/operations.ts'
import { listImports, measureFreshness } from '../features/source/operations/ledger.ts'
import { getWorkspace } from '../features/workspace/operations.ts'
import type { Workspace } from '../features/workspace/workspace.ts'
import { findingsForm } from './answers/finding.ts'
import type { Door } from './door.ts'
import { flagsOf } from './flags.ts'
import { print } from './format.ts'
import { ledgerOf } from './import.ts'
import { drawReport } from './report.ts'
import { openSession, type Session, whereOf } from './session.ts'
import type { CheckedFiles } from './workplace.ts'

/** Everything a check computes, as programs read it. */
export type Check = {
  company: Workspace
  /** How many agreements are in force, and how many wait for signatures. */
  agreements: { inForce: number; waiting: number }
  findings: Checked['findings']
  counts: Checked['counts']
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
  plumbline check my-company --format sarif > plumbline.sarif      for code review
  plumbline check my-company --format json | jq .findings

Exit codes: 0 no error-level finding stands, 1 one does, 2 the files are wrong, 3 something is not available.
`

/** `plumbline check`: read the agreements and the data, compute everything, say what is out of plumb. */
export function install(program: Command, door: Door): void {
  program
    .command('check')
    .argument('[company]', 'folder of the company’s files')
    .option('--at <date>', 'as it stood on this day; the end of what is known, when absent')
    .description('Read agreements and data, compute everything, say what is out of plumb.')
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string | undefined, { at }: { at?: string }, command: Command) => {
      const flags = flagsOf(command)
      if (at !== undefined && !PlainDate.safeParse(at).success)
        fail('invalid', `“--at” takes a day such as 2026-03-31, not “${at}”.`)
      const session = await openSession(whereOf({ ...flags, company: folder ?? flags.company }))
      try {
        const check = await runCheck(session, at)
        door.write(formatted(check, flags.format, session, door))
        door.exitCode = check.findings.some(each => each.severity === 'error' && !each.suppressed) ? 1 : 0
      } finally {
        await session.close()
      }
    })
}

/** Computes everything, wherever the session is. */
export async function runCheck(session: Session, at?: string): Promise<Check> {
  const call = <T>(operation: AnyOperation, input: unknown = {}) => session.call(operation, input) as Promise<T>
  const company = await call<Workspace>(getWorkspace)
  const agreements = await standingOf(call)
  const { findings, counts } = await call<Checked>(checkFindings, { at })
  const scorecard = await call<ScorecardReading>(measureScorecard, { to: at })
  const goals = await call<GoalReading[]>(measureGoal, { all: true, at })
  const funnels: MeasuredFunnel[] = []
  for (const name of await namesOf(funnelVerbs.list, call)) funnels.push(await call(measureFunnel, { name }))
  return { company, agreements, findings, counts, scorecard, goals, funnels, sources: await sourcesOf(session, call) }
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

function formatted(check: Check, format: string, { files }: Session, door: Door): string {
  if (format === 'json') return `${JSON.stringify(check, null, 2)}\n`
  if (format === 'csv') return print({ value: check, ...findingsForm(check) }, format, door.terminal)
  if (format === 'sarif')
    return `${JSON.stringify(findingsAsSarif(check.findings, { version: manifest.version, placeOf: placesIn(files) }), null, 2)}\n`
  if (format === 'markdown') return findingsAsMarkdown(check.findings)
  return drawReport(check, door.terminal)
}

/** Where in the files the objects of findings are declared, for programs that show findings beside the text. */
function placesIn(files: CheckedFiles | undefined): (object: string) => Place | undefined {
  const documents = new Map(files?.documents.map(each => [`${each.kind}/${each.name}`, each]))
  return object => {
    const document = documents.get(object)
    return document && { file: document.file, ...document.positionOf(['name']) }
  }
}
