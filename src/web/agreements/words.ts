import type { overviewAgreements } from '../../features/agreement/operations/overview.ts'
import { formatFilter } from '../../features/metric/filter-words.ts'
import { isRecord, labelOf } from '../../kit/form/schema.ts'

/** How agreements read on pages. */

export type Line = Awaited<ReturnType<typeof overviewAgreements>>['items'][number]

export const pathTo = ({ kind, name }: { kind: string; name: string }): string => `/agreements/${kind}/${name}`

export const forMeWords = (forMe: NonNullable<Line['forMe']>): string =>
  ({ sign: 'You, to sign.', settle: 'You, to settle.', submit: 'You, to submit.' })[forMe]

/** Whom an agreement waits for: “Sales and Marketing to sign”, “Sales to settle its objection”. */
export function waitingWords(
  { waiting: { teams, second, objections } }: Pick<Line, 'waiting'>,
  titles: ReadonlyMap<string, string>,
): string {
  const called = (names: readonly string[]) => list(names.map(name => titles.get(name) ?? name))
  return [
    objections.length > 0 ? `${called(objections)} to settle` : '',
    teams.length > 0 ? `${called(teams)} to sign` : '',
    second ? 'somebody besides its author to sign' : '',
  ]
    .filter(Boolean)
    .join('; ')
}

export const list = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

/** Anything that is declared, in a line: conditions as conditions, parts with their fields’ names. */
export function inWords(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'number') return value.toLocaleString('en', { maximumFractionDigits: 6 })
  if (typeof value === 'string') return value
  if (Array.isArray(value)) {
    const [low, high] = value
    if (value.length === 2 && typeof low === 'number' && typeof high === 'number') return `${low} to ${high}`
    return value.length === 0 ? 'none' : value.map(inWords).join('; ')
  }
  return isRecord(value) ? recordWords(value) : String(value)
}

const CONDITIONS = new Set(['where', 'traits', 'account', 'trait', 'when', 'skip'])

function recordWords(value: Record<string, unknown>): string {
  const { all, any, event, stage, ...rest } = value
  const alternatives = (rules: unknown, word: string) =>
    Array.isArray(rules) ? rules.map(inWords).join(` ${word} `) : ''
  const parts = [
    all ? alternatives(all, 'and') : '',
    any ? alternatives(any, 'or') : '',
    event === undefined ? '' : [event].flat().map(String).join(' or '),
    stage === undefined ? '' : `entry into ${String(stage)}`,
    ...Object.entries(rest).map(([key, part]) =>
      CONDITIONS.has(key) && isRecord(part)
        ? `${key} ${conditionWords(part)}`
        : `${labelOf(key).toLowerCase()} ${inWords(part)}`,
    ),
  ]
  return parts.filter(Boolean).join(', ')
}

/** A filter in words, or as it stands where it is none. */
export function conditionWords(filter: Record<string, unknown>): string {
  try {
    return formatFilter(filter as Parameters<typeof formatFilter>[0])
  } catch {
    return JSON.stringify(filter)
  }
}
