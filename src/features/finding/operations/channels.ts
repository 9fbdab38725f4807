import { addDays, type PlainDate } from '../../../core/calendar.ts'
import type { Standing } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import type { Metric } from '../../metric/metric.ts'
import { measureEach, type Spoken } from '../../metric/operations.ts'
import { daysBetween } from '../days.ts'
import type { ChannelEnds } from '../survey.ts'

/** How long people are given to get from the first stage to the last before they are counted. */
const TIME_TO_ARRIVE = 90
const LONGEST = 365

/**
 * Through which channel people entered the first stage, and how many of them got to the last. Whoever began less than a quarter ago
 * is left out, since nobody could have arrived yet.
 */
export async function countChannelEnds(
  ctx: Context,
  language: Spoken,
  { begins, day }: { begins: PlainDate; day: PlainDate },
): Promise<ChannelEnds | undefined> {
  const stages = [...language.stages.values()].sort((a, b) => a.spec.order - b.spec.order)
  const [first, last] = [stages[0], stages.at(-1)]
  const to = addDays(day, -TIME_TO_ARRIVE)
  const earliest = addDays(to, -LONGEST)
  const from = begins > earliest ? begins : earliest
  if (!language.channels || !first || !last || first === last || daysBetween(from, to) < 1) return undefined
  const [begin, end] = [{ stage: first.name }, { stage: last.name }]
  const words = withMetrics(language, {
    began: { ...PLAIN, measure: 'people', of: begin },
    arrived: { ...PLAIN, conversion: { from: begin, to: end, answer: 'count' } },
  })
  const periods = [{ grain: 'day' as const, label: from, start: from, end: to }]
  const names = Object.keys(words.added)
  const answers = await measureEach(
    ctx,
    names.map(name => ({ name, periods, by: ['channel'] })),
    words.language,
  )
  const counted = answers.map(
    answer =>
      new Map(('cells' in answer ? answer.cells : []).map(({ segment, value }) => [segment[0] ?? '', value ?? 0])),
  )
  const [began, arrived] = counted
  const channels = [...(began ?? [])].map(([channel, people]) => ({
    channel: channel === '' ? 'no channel' : channel,
    began: people,
    arrived: arrived?.get(channel) ?? 0,
  }))
  return { first: first.name, last: last.name, from, to, channels }
}

const PLAIN = { class: 'output', unit: 'people', direction: 'up' } as const

/** The language with metrics that nobody declared, under names that nobody can declare. */
function withMetrics(
  language: Spoken,
  specs: Record<string, Metric>,
): { language: Spoken; added: Record<string, Metric> } {
  const added = Object.fromEntries(Object.entries(specs).map(([name, spec]) => [`(${name})`, spec]))
  const standing = Object.entries(added).map(
    ([name, spec]) => [name, { name, title: name, spec, revision: 0 } as Standing<Metric>] as const,
  )
  const metrics = new Map([...language.metrics, ...standing])
  return { added, language: { ...language, metrics, metric: name => metrics.get(name)?.spec } }
}
