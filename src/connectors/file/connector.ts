import type { Connector } from '../connector.ts'

/** Whatever no other connector knows. */
export const file: Connector = {
  name: 'file',
  title: 'Any file',
  category: 'sheet',
  does: 'A table that any tool exports: CSV, TSV, JSON, JSON lines, Parquet or a workbook, plain or gzipped.',
  steps: [
    'Export it with a header line, with dates that say the year in four digits, and with something that identifies each row.',
    'Add it under Data and answer what the file does not say itself, or draft a source from it: plumbline draft FILE --owner TEAM.',
    'Call events what the other connectors call them: a meeting is meeting_held wherever it is kept.',
  ],
  presets: [],
}
