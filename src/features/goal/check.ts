import { addDays, Calendar } from '../../core/calendar.ts'
import { ProductError } from '../../core/error.ts'
import type { Problem } from '../../core/problem.ts'
import { Cycle, calendarOf, isCycleName, type Span, spanOf } from '../cycle/cycle.ts'
import { type Among, ringsThrough } from '../kind.ts'
import { formOf, Goal, type KeyResult, LEVELS } from './goal.ts'

/** Everything that is wrong with a goal beyond the shape of its fields. */
export function checkGoal(goal: Goal, among: Among): Problem[] {
  const { span, problems } = readCycle(goal, among)
  return [
    ...problems,
    ...checkResults(goal),
    ...goal.results.flatMap((result, index) => checkResult(result, ['results', index], span, among)),
    ...checkContributors(goal),
    ...checkParent(goal, among),
  ]
}

/** The days of the cycle; absent where they depend on the company’s fiscal year and that is not declared beside it. */
function readCycle({ cycle: said }: Goal, among: Among): { span?: Span; problems: Problem[] } {
  const cycle = isCycleName(said) ? Cycle.safeParse(among.find('cycle', said)?.spec).data?.period : said
  if (cycle === undefined) return { problems: [] }
  if (typeof cycle !== 'string' && cycle.to <= cycle.from)
    return {
      problems: [problem(['cycle', 'to'], 'empty_cycle', `This cycle has no day. Let “to” be after ${cycle.from}.`)],
    }
  const calendar = calendarOf(among)
  try {
    const span = spanOf(cycle, calendar ?? Calendar.parse({}))
    const isFiscal = typeof cycle === 'string' && cycle.startsWith('FY')
    return { ...(isFiscal && !calendar ? {} : { span }), problems: [] }
  } catch (error) {
    if (!(error instanceof ProductError)) throw error
    return { problems: [problem(['cycle'], 'unknown_cycle', error.message)] }
  }
}

function checkResults({ results }: Goal): Problem[] {
  if (results.length === 0)
    return [
      problem(
        ['results'],
        'no_result',
        'This goal has no key result, so nobody can see whether it is reached. Add one with a metric, from and to.',
      ),
    ]
  return results.flatMap(({ name }, index) =>
    results.findIndex(each => each.name === name) < index
      ? [problem(['results', index, 'name'], 'same_name', `There are two key results “${name}”. Rename one.`)]
      : [],
  )
}

function checkResult(result: KeyResult, path: Problem['path'], span: Span | undefined, among: Among): Problem[] {
  const { from, to, by, metric } = result
  const problems: Problem[] = checkForm(result, path)
  if (from !== undefined && from === to)
    problems.push(
      problem([...path, 'to'], 'no_change', `This starts and ends at ${from}, so nothing has to happen. Change one.`),
    )
  if (span && by !== undefined && (by < span.start || by >= span.end))
    problems.push(
      problem(
        [...path, 'by'],
        'outside_cycle',
        `${by} lies outside the cycle, which runs from ${span.start} to ${addDays(span.end, -1)}. Move it inside.`,
      ),
    )
  const known = metric === undefined ? undefined : among.find('metric', metric)?.spec
  const direction = (known as { direction?: unknown } | undefined)?.direction
  if (from === undefined || to === undefined) return problems
  if ((direction === 'up' && to < from) || (direction === 'down' && to > from))
    problems.push(
      problem(
        [...path, 'to'],
        'against_direction',
        `“${metric}” is better when it goes ${direction}, and this takes it from ${from} to ${to}. Swap them, or take another metric.`,
      ),
    )
  return problems
}

/** A result says one thing: from where to where, a band, a milestone, or a baseline to establish. */
function checkForm(result: KeyResult, path: Problem['path']): Problem[] {
  const { from, to, keep, done, establish, metric, unit } = result
  const isChange = from !== undefined || to !== undefined
  const said = [
    isChange && '“from” and “to”',
    keep && '“keep”',
    done !== undefined && '“done”',
    establish && '“establish”',
  ]
  const forms = said.filter(each => typeof each === 'string')
  if (forms.length !== 1)
    return [
      problem(
        path,
        'not_one_form',
        forms.length === 0
          ? 'This says not what should come out. Write “from” and “to”, “keep” with a band, “done” for a milestone, or “establish: true”.'
          : `A key result has one form, and this has ${forms.join(' and ')}. Keep one.`,
      ),
    ]
  if (isChange && (from === undefined || to === undefined)) {
    const absent = from === undefined ? 'from' : 'to'
    const advice =
      from === undefined
        ? 'Where does the number stand now? Where nobody knows, write “establish: true” first.'
        : 'Where should it stand at the end?'
    return [problem([...path, absent], 'no_baseline', `This key result has no “${absent}”. ${advice}`)]
  }
  if (keep && keep[0] >= keep[1])
    return [problem([...path, 'keep'], 'empty_range', 'The band is empty. Write the lower number first.')]
  if (formOf(result) === 'milestone' && result.by === undefined)
    return [problem([...path, 'by'], 'no_day', 'A milestone needs a day. Add “by”.')]
  if (metric !== undefined && unit !== undefined)
    return [problem([...path, 'unit'], 'unit_of_metric', `The unit is that of “${metric}”. Remove it.`)]
  return []
}

function checkContributors({ contributors = [] }: Goal): Problem[] {
  return contributors.flatMap(({ team }, index) =>
    contributors.findIndex(each => each.team === team) < index
      ? [
          problem(
            ['contributors', index, 'team'],
            'same_team',
            `The team “${team}” contributes twice. Say in one entry what it contributes.`,
          ),
        ]
      : [],
  )
}

function checkParent(goal: Goal, among: Among): Problem[] {
  if (goal.parent === undefined) return []
  const parsed = (name: string) => (name === among.name ? goal : Goal.safeParse(among.find('goal', name)?.spec).data)
  const parentsOf = (name: string) => [parsed(name)?.parent ?? []].flat()
  const rings = ringsThrough(among.name, parentsOf)
  if (rings.length > 0)
    return rings.map(ring =>
      problem(
        ['parent'],
        'cyclic_parent',
        `This goal serves itself: ${ring.join(' → ')}. Let one of them stand alone.`,
      ),
    )
  const parent = parsed(goal.parent)
  if (!parent || LEVELS.indexOf(parent.level) <= LEVELS.indexOf(goal.level)) return []
  return [
    problem(
      ['parent'],
      'parent_below',
      `A ${goal.level} goal cannot serve “${goal.parent}”, which is a ${parent.level} goal. Turn the two around.`,
    ),
  ]
}

function problem(path: Problem['path'], code: string, message: string): Problem {
  return { path, code, message }
}
