import { stringify } from 'yaml'
import { type Agreement, missingSignatures } from '../features/agreement/agreement.ts'
import type { FunnelReading } from '../features/funnel/funnel.ts'
import type { MeasuredFunnel } from '../features/funnel/operations.ts'
import { kinds } from '../features/index.ts'
import type { Measurement } from '../features/metric/operations.ts'
import type { Table } from './table.ts'

type AsTable = (answer: never) => Table

/** How the answers that are more than a list look as a table, by the operation’s name. */
export const answerTables: Readonly<Record<string, AsTable>> = {
  'metric.measure': metricTable,
  'metric.preview': previewTable,
  'funnel.measure': funnelTable,
  'agreement.list': agreementsTable,
  ...Object.fromEntries([...kinds.keys()].map(kind => [`${kind}.list`, agreementsTable] as const)),
  ...Object.fromEntries(
    [...kinds.keys()].flatMap(kind =>
      ['get', 'propose', 'submit', 'sign', 'object', 'settle', 'retire'].map(
        verb => [`${kind}.${verb}`, agreementTable] as const,
      ),
    ),
  ),
}

/** `period,value`, with a column for each dimension the number is split by. */
export function metricTable({ by, cells }: Measurement): Table {
  const segments = by.length === 1 ? ['segment'] : by
  return {
    columns: ['period', ...segments, 'value'],
    rows: cells.map(cell => [cell.period.label, ...cell.segment.map(nameOf), cell.value]),
  }
}

type Preview = { by: string[]; cells: { period: { label: string }; segment: (string | null)[] }[] }

function previewTable({ by, cells }: Preview): Table {
  return {
    columns: ['period', ...by, 'before', 'after', 'change'],
    rows: cells.map(cell => {
      const { before, after, change } = cell as unknown as Record<'before' | 'after' | 'change', number | null>
      return [cell.period.label, ...cell.segment.map(nameOf), before, after, change]
    }),
  }
}

/** `segment,<step>,<step>,…`: people counted, one row a segment; with cohorts, the period they entered in follows. */
export function funnelTable({ by, steps, rows, total }: MeasuredFunnel): Table {
  const cohorts = rows.some(row => row.period !== null)
  const columns = [by.length > 1 ? by : ['segment'], cohorts ? ['cohort'] : [], steps].flat()
  const line = ({
    segment,
    period,
    steps: read,
  }: Omit<FunnelReading, 'period'> & { period: { label: string } | null }) => [
    ...(by.length > 0 ? segment.map(nameOf) : ['all']),
    ...(cohorts ? [period?.label ?? ''] : []),
    ...read.map(step => step.people),
  ]
  if (by.length === 0 && !cohorts) return { columns, rows: [['all', ...total.map(step => step.people)]] }
  return { columns, rows: rows.map(line) }
}

const nameOf = (segment: string | null): string => segment ?? ''

/** Agreements as people look them up: what they are called, whose they are, how they stand, whom they wait for. */
function agreementsTable({ items }: { items: Agreement[] }): Table {
  const several = new Set(items.map(each => each.kind)).size > 1
  return {
    columns: [...(several ? ['kind'] : []), 'name', 'title', 'owner', 'state', 'revision', 'waits for'],
    rows: items.map(each => [
      ...(several ? [each.kind] : []),
      each.name,
      each.head.title,
      each.head.owner,
      each.state,
      each.head.number,
      waitsFor(each),
    ]),
  }
}

/** One agreement: how it stands, who has signed its newest revision and who has not, then what it says. */
function agreementTable(agreement: Agreement): Table {
  const { kind, name, state, head, inForce, objections, drift } = agreement
  const open = objections.filter(each => each.settledAt === null)
  const rows: [string, string | number | null][] = [
    [kind, name],
    ['title', head.title],
    ['owner', head.owner],
    ['state', state],
    ['in force', inForce ? `revision ${inForce.number}, since ${inForce.inForceAt}` : null],
    ['newest', `revision ${head.number}${head.proposed ? '' : ' (draft)'}, by ${head.author}, ${head.at}`],
    ['signed by', head.signatures.map(({ team, person }) => `${team} (${person})`).join(', ') || null],
    ['waits for', waitsFor(agreement) || null],
    ...open.map(({ team, reason, id }): [string, string] => ['objection', `${team}: ${reason} (${id})`]),
    ...(drift.length > 0
      ? [['drifted from', drift.map(to => `${to.kind}/${to.name}`).join(', ')] as [string, string]]
      : []),
    ['why', head.why || null],
    ...Object.entries(head.spec as object).map(([field, value]): [string, string] => [field, flat(value)]),
  ]
  return { columns: ['field', 'value'], rows }
}

function waitsFor({ state, head }: Agreement): string {
  if (state !== 'proposed' && state !== 'contested') return ''
  const missing = missingSignatures(head)
  if (missing.length > 0) return missing.join(', ')
  return head.signatures.some(each => each.person !== head.author) ? '' : 'somebody besides its author'
}

const flat = (value: unknown): string =>
  typeof value === 'string' ? value : stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim()
