import type { Connector } from '../connector.ts'

/** A table that people keep by hand. */
export const sheet: Connector = {
  name: 'sheet',
  title: 'Google Sheets or Excel',
  category: 'sheet',
  does: 'A table that people keep by hand, such as a list of fairs, partners or promises.',
  steps: [
    'Keep one table a sheet, with the columns’ names in one row and nothing beside it.',
    'Google Sheets: File, Download, Microsoft Excel (.xlsx) or Comma-separated values (.csv). Excel: save as .xlsx. Formulas count with the value they show.',
    'Add the file under Data, or draft a source from it: plumbline draft fairs.xlsx --owner marketing. Where the table is on another sheet than the first, say sheet: Fairs.',
    'Give each row something that stays when its other cells change, such as a number, and name it as key: the same rows can then be added again every week.',
  ],
  presets: [],
}
