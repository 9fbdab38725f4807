import { type Footnote, letterOf } from '../../features/scorecard/footnote.ts'
import type { ScorecardReading } from '../../features/scorecard/reading.ts'

/** A letter for each change of what is counted; several lines may have the same one. */
export function notesOf({ sections }: Pick<ScorecardReading, 'sections'>): ReadonlyMap<string, string> {
  const lines = sections.flatMap(({ outcome, lines }) => [outcome, ...lines])
  const texts = new Set(lines.flatMap(({ footnotes }) => footnotes.map(textOf)))
  return new Map([...texts].map((text, i) => [text, letterOf(i)]))
}

export const textOf = ({ kind, name, says }: Footnote): string => `${kind} ${name} ${says}`
