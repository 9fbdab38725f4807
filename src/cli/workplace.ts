import { readdirSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { Calendar } from '../core/calendar.ts'
import { fail, ProductError } from '../core/error.ts'
import { newId } from '../core/id.ts'
import { isPermitted, permittedIn } from '../features/connection/operations/destination.ts'
import type { Actor, Context } from '../features/context.ts'
import { reapplyErasures } from '../features/customer/operations/erasing.ts'
import { type Checked, checkDeclarations, type Declaration } from '../features/declaration/declaration.ts'
import { adoptDeclarations, companySettings } from '../features/declaration/operations.ts'
import { settleIdentity } from '../features/identity/operations/ruling.ts'
import { features, kinds } from '../features/index.ts'
import { actorOf, countPeople } from '../features/team/operations.ts'
import { changeWorkspace, selectWorkspace, selectWorkspaces } from '../features/workspace/operations.ts'
import { waitingIn } from '../server/waiting-files.ts'
import { openDataDir } from '../store/data-dir.ts'
import { openEvents } from '../store/events/events.ts'
import { openRecords, type Records } from '../store/records/records.ts'
import { sealingWith, secretIn } from '../store/sealing.ts'
import { locate, readCompany } from './company-files.ts'
import type { Diagnostic } from './diagnostics.ts'
import type { CompanyDocument } from './yaml-documents.ts'

/** Stores that are open, and the context in which verbs run on them. */
export type Workplace = { ctx: Context; files?: CheckedFiles; close(): Promise<void> }

/** A company's files, read and checked whole. */
export type CheckedFiles = { documents: CompanyDocument[]; declarations: Declaration[]; checked: Checked }

const migrations = features.flatMap(feature => feature.migrations ?? [])

/** Whoever may open the files is trusted as an admin, under the name the machine knows. */
const local = (): Actor => ({ id: 'local', name: nameOfUser(), role: 'admin', signsFor: [], grants: ['personal'] })

const DEFAULTS: Context['company'] = {
  name: 'company',
  title: 'Company',
  calendar: Calendar.parse({}),
  currency: 'EUR',
  signatures: true,
}

/** Reads and checks a company's files; fails as `invalid` with every mistake and its place in `details.diagnostics`. */
export function readChecked(folder: string): CheckedFiles {
  const { documents, diagnostics, declarations } = readDeclarations(folder)
  const checked = checkDeclarations(declarations, kinds)
  refuse([...diagnostics, ...locate(documents, checked.problems)])
  return { documents, declarations, checked }
}

/**
 * A company's files for a workspace, which knows teams and agreements that the files do not. `judge` is the verb that takes
 * them; what it finds wrong fails with its place in the files.
 */
export async function judged<T>(folder: string, judge: (declarations: Declaration[]) => Promise<T>): Promise<T> {
  const { documents, diagnostics, declarations } = readDeclarations(folder)
  refuse(diagnostics)
  try {
    return await judge(declarations)
  } catch (error) {
    const problems = error instanceof ProductError ? error.details.problems : undefined
    const placed = problems?.flatMap(problem => {
      const [list, index, ...path] = problem.path
      return list === 'declarations' && typeof index === 'number' ? [{ index, problem: { ...problem, path } }] : []
    })
    refuse(locate(documents, placed ?? []))
    throw error
  }
}

function readDeclarations(folder: string) {
  const { documents, diagnostics } = readCompany(folder)
  const declarations: Declaration[] = documents.map(({ kind, name, value }) => ({ ...value, kind, name }))
  if (documents.length === 0 && diagnostics.length === 0)
    fail(
      'invalid',
      `There is no declaration in “${folder}”. Give a folder with YAML files, such as examples/tidewater.`,
    )
  return { documents, diagnostics, declarations }
}

function refuse(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length > 0)
    fail('invalid', 'The company’s files have mistakes.', { reason: 'wrong_files', diagnostics })
}

/** A company of files in memory: what its files say is in force, and nothing is written anywhere. */
export async function openInMemory(folder: string): Promise<Workplace> {
  const files = readChecked(folder)
  const { checked } = files
  const settings = checked.company ? companySettings(checked.company) : {}
  const company = { ...DEFAULTS, ...settings }
  const records = await openRecords({ memory: true }, migrations)
  const events = await openEvents({ memory: true }, { zone: company.calendar.zone })
  const ctx = contextOf(records, events, 'memory', company)
  await adoptDeclarations(ctx, checked)
  await settleIdentity(ctx)
  return {
    ctx,
    files,
    async close() {
      await events.close()
      await records.close()
    },
  }
}

/**
 * A data directory, locked for this process.
 *
 * `files` are a company's files, which a directory without people follows: what changed in them is its next revision.
 * `DATABASE_URL` and `EVENTS_URL` put records and facts on PostgreSQL instead. `as` is the e-mail of the person to act as.
 */
