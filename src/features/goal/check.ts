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
    ...checkContributors(goal, among),
    ...checkDependencies(goal, span, among),
    ...checkParent(goal, span, among),
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

function checkContributors({ contributors = [] }: Goal, { owner }: Among): Problem[] {
  return contributors.flatMap(({ team }, index) => {
    const path = ['contributors', index, 'team']
    if (team === owner)
      return [
        problem(
          path,
          'own_team',
          `“${team}” owns this goal. Contributors are other teams: remove it, or name another.`,
        ),
      ]
    return contributors.findIndex(each => each.team === team) < index
      ? [problem(path, 'same_team', `The team “${team}” contributes twice. Say in one entry what it contributes.`)]
      : []
  })
}

function checkDependencies({ dependencies = [] }: Goal, span: Span | undefined, { owner, name }: Among): Problem[] {
  return dependencies.flatMap(({ on, by, goal, risk }, index) => {
    const path = ['dependencies', index]
    const problems: Problem[] = []
    if (on === owner)
      problems.push(
        problem(
          [...path, 'on'],
          'own_team',
          `“${on}” owns this goal, and needs nothing of itself. Name the team that provides it, or remove this.`,
        ),
      )
    if (goal === name)
      problems.push(problem([...path, 'goal'], 'own_goal', 'This goal cannot wait for itself. Name the provider’s.'))
    if (risk?.owner === on && on !== owner)
      problems.push(
        problem(
          [...path, 'risk', 'owner'],
          'own_risk',
          `“${on}” is to provide it, so the risk that it does not come is another team’s. Name that one.`,
        ),
      )
    if (span && by !== undefined && by >= span.end)
      problems.push(
        problem(
          [...path, 'by'],
          'outside_cycle',
          `${by} is too late: the cycle ends on ${addDays(span.end, -1)}. Move it before.`,
        ),
      )
    return problems
  })
}

function checkParent(goal: Goal, span: Span | undefined, among: Among): Problem[] {
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
  return parent ? [...checkLevel(goal, parent), ...checkTimes(goal.parent, span, readCycle(parent, among).span)] : []
}

function checkLevel({ level, parent: name }: Goal, parent: Goal): Problem[] {
  if (LEVELS.indexOf(parent.level) <= LEVELS.indexOf(level)) return []
  const message = `A ${level} goal cannot serve “${name}”, which is a ${parent.level} goal. Turn the two around.`
  return [problem(['parent'], 'parent_below', message)]
}

/** A goal serves one that is worked on at the same time, at least for some days. */
function checkTimes(name: string, own: Span | undefined, parent: Span | undefined): Problem[] {
  if (!own || !parent || (own.start < parent.end && parent.start < own.end)) return []
  const message = `“${name}” is worked on in ${parent.label}, and this in ${own.label}: the two never meet. Take another parent, or another cycle.`
  return [problem(['parent'], 'another_time', message)]
}

function problem(path: Problem['path'], code: string, message: string): Problem {
  return { path, code, message }
}
