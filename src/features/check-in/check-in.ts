import { nearest, type Problem } from '../../core/problem.ts'
import type { Span } from '../cycle/cycle.ts'
import { formOf, type Goal, type KeyResult } from '../goal/goal.ts'

/** What somebody says of a goal: how far it is where no metric tells, how sure they are, and what is in the way. */

/** What is said in one check-in, before anything of it is stored. */
export type Spoken = {
  result?: string | undefined
  value?: number | undefined
  source?: string | undefined
  confidence?: number | undefined
  health?: string | undefined
  note?: string | undefined
  blockers?: string | undefined
}

/** Everything that is wrong with what somebody wants to say of a goal on a day. */
export function checkSpoken(
  spoken: Spoken,
  name: string,
  goal: Goal,
  cycle: Span,
  day: string,
  reach: Reach,
): Problem[] {
  const result = goal.results.find(each => each.name === spoken.result)
  return [
    ...(spoken.result !== undefined && !result ? [unknownResult(spoken.result, name, goal)] : []),
    ...checkNothing(spoken),
    ...checkValue(spoken, result),
    ...checkDay(cycle, day, reach),
  ]
}

/** The first and the last day on which something may be said of a cycle. */
export type Reach = { from: string; to: string }

function unknownResult(said: string, goal: string, { results }: Goal): Problem {
  const names = results.map(each => each.name)
  const meant = nearest(said, names) ?? names.find(each => each.toLowerCase().includes(said.toLowerCase()))
  const there = names.length === 0 ? 'It has none yet.' : `There are ${names.map(each => `“${each}”`).join(', ')}.`
  const message = `“${goal}” has no key result “${said}”. ${meant ? `Did you mean “${meant}”?` : there}`
  return { path: ['result'], code: 'unknown_result', message, ...(meant ? { repair: meant } : {}) }
}

function checkNothing({ value, confidence, health, note, blockers }: Spoken): Problem[] {
  const isSaid = [value, confidence, health, note, blockers].some(each => each !== undefined)
  const message = 'This says nothing yet. Give a confidence, a health, a value, a note or what is in the way.'
  return isSaid ? [] : [problem([], 'nothing_said', message)]
}

function checkValue({ value, source, result: said }: Spoken, result: KeyResult | undefined): Problem[] {
  if (value === undefined) return []
  if (said === undefined)
    return [problem(['result'], 'whose_value', 'A value is that of one key result. Add “result” with its name.')]
  if (!result) return []
  const form = formOf(result)
  if (result.metric !== undefined && (form === 'change' || form === 'band'))
    return [
      problem(
        ['value'],
        'value_of_metric',
        `The number of “${result.name}” comes from the metric “${result.metric}”. Leave the value out; say how sure you are.`,
      ),
    ]
  return [
    ...(form === 'milestone' && (value < 0 || value > 1)
      ? [problem(['value'], 'not_a_share', 'A milestone is 1 when it is done, 0 when it is not, or between the two.')]
      : []),
    ...(source === undefined
      ? [problem(['source'], 'no_source', 'Say where the number comes from, so that others can look. Add “source”.')]
      : []),
  ]
}

function checkDay(cycle: Span, day: string, { from, to }: Reach): Problem[] {
  if (day >= from && day < to) return []
  const when = day < from ? 'begins only' : 'began'
  const message = `The cycle of this goal, ${cycle.label}, ${when} on ${cycle.start}${day < from ? '' : ' and is long over'}. Check in on a goal of this time.`
  return [problem([], 'outside_cycle', message)]
}

function problem(path: Problem['path'], code: string, message: string): Problem {
  return { path, code, message }
}

/** Source of what people say in Plumbline itself; it is nobody’s feed. */
export const HERE = 'plumbline'
