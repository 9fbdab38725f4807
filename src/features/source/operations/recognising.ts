import type { Connector, Preset } from '../../../connectors/connector.ts'
import { gallery } from '../../../connectors/gallery.ts'
import { usesOf } from '../columns.ts'
import { columnFinder } from '../fitting.ts'
import { fileMatches, Source } from '../source.ts'

/** The preset whose export a file seems to be. */
export type Recognised = { connector: Connector; preset: Preset }

/** Columns by which presets find their header below lines of titles. */
export const headers = (connectors: readonly Connector[] = gallery): string[] => [
  ...new Set(
    connectors.flatMap(({ presets }) =>
      presets.map(({ source }) => source.header).filter(header => typeof header === 'string'),
    ),
  ),
]

/**
 * Tells an export by its header: all columns by which a preset is known must be there. Of several presets, the one that finds
 * more of the columns it reads counts, then the one whose files are called so.
 */
export function recognise(
  { columns, file }: { columns: readonly string[]; file: string },
  connectors: readonly Connector[] = gallery,
): Recognised | undefined {
  const fitting = connectors.flatMap(connector =>
    connector.presets.flatMap(preset => {
      const find = columnFinder(columns, preset.also)
      if (preset.columns.length === 0 || preset.columns.some(column => find(column) === undefined)) return []
      const read = new Set(usesOf(Source.parse(preset.source)).flatMap(({ text }) => find(text) ?? []))
      const score = read.size + (fileMatches({ file: [...preset.file] }, file) ? 0.5 : 0)
      return [{ connector, preset, score }]
    }),
  )
  return fitting.toSorted((a, b) => b.score - a.score)[0]
}
