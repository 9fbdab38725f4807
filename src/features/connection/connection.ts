import { z } from 'zod'
import { Name, nameAmong } from '../../core/name.ts'
import { SCHEDULES, scheduleOf } from './schedule.ts'

/**
 * A connection asks an outside system for its rows, on a schedule, or takes what it sends. What the rows mean is said by
 * sources; what an outside system is, by `connectors`.
 */

/** One kind of row that a connection brings. */
export const Wanted = z.strictObject({
  object: Name.describe('What is asked for: a preset of the connector, or a word of your own for a query'),
  source: Name.optional().describe('Source that says what its rows mean; “connection-object”, when absent'),
  query: z.string().min(1).max(20_000).optional().describe('Of a database: one SELECT'),
  watermark: z
    .string()
    .min(1)
    .max(63)
    .optional()
    .describe('Of a query: the column that grows when a row is added or changed'),
})
export type Wanted = z.infer<typeof Wanted> & { source: string }

export const Schedule = z
  .string()
  .max(40)
  .refine(text => scheduleOf(text) !== undefined, `must be ${SCHEDULES}`)

export const Settings = z.record(z.string().min(1).max(60), z.string().max(10_000))

/** What became of rows, as in the ledger of imports. */
const Figures = z.object({
  rows: z.int().describe('Stored, duplicate and rejected together'),
  stored: z.int(),
  duplicate: z.int(),
  rejected: z.int(),
  skipped: z.int().describe('Rows besides these, from which nothing follows'),
})

const ObjectRun = z.object({
  object: z.string(),
  source: z.string(),
  import: z.string().nullable().describe('Its import, as “source imports” lists it; null when no row came'),
  before: z.string().nullable().describe('Where it went on from'),
  after: z.string().nullable().describe('Where it goes on the next time'),
  ...Figures.shape,
  problem: z.string().nullable().describe('Why it brought nothing, or not all'),
})
export type ObjectRun = z.infer<typeof ObjectRun>

/** An object of which nothing has come yet in this run. */
export const begun = (object: string, source: string, before: string | null): ObjectRun => ({
  object,
  source,
  import: null,
  before,
  after: before,
  rows: 0,
  stored: 0,
  duplicate: 0,
  rejected: 0,
  skipped: 0,
  problem: null,
})

export const ConnectionRun = z.object({
  run: z.string(),
  connection: z.string(),
  by: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  state: z
    .enum(['under way', 'done', 'failed', 'stopped', 'broken off'])
    .describe(
      'Broken off is what ended without a word, as when the machine lost power; the next run goes on from there',
    ),
  error: z.string().nullable(),
  objects: z.array(ObjectRun),
})
export type ConnectionRun = z.infer<typeof ConnectionRun>

export const Connection = z.object({
  name: Name,
  title: z.string(),
  connector: z.string(),
  owner: nameAmong('team').describe('Team that is told when it fails'),
  objects: z.array(Wanted.extend({ source: Name })),
  settings: z.record(z.string(), z.string()).describe('What was entered, without what is secret'),
  secrets: z.array(z.string()).describe('Secrets that were entered; they are never shown again'),
  schedule: z.string(),
  state: z.enum(['active', 'paused']),
  underWay: z.boolean(),
  nextAt: z.string().nullable().describe('When it runs next by itself'),
  lastAt: z.string().nullable().describe('When it last ran to its end without a failure'),
  failures: z.number().int().describe('How often it has failed in a row'),
  failingSince: z.string().nullable(),
  error: z.string().nullable().describe('Why it failed last'),
  waits: z.array(z.string()).describe('What still has to be done before all of its rows can come, in sentences'),
})
export type Connection = z.infer<typeof Connection>

/** A connection of which people should know that it brings nothing. */
export type FailingConnection = {
  name: string
  title: string
  owner: string
  /** Sources of its rows. */
  sources: readonly string[]
  failures: number
  since: string
  /** What happened, in sentences. */
  says: string
}

/** After so many failures in a row people are told. */
export const ALARM_AFTER = 3

/** How many runs are kept of each connection. */
export const RUNS_KEPT = 500
