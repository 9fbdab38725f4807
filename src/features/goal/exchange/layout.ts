import { nearest } from '../../../core/problem.ts'
import { FIELDS, type Field, isField, type Remark } from './field.ts'

/** How one tool names the columns of its goals. */
export type Layout = {
  name: string
  does: string
  /** Sets of columns; a table that has one whole set is in this layout. */
  marks: readonly (readonly string[])[]
  columns: Readonly<Partial<Record<Field, readonly string[]>>>
  /** Written by us: texts are taken as they stand, and the table has the last word on what it has a column for. */
  own?: true
  /** Every number is progress in percent, from 0 to 100. */
  percent?: true
  /** Rows may be numbered without being nested. */
  loose?: true
}

const NUMBERS = {
  from: ['Start value', 'Start', 'Starting value', 'Initial value', 'Baseline', 'From'],
  to: ['Target value', 'Target', 'Goal value', 'To'],
  current: ['Current value', 'Current', 'Actual', 'Actual value'],
  progress: ['Progress'],
  unit: ['Unit', 'Units'],
  metric: ['Metric', 'Metric name', 'KPI'],
  weight: ['Weight'],
} as const

/** What `goal.export` writes: everything a goal says, so that it reads back as it was. */
const plumbline: Layout = {
  name: 'plumbline',
  does: 'What “plumbline goal export” writes.',
  own: true,
  marks: [['Type', 'Name', 'Title', 'Owner', 'Level', 'Done when']],
  columns: {
    order: ['Order'],
    type: ['Type'],
    name: ['Name'],
    title: ['Title'],
    owner: ['Owner'],
    level: ['Level'],
    period: ['Period'],
    startDate: ['Start date'],
    endDate: ['End date'],
    parent: ['Parent'],
    objective: ['Objective'],
    metric: ['Metric'],
    unit: ['Unit'],
    from: ['Start value'],
    to: ['Target value'],
    keep: ['Keep'],
    done: ['Done when'],
    establish: ['Establish'],
    by: ['By'],
    kind: ['Kind'],
    weight: ['Weight'],
    contributors: ['Contributors'],
    dependencies: ['Dependencies'],
    notDoing: ['Not doing'],
    checkIn: ['Check-in'],
    teams: ['Signers'],
  },
}

/**
 * BigPicture’s import of OKRs: `Order` nests the rows
 * (https://appfire.atlassian.net/wiki/spaces/SPM/pages/1918406659/Import+OKRs).
 */
const bigpicture: Layout = {
  name: 'bigpicture',
  does: 'BigPicture: Order, Type, Summary, Status, Period, Owner, Weight, values and dates.',
  marks: [
    ['Order', 'Type', 'Summary', 'Period'],
    ['Order', 'Type', 'Title', 'Period'],
  ],
  columns: {
    order: ['Order'],
    type: ['Type'],
    title: ['Summary', 'Title'],
    period: ['Period'],
    owner: ['Owner', 'Owner e-mail'],
    teams: ['Teams', 'Team'],
    level: ['OKR type', 'Level'],
    startDate: ['Expected start date', 'Start date'],
    endDate: ['Expected end date', 'End date', 'Due date'],
    objective: ['Description'],
    ...NUMBERS,
  },
}

/**
 * Betterworks’ uploads: a milestone stands below its goal, and progress is always a percentage
 * (https://support.betterworks.com/hc/en-us/articles/360032818992-OKR-Uploads).
 */
const betterworks: Layout = {
  name: 'betterworks',
  does: 'Betterworks: name, type, progress, start_date, end_date, owner_email, categories, description.',
  percent: true,
  marks: [['name', 'type', 'progress', 'owner_email']],
  columns: {
    title: ['name'],
    type: ['type'],
    progress: ['progress'],
    startDate: ['start_date'],
    endDate: ['end_date'],
    owner: ['owner_email'],
    objective: ['description'],
  },
}

/**
 * Mirro’s worksheet: an action and an id for the objective of each row; further columns are read where they are named alike for
 * the key result (https://help.mirro.io/mirroknowledge/how-to-import-okrs).
 */
