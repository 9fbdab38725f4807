import type { PlainDate } from '../../../core/calendar.ts'
import type { KeyResult } from '../goal.ts'
import type { ResultItem } from './item.ts'
import type { Known, Settings } from './known.ts'
import type { Row } from './row.ts'

type Said = Partial<KeyResult>

/** The fields that make the form of a key result; what a table says of one replaces them all. */
const FORM = ['from', 'to', 'keep', 'done', 'establish'] as const

/**
 * A key result as its row says it. What the table has no column for, or leaves empty, stays as it was; a result that says no
 * number at all is a milestone. Percent of a metric are shares, as its readings are. `isGoal` says that the row is that of a goal, whose weight is another.
 */
export function resultOf(
  { row, title, isGoal = false }: Pick<ResultItem, 'row' | 'title'> & { isGoal?: boolean },
  before: KeyResult | undefined,
  lastDay: PlainDate | undefined,
  known: Known,
  settings: Settings,
): Said {
  const { own, percent } = settings.layout
  noteCurrent(row)
  const [from, to] = percent ? [] : [row.measured('from'), row.measured('to')]
  const metric = own ? undefined : (metricOf(row, known) ?? before?.metric)
  const parts = metric !== undefined && (from?.unit === '%' || to?.unit === '%') ? 100 : 1
  const said: Said = compact({
    from: from && from.number / parts,
    to: to && to.number / parts,
    keep: row.several('keep') as KeyResult['keep'],
    done: row.text('done'),
    establish: row.isTrue('establish') ? (true as const) : undefined,
  })
  if (own) return { ...ownFields(row, before), ...said, name: title }
  const unit = row.text('unit') ?? to?.unit ?? from?.unit ?? before?.unit ?? (percent && !before ? '%' : undefined)
  const weight = (isGoal ? undefined : row.measured('weight')?.number) ?? before?.weight
  const end = row.date('by') ?? row.date('endDate') ?? before?.by
  const form = formOf(said, before, percent === true, title)
  const by = form.done === undefined && end === lastDay ? undefined : (end ?? (form.done ? lastDay : undefined))
  return compact({
    name: title,
    metric,
    ...form,
    unit: metric === undefined && form.done === undefined ? unit : undefined,
    by,
    kind: before?.kind ?? 'committed',
    weight,
  })
}

function formOf(said: Said, before: KeyResult | undefined, percent: boolean, title: string): Said {
  if (Object.keys(said).length > 0) return said
  if (before)
    return Object.fromEntries(FORM.map(field => [field, before[field]]).filter(([, value]) => value !== undefined))
  return percent ? { from: 0, to: 100 } : { done: title }
}

/** In our own layout every column has the last word. */
function ownFields(row: Row, before: KeyResult | undefined): Said {
  const pick = <K extends keyof KeyResult>(field: K, read: () => KeyResult[K] | undefined) =>
    row.has(field as 'unit') ? read() : before?.[field]
  return compact({
    metric: pick('metric', () => row.text('metric')),
    unit: pick('unit', () => row.text('unit')),
    by: pick('by', () => row.date('by')),
    kind: pick('kind', () => (row.text('kind') ?? 'committed') as KeyResult['kind']) ?? 'committed',
    weight: pick('weight', () => row.measured('weight')?.number),
  })
}

function metricOf(row: Row, { metrics }: Known): string | undefined {
  const word = row.text('metric')
  if (word === undefined) return undefined
  const metric = metrics.get(word.toLowerCase())
  if (metric === undefined)
    row.note('metric', `There is no metric “${word}”, so the value is given by hand at check-ins.`)
  return metric
}

function noteCurrent(row: Row): void {
  for (const field of ['current', 'progress'] as const)
    if ((row.text(field) ?? '0') !== '0')
      row.note(field, 'Where it stands now is not kept. Say it at the next check-in.')
}

export const compact = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T
