import { z } from 'zod'
import { PlainDate } from '../../core/calendar.ts'
import { type Change, differences } from '../../core/diff.ts'

export const Footnote = z.object({
  on: PlainDate.describe('Day on which the change came into force'),
  kind: z.string().describe('Kind of what changed'),
  name: z.string().describe('Its name'),
  revision: z.number().describe('Revision that came into force'),
  says: z.string().describe('What changed, and under which revision all periods are counted'),
})
export type Footnote = z.output<typeof Footnote>

/** A definition that a number rests on, with all its revisions that ever were in force, the oldest first. */
export type Defined = {
  kind: string
  name: string
  revisions: readonly { revision: number; on: PlainDate; spec: object }[]
}

/**
 * What came to be counted otherwise on or after a day, in any definition a number rests on, the oldest first. Numbers of all
 * periods are counted under the newest revision, so a reader who remembers others finds the reason here. A target counts
 * only where `own`, as kind/name, has it.
 */
export function footnotesOf(defined: readonly Defined[], since: PlainDate, own: string): Footnote[] {
  return defined
    .flatMap(({ kind, name, revisions }) =>
      revisions.flatMap(({ revision, on, spec }, i) => {
        const before = revisions[i - 1]
        const changes = before && on >= since ? countedChanges(kind, before.spec, spec, `${kind}/${name}` === own) : []
        if (changes.length === 0) return []
        const says = `changed on ${on}: ${told(changes)}. All periods are counted under revision ${revisions.at(-1)?.revision}.`
        return [{ on, kind, name, revision, says }]
      }),
    )
    .sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1))
}

/** The fields by which a number is counted. What a definition says besides, such as what it is meant to move, changes no number. */
const COUNTED: Readonly<Record<string, readonly string[]>> = {
  metric: ['unit', 'direction', 'measure', 'of', 'where', 'over', 'ratio', 'formula', 'conversion'],
  stage: ['enters'],
}

function countedChanges(kind: string, before: object, after: object, isOwn: boolean): Change[] {
  const counted = [...(COUNTED[kind] ?? []), ...(isOwn ? ['target'] : [])]
  return differences(before, after).filter(({ path }) => counted.includes(String(path[0])))
}

const MOST = 3

function told(changes: readonly Change[]): string {
  const shown = changes
    .slice(0, MOST)
    .map(({ path, before, after }) => `${path.join('.')} from ${short(before)} to ${short(after)}`)
  const more = changes.length > MOST ? [`${changes.length - MOST} more`] : []
  return [...shown, ...more].join('; ')
}

function short(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = typeof value === 'string' ? `“${value}”` : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** The mark of a footnote: a to z, then aa and on. */
export const letterOf = (index: number): string =>
  (index >= 26 ? letterOf(Math.floor(index / 26) - 1) : '') + String.fromCharCode(97 + (index % 26))