export async function openDirectory(
  path: string,
  { files, as, create }: { files?: CheckedFiles; as?: string; create?: boolean } = {},
): Promise<Workplace> {
  const directory = await openDataDir(path, { create }).catch(hintHowMade)
  const closing: (() => Promise<void>)[] = [async () => directory.release()]
  const close = async () => {
    for (const each of closing.toReversed()) await each()
  }
  try {
    const [url, eventsUrl] = ['DATABASE_URL', 'EVENTS_URL'].map(postgresUrl)
    const records = await openRecords(url ? { url } : { file: directory.recordsFile }, migrations)
    closing.push(() => records.close())
    const { id, company } = await workspaceIn(records, files, () => requireNoLostRecords(directory.path))
    const where = eventsUrl ? { url: eventsUrl, schema: `facts_${id}` } : { file: directory.eventsFile(id) }
    const ctx = contextOf(records, await openEvents(where, company.calendar), id, company)
    ctx.outside = { sealing: sealingWith(() => secretIn(directory.path)), allowPrivate: allowedPrivate() }
    closing.push(() => ctx.events.close())
    ctx.waiting = waitingIn(join(directory.path, 'uploads'))
    if (files) await follow(ctx, files)
    if (ctx.company.calendar.zone !== company.calendar.zone) {
      await ctx.events.close()
      ctx.events = await openEvents(where, ctx.company.calendar)
    }
    await reapplyErasures(ctx)
    await settleIdentity(ctx)
    return { ctx: as === undefined ? ctx : { ...ctx, actor: await actorOf(ctx, as) }, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Hosts and ranges of a network of one’s own that connections may ask. */
function allowedPrivate(): string[] {
  const said = process.env.PLUMBLINE_ALLOW_PRIVATE ?? ''
  if (!isPermitted(said))
    fail('invalid', 'PLUMBLINE_ALLOW_PRIVATE names no hosts and ranges. Write them like db.internal,10.20.0.0/16.')
  return permittedIn(said)
}

function postgresUrl(name: string): string | undefined {
  const url = process.env[name]
  if (url && !/^postgres(ql)?:\/\//.test(url))
    fail(
      'invalid',
      `${name} is not the address of a PostgreSQL database. Write it like postgresql://user:password@host/database, or unset it.`,
    )
  return url
}

function hintHowMade(error: unknown): never {
  if (!(error instanceof ProductError) || error.code !== 'not_found') throw error
  const sentence = error.message.replace(/ Correct its name.*/, '')
  const hint = 'Correct its name, or make it with “plumbline apply” or “plumbline import”.'
  throw new ProductError('not_found', `${sentence} ${hint}`, error.details)
}

/** The workspace that is there, or one that is made: of several processes that come at once, one makes it. */
async function workspaceIn(
  records: Records,
  files: CheckedFiles | undefined,
  beforeNew: () => void,
): Promise<Workspace> {
  return records.transaction(async rows => {
    const [first] = await selectWorkspaces(rows)
    if (first) return { id: first.id, company: (await selectWorkspace(rows, first.id)) ?? DEFAULTS }
    beforeNew()
    const id = newId()
    const declared = files?.checked.company
    const company = { ...DEFAULTS, ...(declared ? companySettings(declared) : {}) }
    const ctx = contextOf(records, undefined as never, id, company)
    await changeWorkspace({ ...ctx, rows, transacting: true }, company)
    return { id, company }
  })
}

/** Facts without the records that say what they mean are what is left when the records were lost. */
function requireNoLostRecords(path: string): void {
  const left = readdirSync(join(path, 'events')).find(name => name.endsWith('.duckdb'))
  if (left !== undefined)
    fail(
      'unavailable',
      `There are facts in “${path}”, and the records that say what they mean are gone. Restore a backup of the records, or move “events/${left}” away to begin anew.`,
      { reason: 'damaged' },
    )
}

type Workspace = { id: string; company: Context['company'] }

/** Lets a directory follow a company's files; where people sign, files can only propose. */
async function follow(ctx: Context, { checked }: CheckedFiles): Promise<void> {
  if ((await countPeople(ctx)) > 0)
    fail(
      'invalid',
      'People sign agreements in this data directory, so files cannot change it. Leave “--company” out, or use “plumbline apply”.',
    )
  const { name } = ctx.company
  if (checked.company && name !== DEFAULTS.name && name !== checked.company.name)
    fail(
      'invalid',
      `This data directory holds the company “${name}”, and the files are those of “${checked.company.name}”, which would end all its agreements. Name another data directory.`,
    )
  await adoptDeclarations(ctx, checked)
  ctx.company = (await selectWorkspace(ctx.rows, ctx.workspace)) ?? ctx.company
}

function contextOf(
  records: Records,
  events: Context['events'],
  workspace: string,
  company: Context['company'],
): Context {
  return {
    workspace,
    company,
    actor: local(),
    records,
    rows: records.rows,
    transacting: false,
    events,
    now: () => new Date().toISOString(),
    kinds,
    reading: {},
  }
}

function nameOfUser(): string {
  try {
    return userInfo().username
  } catch {
    return 'local'
  }
}