const mirro: Layout = {
  name: 'mirro',
  does: 'Mirro: objectives with an action (add, update, delete) and an id, key results beside them.',
  marks: [['Objective Action', 'Objective Title']],
  columns: {
    action: ['Objective Action'],
    id: ['Objective ID'],
    title: ['Objective Title'],
    objective: ['Objective Description'],
    level: ['Objective Type'],
    teams: ['Objective Type Value'],
    owner: ['Objective Owner', 'Objective Owner Email', 'Owner Email', 'Owner'],
    parent: ['Objective Parent ID', 'Parent Objective ID', 'Objective Alignment', 'Parent ID'],
    period: ['Objective Period', 'Period'],
    startDate: ['Objective Start Date', 'Start Date'],
    endDate: ['Objective Deadline', 'Objective End Date', 'Deadline', 'End Date'],
    resultAction: ['Key Result Action', 'KR Action'],
    result: ['Key Result Title', 'KR Title', 'Key Result'],
    from: ['Key Result Start Value', 'Key Result Initial Value', 'KR Start Value', ...NUMBERS.from],
    to: ['Key Result Target Value', 'Key Result Target', 'KR Target Value', ...NUMBERS.to],
    current: ['Key Result Current Value', 'KR Current Value', ...NUMBERS.current],
    weight: ['Key Result Weight', 'KR Weight', 'Weight'],
    by: ['Key Result Deadline', 'KR Deadline'],
    unit: ['Key Result Unit', 'Unit'],
    metric: NUMBERS.metric,
  },
}

/**
 * Viva Goals, formerly Ally: rows point at their parents by row id, and `Entity` says whose goal it is
 * (https://help.ally.io/en/articles/5221009-filling-okr-templates-when-your-objectives-are-aspirational-and-key-results-are-measurable).
 * What follows the time period differs by how an organisation has set its model up, so several spellings are read.
 */
const viva: Layout = {
  name: 'viva',
  does: 'Viva Goals (Ally): Row ID, Title, Parent, Entity, Owner Email, Time Period, dates and values.',
  marks: [['Row ID', 'Title', 'Parent', 'Time Period']],
  columns: {
    id: ['Row ID', 'ID'],
    title: ['Title'],
    parent: ['Parent', 'Parent ID'],
    level: ['Entity'],
    teams: ['Entity'],
    owner: ['Owner Email', 'Owner'],
    period: ['Time Period'],
    startDate: ['Start Date'],
    endDate: ['End Date', 'Due Date'],
    type: ['Type', 'OKR Type', 'Objective Type'],
    objective: ['Description'],
    ...NUMBERS,
    from: ['Metric Start', 'Metric Start Value', ...NUMBERS.from],
    to: ['Metric Target', 'Metric Target Value', ...NUMBERS.to],
  },
}

/**
 * Quantive Results, formerly Gtmhub: objectives and metrics of sessions, after the fields its data source names
 * (https://help.quantive.com/en/articles/3831332-reference-quantive-results-data-source,
 * https://help.quantive.com/en/articles/5993028-importing-exporting-and-bulk-changing-data-in-quantive-results).
 */
const quantive: Layout = {
  name: 'quantive',
  does: 'Quantive (Gtmhub): id, parent id, session, type, title, owner, initial and target value.',
  marks: [
    ['title', 'session', 'parentid'],
    ['title', 'session', 'initialvalue'],
    ['title', 'session', 'Parent'],
  ],
  columns: {
    id: ['id'],
    parent: ['parentid', 'Parent'],
    period: ['session', 'Session title'],
    type: ['type'],
    title: ['title', 'name'],
    owner: ['Owner email', 'Owner', 'owneremail', 'Owners'],
    teams: ['Team', 'Teams', 'Assignee team'],
    level: ['Level'],
    startDate: ['Start date', 'start'],
    endDate: ['Due date', 'End date', 'end'],
    objective: ['description'],
    ...NUMBERS,
  },
}

