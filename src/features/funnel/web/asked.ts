import type { Filter } from '../../../core/filter.ts'
import { addDays, dayNumber } from '../../../core/plain-date.ts'
import type { UrlState } from '../../../kit/url-state.ts'

/** What a reader asks of a funnel, as the address has it. */
export type Asked = {
  question: {
    from?: string
    to?: string
    cohort?: 'week' | 'month' | 'quarter'
    by?: string[]
    where?: Filter
  }
  /** The span that it is compared with. */
  before: { from?: string; to?: string } | undefined
}

const DATE = /^\d{4}-\d\d-\d\d$/

/** The question in an address; `split=none` splits by nothing, nothing at all as the funnel says. */
export function askedIn(said: UrlState): Asked {
  const day = (text: string | undefined) => (text !== undefined && DATE.test(text) ? text : undefined)
  const cohort = (['week', 'month', 'quarter'] as const).find(each => each === said.cohort)
  const [from, to] = [day(said.from), day(said.to)]
  const [thenFrom, thenTo] = [day(said.thenFrom), day(said.thenTo)]
  const property = said.property?.trim()
  return {
    question: {
      ...(from ? { from } : {}),
      ...(to ? { to } : {}),
      ...(cohort ? { cohort } : {}),
      ...(said.split === undefined ? {} : { by: said.split === 'none' ? [] : [said.split] }),
      ...(property && said.is ? { where: { [property]: said.is } } : {}),
    },
    before:
      thenFrom || thenTo ? { ...(thenFrom ? { from: thenFrom } : {}), ...(thenTo ? { to: thenTo } : {}) } : undefined,
  }
}

/** The span of the same length that ends where this one begins. */
export function spanBefore(from: string, to: string): { from: string; to: string } {
  return { from: addDays(from, dayNumber(from) - dayNumber(to)), to: from }
}
