import { z } from 'zod'
import { Grain, Period } from '../../src/core/calendar.ts'
import { Change } from '../../src/core/diff.ts'
import { DurationText } from '../../src/core/duration.ts'
import { Filter } from '../../src/core/filter.ts'
import { Name } from '../../src/core/name.ts'
import { PlainDate } from '../../src/core/plain-date.ts'
import { Agreement, Objection, Revision } from '../../src/features/agreement/agreement.ts'
import { Round } from '../../src/features/check-in/round.ts'
import { StepReading } from '../../src/features/funnel/funnel.ts'
import { StoredCheckIn } from '../../src/features/goal/operations/check-ins.ts'
import { GoalReading } from '../../src/features/goal/reading.ts'
import { Receipt, Used } from '../../src/features/metric/operations.ts'
import { Line } from '../../src/features/scorecard/reading.ts'
import { Import, RejectedRow } from '../../src/features/source/ledger.ts'
import { Cell } from '../../src/features/source/source.ts'
import { EntryRule, Source } from '../../src/features/stage/stage.ts'

/** What of JSON Schema our schemas become. */
export type Shape = {
  named?: string
  type?: string | string[]
  properties?: Record<string, Shape>
  required?: string[]
  additionalProperties?: boolean | Shape
  propertyNames?: Shape
  items?: Shape
  prefixItems?: Shape[]
  anyOf?: Shape[]
  oneOf?: Shape[]
  enum?: unknown[]
  const?: unknown
  default?: unknown
  description?: string
  [key: string]: unknown
}

type NamedShape = { named: string; schema: z.ZodType }

/** Shapes that several fields have, so that the pages name them and say once what they are. */
const NAMED: readonly NamedShape[] = [
  { named: 'filter', schema: Filter },
  { named: 'entry rule', schema: EntryRule },
  { named: 'event or stage', schema: Source },
  { named: 'cell', schema: Cell },
  { named: 'length of time', schema: DurationText },
  { named: 'date', schema: PlainDate },
  { named: 'name', schema: Name },
  { named: 'grain', schema: Grain },
]

/** Shapes that several operations answer with. */
export const ANSWERS: readonly NamedShape[] = [
  { named: 'agreement', schema: Agreement },
  { named: 'revision', schema: Revision },
  { named: 'objection', schema: Objection },
  { named: 'change', schema: Change },
  { named: 'period', schema: Period },
  { named: 'used', schema: Used },
  { named: 'receipt', schema: Receipt },
  { named: 'funnel step', schema: StepReading },
  { named: 'goal reading', schema: GoalReading },
  { named: 'check-in', schema: StoredCheckIn },
  { named: 'round', schema: Round },
  { named: 'scorecard line', schema: Line },
  { named: 'import', schema: Import },
  { named: 'rejected row', schema: RejectedRow },
]

type Io = 'input' | 'output'

/** The shape of a schema as people write it, or as a program gets it, with named shapes in place of what they consist of. */
export function shapeOf(schema: z.ZodType, io: Io): Shape {
  return named(jsonOf(schema, io), io)
}

/** A named shape taken apart by one level. */
export function shapeNamed(name: string, io: Io): Shape {
  const found = [...NAMED, ...ANSWERS].find(each => each.named === name)
  if (!found) throw new Error(`No shape is called “${name}”. Add it to NAMED or ANSWERS.`)
  return within(jsonOf(found.schema, io), io)
}

function jsonOf(schema: z.ZodType, io: Io): Shape {
  const {
    $defs,
    $schema: _,
    ...json
  } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Shape & {
    $defs?: Record<string, Shape>
  }
  return resolved(json, $defs ?? {})
}

/** References replaced by the name of the recursive shape they lead to. */
function resolved(shape: Shape, defs: Record<string, Shape>): Shape {
  const { $ref, ...rest } = shape
  if (typeof $ref === 'string') {
    const target = defs[$ref.replace('#/$defs/', '')]
    const recursive = target ? recursiveName(target) : undefined
    if (recursive) return { ...rest, named: recursive }
    if (target) return resolved({ ...target, ...rest }, defs)
    return { ...rest, named: 'entry rule' }
  }
  return mapParts(rest, part => resolved(part, defs))
}

function recursiveName(target: Shape): string | undefined {
  if (target.properties?.and && target.properties.not) return 'filter'
  return target.anyOf?.some(branch => branch.properties?.all) ? 'entry rule' : undefined
}

function named(shape: Shape, io: Io): Shape {
  const found = names(io).get(bare(shape))
  return found ? { named: found, description: shape.description, default: shape.default } : within(shape, io)
}

const within = (shape: Shape, io: Io): Shape => mapParts(shape, part => named(part, io))

const known = new Map<Io, Map<string, string>>()

function names(io: Io): Map<string, string> {
  const all = io === 'output' ? [...NAMED, ...ANSWERS] : NAMED
  const found = known.get(io) ?? new Map(all.map(({ named, schema }) => [bare(jsonOf(schema, io)), named]))
  known.set(io, found)
  return found
}

/** A shape without what its use says about it. */
function bare({ description: _, default: __, ...shape }: Shape): string {
  return JSON.stringify(shape, (_, value) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([key]) => key !== 'x-kind')
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : value,
  )
}

function mapParts(shape: Shape, change: (part: Shape) => Shape): Shape {
  const result: Shape = { ...shape }
  for (const key of ['anyOf', 'oneOf'] as const) if (shape[key]) result[key] = shape[key].map(change)
  if (shape.items) result.items = change(shape.items)
  if (typeof shape.additionalProperties === 'object') result.additionalProperties = change(shape.additionalProperties)
  if (shape.properties)
    result.properties = Object.fromEntries(Object.entries(shape.properties).map(([key, part]) => [key, change(part)]))
  return result
}