/** Whatever people keep in a spreadsheet: a goal and a key result in one row, or a column that says which of them a row is. */
const spreadsheet: Layout = {
  name: 'spreadsheet',
  does: 'A spreadsheet of your own: Objective and Key result side by side, or Type and Title.',
  loose: true,
  marks: [
    ['Objective', 'Key result'],
    ['Objective', 'KR'],
    ['Goal', 'Key result'],
    ['Objective', 'Key results'],
    ['Type', 'Title'],
    ['Type', 'Name'],
  ],
  columns: {
    order: ['Order', 'No', 'Number', '#'],
    id: ['ID', 'Row ID'],
    parent: ['Parent', 'Parent ID', 'Parent goal', 'Aligned to'],
    action: ['Action'],
    type: ['Type'],
    title: ['Objective', 'Goal', 'Title', 'Name', 'Summary'],
    result: ['Key result', 'Key results', 'KR', 'Result'],
    owner: ['Owner', 'Owner e-mail', 'Responsible'],
    teams: ['Team', 'Teams', 'Department'],
    level: ['Level', 'Scope'],
    period: ['Period', 'Cycle', 'Quarter', 'Time period'],
    startDate: ['Start date', 'Begin'],
    endDate: ['End date', 'Due date', 'Deadline'],
    objective: ['Description', 'Notes'],
    done: ['Done when'],
    ...NUMBERS,
  },
}

export const LAYOUTS: readonly Layout[] = [plumbline, bigpicture, betterworks, mirro, viva, quantive, spreadsheet]
export const LAYOUT_NAMES = [
  'plumbline',
  'bigpicture',
  'betterworks',
  'mirro',
  'viva',
  'quantive',
  'spreadsheet',
] as const

/** Column names as they are compared: `Owner e-mail*` and `owner_email` are one. */
const plain = (column: string): string => column.toLowerCase().replaceAll(/[^\p{L}\p{N}#]/gu, '')

/** The layout a table is in, by the columns it has. */
export function layoutOf(columns: readonly string[]): Layout | undefined {
  const there = new Set(columns.map(plain))
  return LAYOUTS.find(({ marks }) => marks.some(set => set.every(column => there.has(plain(column)))))
}

/** Where each field stands in a table, the columns that nothing reads, and what is wrong with a mapping. */
export type Columns = { at: ReadonlyMap<Field, number>; unread: string[]; problems: Remark[] }

/** The columns of a table as a layout and a mapping by hand name them; what is mapped by hand counts. */
export function columnsOf(
  columns: readonly string[],
  layout: Layout,
  mapping: Readonly<Record<string, string>> = {},
): Columns {
  const at = new Map<Field, number>()
  const problems: Remark[] = []
  for (const [field, aliases] of Object.entries(layout.columns) as [Field, readonly string[]][]) {
    const found = aliases.map(alias => columns.findIndex(column => plain(column) === plain(alias)))
    const index = found.find(each => each >= 0)
    if (index !== undefined) at.set(field, index)
  }
  for (const [word, column] of Object.entries(mapping)) {
    const field = Object.keys(FIELDS).find(each => each.toLowerCase() === word.toLowerCase())
    const index = columns.includes(column)
      ? columns.indexOf(column)
      : columns.findIndex(each => plain(each) === plain(column))
    if (field === undefined || !isField(field)) problems.push(noField(word))
    else if (index < 0) problems.push(noColumn(column, columns))
    else at.set(field, index)
  }
  const read = new Set(at.values())
  return { at, unread: columns.filter((column, index) => column.trim() && !read.has(index)), problems }
}

function noField(word: string): Remark {
  const meant = nearest(word, Object.keys(FIELDS))
  const advice = meant ? `Did you mean “${meant}”?` : `There are ${Object.keys(FIELDS).join(', ')}.`
  return remark('unknown_field', `“${word}” is nothing a goal says. ${advice}`)
}

function noColumn(column: string, columns: readonly string[]): Remark {
  const meant = nearest(column, columns)
  const advice = meant ? `Did you mean “${meant}”?` : `There are ${columns.slice(0, 20).join(', ')}.`
  return remark('unknown_column', `There is no column “${column}”. ${advice}`)
}

const remark = (code: string, message: string): Remark => ({ row: 1, column: null, code, message, more: 0 })
