import type { Line, Marked, ScorecardReading, Section } from '../features/scorecard/reading.ts'
import { quantity } from './quantity.ts'
import { wrap } from './table.ts'
import { type Terminal, visible } from './terminal.ts'

type Noted = Pick<ScorecardReading, 'sections' | 'annotations'>

const linesOf = (sections: readonly Section[]): Line[] => sections.flatMap(({ outcome, lines }) => [outcome, ...lines])

/** A letter for each footnote, by what it says: several lines may have the same. */
export function lettersOf(sections: readonly Section[]): Map<string, string> {
  const said = new Set(linesOf(sections).flatMap(({ footnotes }) => footnotes.map(({ says }) => says)))
  return new Map([...said].map((says, i) => [says, letterOf(i)]))
}

const letterOf = (index: number): string =>
  (index >= 26 ? letterOf(Math.floor(index / 26) - 1) : '') + String.fromCharCode(97 + (index % 26))

/** What explains the numbers: annotations by their marks, changed definitions by their letters, and numbers that were frozen otherwise. */
export function drawNotes(
  { sections, annotations }: Noted,
  letters: ReadonlyMap<string, string>,
  terminal: Terminal,
): string {
  const lines = [
    ...annotations.map(each => [String(each.mark), said(each)]),
    ...footnotesIn(sections, letters),
    ...restatedIn(sections, terminal).map(text => ['', text]),
  ] as [mark: string, text: string][]
  const widest = Math.max(0, ...lines.map(([mark]) => mark.length))
  return lines.map(([mark, text]) => drawNote(mark.padStart(widest), text, terminal)).join('')
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

function footnotesIn(sections: readonly Section[], letters: ReadonlyMap<string, string>): string[][] {
  const notes = new Map(linesOf(sections).flatMap(({ footnotes }) => footnotes.map(note => [note.says, note])))
  return [...notes.values()].map(({ kind, name, says }) => [letters.get(says) ?? '', `${kind}/${name} ${says}`])
}

const MOST_PERIODS = 3

/** A sentence per line whose frozen numbers are other ones now. */
function restatedIn(sections: readonly Section[], { symbols }: Terminal): string[] {
  const said = linesOf(sections).flatMap(({ title, unit, points }) => {
    const changed = points.filter(point => point.restated !== null)
    if (changed.length === 0) return []
    const shown = changed.slice(-MOST_PERIODS).map(({ period, value, restated }) => {
      const was = quantity(restated?.was ?? null, unit).trim()
      return `${period.label} ${was} ${symbols.flat} ${quantity(value, unit).trim()}`
    })
    const more = changed.length > MOST_PERIODS ? [`and ${changed.length - MOST_PERIODS} more`] : []
    return [`${title} is restated since ${changed.at(-1)?.restated?.frozenOn}: ${[...shown, ...more].join(', ')}.`]
  })
  return [...new Set(said)]
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
