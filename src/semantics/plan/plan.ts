import { addDays, dayNumber, periodOf } from '../../core/calendar.ts'
import { failOn, must } from '../../core/error.ts'
import { canonicalJson } from '../../core/json.ts'
import { type Formula, parseFormula } from '../model/formula.ts'
import { isZeroOfNothing, type Measure } from '../model/measure.ts'
import type { Conversion, Cumulative, MetricModel } from '../model/metric.ts'
import { narrowed, type Relation } from '../model/relation.ts'
import { checkQuestion, type Question } from './question.ts'
import type { Aggregate, RowsStep, Step, Window } from './step.ts'

/** How a number is put together from the columns of steps. */
export type Node =
  | { kind: 'value'; step: number; column: string; zero: boolean }
  | { kind: 'quotient'; numerator: Node; denominator: Node }
  | { kind: 'formula'; formula: Formula; inputs: Readonly<Record<string, Node>> }

/** The statements that answer some questions, and how each answer is read from their rows. */
export type Plan = { steps: Step[]; answers: { question: Question; node: Node }[] }

/** The steps of one question; fails as `invalid` with every problem of it. */
export function plan(question: Question): Plan {
  return planAll([question])
}

/**
 * The steps of several questions. Numbers of the same relation, periods and dimensions share one statement, so a scorecard
 * reads each kind of event once.
 */
export function planAll(questions: readonly Question[]): Plan {
  const steps: Step[] = []
  const places = new Map<string, number>()
  const add = (step: Step): number => {
    const key = canonicalJson(JSON.parse(JSON.stringify({ ...step, aggregates: undefined })))
    const place = places.get(key) ?? steps.push(step) - 1
    places.set(key, place)
    return place
  }
  const answers = questions.map(question => {
    failOn(checkQuestion(question), 'This cannot be measured')
    return { question, node: nodeOf(question.metric, { question, steps, add }) }
  })
  return { steps, answers }
}

/** A question being planned, and the steps of all questions so far. */
type Planning = { question: Question; steps: readonly Step[]; add(step: Step): number }

function nodeOf(model: MetricModel, planning: Planning): Node {
  switch (model.kind) {
    case 'simple':
      return measureNode(model.measure, model.of, windowsOf(planning.question), planning)
    case 'cumulative':
      return measureNode(model.measure, model.of, cumulativeWindows(model.over, planning.question), planning)
    case 'ratio':
      return {
        kind: 'quotient',
        numerator: nodeOf(model.numerator, planning),
        denominator: nodeOf(model.denominator, planning),
      }
    case 'derived': {
      const inputs = Object.entries(model.inputs).map(([name, input]) => [name, nodeOf(input, planning)])
      const { formula } = parseFormula(model.formula)
      return { kind: 'formula', formula: must(formula, 'a checked formula parses'), inputs: Object.fromEntries(inputs) }
    }
    case 'conversion':
      return conversionNode(model, planning)
  }
}

function conversionNode(model: Conversion, { question, add }: Planning): Node {
  const step = add({
    kind: 'conversion',
    from: narrowed(model.from, question),
    to: model.to,
    ...(model.within ? { withinMs: model.within.ms } : {}),
    ...cellsOf(question, windowsOf(question)),
  })
  const converted: Node = { kind: 'value', step, column: 'm2', zero: true }
  if (model.answer === 'count') return converted
  return { kind: 'quotient', numerator: converted, denominator: { ...converted, column: 'm1' } }
}

function measureNode(measure: Measure, of: Relation, windows: Window[], { question, steps, add }: Planning): Node {
  const step = add({ kind: 'rows', of: narrowed(of, question), ...cellsOf(question, windows), aggregates: [] })
  const { aggregates } = steps[step] as RowsStep
  const value = (aggregate: Aggregate, zero: boolean): Node => {
    const text = JSON.stringify(aggregate)
    const known = aggregates.findIndex(each => JSON.stringify(each) === text)
    return { kind: 'value', step, column: `m${known < 0 ? aggregates.push(aggregate) : known + 1}`, zero }
  }
  if (!('average' in measure)) return value(measure, isZeroOfNothing(measure))
  return {
    kind: 'quotient',
    numerator: value({ sum: measure.average }, true),
    denominator: value({ values: measure.average }, true),
  }
}

function cellsOf(
  question: Question,
  windows: Window[],
): { windows: Window[]; by: NonNullable<Question['by']>; zone: string } {
  return { windows, by: question.by ?? [], zone: question.calendar.zone }
}

function windowsOf(question: Question): Window[] {
  return question.periods.map(period => ({ opens: dayNumber(period.start), closes: dayNumber(period.end) }))
}

function cumulativeWindows(over: Cumulative['over'], question: Question): Window[] {
  return question.periods.map(({ end }) => {
    const closes = dayNumber(end)
    if ('last' in over) return { opens: closes - over.last.ms / DAY, closes }
    if ('all' in over) return { opens: BEGINNING, closes }
    return { opens: dayNumber(periodOf(addDays(end, -1), over.toDate, question.calendar).start), closes }
  })
}

const DAY = 86_400_000
/** 1900-01-01, before which no fact can lie. */
const BEGINNING = -25_567
