import type { Grain } from '../../core/calendar.ts'
import type { Filter } from '../../core/filter.ts'
import type { UrlState } from '../../kit/url-state.ts'

/** What a reader asks of a metric, as the address has it. */
export type Asked = {
  grain: Grain | undefined
  last: number
  /** The dimension it is split by. */
  by: string | undefined
  where: Filter | undefined
  /** `year` for the year before, or the name of another metric. */
  against: string | undefined
}

export const GRAINS = ['day', 'week', 'month', 'quarter', 'year'] as const
export const COUNTS = [8, 13, 26, 52] as const

/** The question in an address; what it does not say is left to the metric. */
export function askedIn(said: UrlState): Asked {
  const last = Number(said.last ?? 13)
  const property = said.property?.trim()
  return {
    grain: GRAINS.find(each => each === said.grain),
    last: Number.isInteger(last) && last >= 2 && last <= 120 ? last : 13,
    by: said.by || undefined,
    where: property && said.is ? { [property]: said.is } : undefined,
    against: said.against || undefined,
  }
}

/** The label of the period that holds a day; nothing where none does. */
export function labelAt(
  day: string,
  periods: readonly { label: string; start: string; end: string }[],
): string | undefined {
  return periods.find(({ start, end }) => start <= day && day < end)?.label
}
