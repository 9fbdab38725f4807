import { letterOf } from '../features/scorecard/footnote.ts'
import type { Line, Marked, ScorecardReading, Section } from '../features/scorecard/reading.ts'
import { quantity } from './quantity.ts'
import { wrap } from './table.ts'
import { type Terminal, visible } from './terminal.ts'

const linesOf = (sections: readonly Section[]): Line[] => sections.flatMap(({ outcome, lines }) => [outcome, ...lines])

/** What has to be known about a line besides its numbers: definitions that changed, and what was frozen otherwise. */
export function notesOn({ title, unit, points, footnotes }: Line, { symbols }: Terminal): string[] {
  const changed = points.filter(point => point.restated !== null)
  const shown = changed.slice(-MOST_PERIODS).map(({ period, value, restated }) => {
    const was = quantity(restated?.was ?? null, unit).trim()
    return `${period.label} ${was} ${symbols.flat} ${quantity(value, unit).trim()}`
  })
  const more = changed.length > MOST_PERIODS ? [`and ${changed.length - MOST_PERIODS} more`] : []
  const frozenOn = changed.at(-1)?.restated?.frozenOn
  return [
    ...footnotes.map(({ kind, name, says }) => `${kind}/${name} ${says}`),
    ...(changed.length > 0 ? [`${title} is restated since ${frozenOn}: ${[...shown, ...more].join(', ')}.`] : []),
  ]
}

const MOST_PERIODS = 3

/** A letter for each note, by its text: several lines may have the same. */
export function lettersOf(sections: readonly Section[], terminal: Terminal): Map<string, string> {
  const said = new Set(linesOf(sections).flatMap(line => notesOn(line, terminal)))
  return new Map([...said].map((text, i) => [text, letterOf(i)]))
}

/** What explains the numbers: annotations by their marks, then notes on lines by their letters. */
export function drawNotes(
  annotations: readonly Marked[],
  letters: ReadonlyMap<string, string>,
  terminal: Terminal,
): string {
  const notes: [mark: string, text: string][] = [
    ...annotations.map((each): [string, string] => [String(each.mark), said(each)]),
    ...[...letters].map(([text, letter]): [string, string] => [letter, text]),
  ]
  const widest = Math.max(0, ...notes.map(([mark]) => mark.length))
  return notes.map(([mark, text]) => drawNote(mark.padStart(widest), text, terminal)).join('')
}

function drawNote(mark: string, text: string, { paint, width }: Terminal): string {
  const indent = ' '.repeat(mark.length + 2)
  return wrap(visible(text), width - indent.length)
    .map((line, i) => `${i === 0 ? `${paint(mark, 'bold')}  ` : indent}${line}\n`)
    .join('')
}

function said({ on, until, text, owner, about }: Marked): string {
  const days = until === undefined || until === on ? on : `${on} to ${until}`
  return `${days}: ${text}${about ? ` (${about.join(', ')}; ${owner})` : ` (${owner})`}`
}

/** Who is not behind the scorecard yet: objections, missing signatures, departments without a line. */
export function drawOwnership(reading: ScorecardReading, terminal: Terminal): string {
  const { scorecard, sections, without, objections, frozen } = reading
  if (scorecard === null) return ''
  const unsigned = new Set(linesOf(sections).flatMap(line => (line.signed === false ? [line.owner] : [])))
  const sentences = [
    ...objections.map(({ team, reason }) => `${team} objects: ${reason}`),
    ...(unsigned.size > 0 ? [`Not signed by ${[...unsigned].join(', ')}.`] : []),
    ...(without.length > 0 ? [`Without a line: ${without.join(', ')}.`] : []),
    ...frozen.map(({ period, frozenOn, intact }) =>
      intact
        ? `${period} was frozen on ${frozenOn}.`
        : `The freeze of ${period} was changed after ${frozenOn}; nothing is compared with it.`,
    ),
  ]
  return sentences
    .flatMap(text => wrap(visible(text), terminal.width))
    .map(line => `${line}\n`)
    .join('')
}
