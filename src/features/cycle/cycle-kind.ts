import { Calendar } from '../../core/calendar.ts'
import { ProductError } from '../../core/error.ts'
import type { Problem } from '../../core/problem.ts'
import { type Among, agreementKind, ringsThrough } from '../kind.ts'
import { Cycle, calendarOf, refersTo, type Span, spanOf } from './cycle.ts'

export const cycleKind = agreementKind({
  kind: 'cycle',
  does: 'A stretch of time in which goals are worked on, and how often everybody says how it goes.',
  spec: Cycle,
  refers: refersTo,
  check: checkCycle,
})

function checkCycle(cycle: Cycle, among: Among): Problem[] {
  const calendar = calendarOf(among)
  const found = readSpan(cycle, calendar ?? Calendar.parse({}))
  if ('problem' in found) return [found.problem]
  if (found.span.end <= found.span.start)
    return [problem(['period', 'to'], 'empty_cycle', `This cycle has no day. Let “to” be after ${found.span.start}.`)]
  const parsed = (name: string) => (name === among.name ? cycle : Cycle.safeParse(among.find('cycle', name)?.spec).data)
  const rings = ringsThrough(among.name, name => [parsed(name)?.parent ?? []].flat())
  if (rings.length > 0)
    return rings.map(ring =>
      problem(['parent'], 'cyclic_parent', `This cycle lies in itself: ${ring.join(' → ')}. Let one stand alone.`),
    )
  const parent = cycle.parent === undefined ? undefined : parsed(cycle.parent)
  const around = parent && readSpan(parent, calendar ?? Calendar.parse({}))
  if (!around || !('span' in around) || (!calendar && [cycle, parent].some(isFiscal))) return []
  return found.span.start >= around.span.start && found.span.end <= around.span.end
    ? []
    : [
        problem(
          ['period'],
          'outside_parent',
          `${found.span.label} does not lie within “${cycle.parent}”, ${around.span.label}. Correct its days, or take another parent.`,
        ),
      ]
}

function readSpan({ period }: Cycle, calendar: Calendar): { span: Span } | { problem: Problem } {
  try {
    return { span: spanOf(period, calendar) }
  } catch (error) {
    if (!(error instanceof ProductError)) throw error
    return { problem: problem(['period'], 'unknown_cycle', error.message) }
  }
}

const isFiscal = ({ period }: Cycle) => typeof period === 'string' && period.startsWith('FY')

function problem(path: Problem['path'], code: string, message: string): Problem {
  return { path, code, message }
}
