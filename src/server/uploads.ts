import { Hono, type Context as Request } from 'hono'
import { z } from 'zod'
import { fail, failOn, ProductError } from '../core/error.ts'
import { Name } from '../core/name.ts'
import { problemsOf } from '../core/problem.ts'
import { findStanding, standing } from '../features/agreement/operations/standing.ts'
import { type Context, demand } from '../features/context.ts'
import { presetName } from '../features/source/draft.ts'
import { draftSource } from '../features/source/operations/drafting.ts'
import { type Imported, type ImportProgress, importFile } from '../features/source/operations/importing.ts'
import { openFile } from '../features/source/operations/opening.ts'
import { previewFile } from '../features/source/operations/previewing.ts'
import { fileMatches, type Source } from '../features/source/source.ts'
import { type ApiParts, bodyOf, limitBody } from './api.ts'
import { problemOf } from './problem.ts'
import {
  countRows,
  KEPT_MS,
  openUploads,
  refuseSize,
  type Upload,
  type UploadFolder,
  type UploadLimits,
} from './upload-folder.ts'

type UploadParts = Pick<ApiParts, 'context' | 'identify' | 'changed'> & {
  /** Where files wait. */
  folder: string
  limits: UploadLimits
  /** Instead of what `openUploads` makes of the folder. */
  files?: UploadFolder
}

export type Uploads = {
  routes: Hono
  /** Stops imports between two batches; importing the same file again goes on. */
  close(): void
}

/** What is known of an import of an upload. */
type Work = {
  by: string
  source: string
  began: number
  progress: ImportProgress | null
  done: Imported | null
  failure: object | null
}

const DOES = 'Bring a file of facts into the workspace.'
const ImportWanted = z.strictObject({ source: Name })
const MappingWanted = z.strictObject({ spec: z.unknown() })
const DraftWanted = z.strictObject({ name: z.string().max(80).optional() })

/**
 * Files on their way into the facts. These are plain routes and no operations: the body of the first is a file as it is, and
 * what the others work on lies on this machine. Whoever may write sources may use them, each only the files they sent.
 */
export function uploadsOf({ context, identify, changed, folder, limits, files: given }: UploadParts): Uploads {
  const files = given ?? openUploads(folder, { limits })
  const works = new Map<string, Work>()
  const stopping = new AbortController()
  const routes = new Hono()
  files.sweep()

  const enter = async (c: Request): Promise<Context> => {
    const actor = await identify(c.req.raw)
    if (!actor) fail('forbidden', 'Sign in first, or send a key.', { reason: 'anonymous' })
    demand(actor, 'source:write', DOES)
    return { ...context(), actor }
  }
  const sweep = () => {
    files.sweep()
    for (const [id, { began }] of works) if (Date.now() - began > KEPT_MS) works.delete(id)
  }

  routes.post('/', async c => {
    const ctx = await enter(c)
    if (typeOf(c) !== 'application/octet-stream')
      fail('invalid', 'Send the file as it is, with content-type: application/octet-stream.', { reason: 'not_a_file' })
    const name = c.req.query('name') ?? ''
    if (name.trim() === '') fail('invalid', 'Say what the file is called: /api/v1/uploads?name=leads.csv')
    if (Number(c.req.header('content-length') ?? 0) > limits.bytes) refuseSize(limits.bytes)
    const { body } = c.req.raw
    if (!body) fail('invalid', 'The request has no file in it.')
    sweep()
    const upload = await files.receive({ name, by: ctx.actor.id, body: body as unknown as AsyncIterable<Uint8Array> })
    return c.json(await shown(ctx, upload, undefined), 201, FRESH)
  })

  routes.get('/', async c => {
    const ctx = await enter(c)
    const waiting = files.list(ctx.actor.id)
    const uploads = await Promise.all(waiting.map(each => shown(ctx, each, works.get(each.upload))))
    return c.json({ limits, uploads }, 200, FRESH)
  })

  routes.get('/:upload', async c => {
    const ctx = await enter(c)
    const id = c.req.param('upload')
    const work = works.get(id)
    if (work?.done && work.by === ctx.actor.id) return c.json({ upload: id, ...stateOf(work) }, 200, FRESH)
    return c.json(await shown(ctx, files.find(id, ctx.actor.id), work), 200, FRESH)
  })

  routes.delete('/:upload', async c => {
    const ctx = await enter(c)
    const { upload } = files.find(c.req.param('upload'), ctx.actor.id)
    refuseBusy(works.get(upload))
    files.remove(upload)
    works.delete(upload)
    return c.json({ upload }, 200, FRESH)
  })

  routes.post('/:upload/draft', limitBody(), async c => {
    const ctx = await enter(c)
    const upload = files.find(c.req.param('upload'), ctx.actor.id)
    const { name } = await wanted(c, DraftWanted)
    const called = name ?? nameIn(upload.name)
    const { calendar, currency } = ctx.company
    const draft = await draftSource(files.pathOf(upload), { name: called, zone: calendar.zone, currency })
    return c.json({ name: name ?? (draft.preset ? presetName(draft.preset) : called), ...draft }, 200, FRESH)
  })

  routes.post('/:upload/preview', limitBody(), async c => {
    const ctx = await enter(c)
    const upload = files.find(c.req.param('upload'), ctx.actor.id)
    const { spec } = await wanted(c, MappingWanted)
    return c.json(await previewFile(files.pathOf(upload), spec), 200, FRESH)
  })

  routes.post('/:upload/import', limitBody(), async c => {
    const ctx = await enter(c)
    const upload = files.find(c.req.param('upload'), ctx.actor.id)
    const { source } = await wanted(c, ImportWanted)
    refuseBusy(works.get(upload.upload))
    const work: Work = { by: ctx.actor.id, source, began: Date.now(), progress: null, done: null, failure: null }
    works.set(upload.upload, work)
    const path = files.pathOf(upload)
    try {
      const { spec } = await findStanding<Source>({ ...ctx, reading: {} }, { kind: 'source', name: source })
      if (upload.rows === null) await countRows(await openFile(path, spec), limits.rows)
      const onProgress = (progress: ImportProgress) => {
        work.progress = progress
      }
      work.done = await importFile(ctx, { source, path, onProgress, signal: stopping.signal })
    } catch (error) {
      const known = error instanceof ProductError ? error : new ProductError('unavailable', 'The import failed.')
      work.failure = problemOf(known)
      throw error
    } finally {
      changed({ operation: 'source.import', object: source, actor: ctx.actor.id })
    }
    files.remove(upload.upload)
    return c.json(work.done, 200, FRESH)
  })

  return { routes, close: () => stopping.abort() }
}

const FRESH = { 'cache-control': 'no-store' }

const typeOf = (c: Request): string | undefined => c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()

async function wanted<S extends z.ZodType>(c: Request, schema: S): Promise<z.output<S>> {
  const said = await bodyOf(c)
  const parsed = schema.safeParse(said)
  if (!parsed.success) failOn(problemsOf(parsed.error, said), 'The request')
  return parsed.data as z.output<S>
}

/** An upload as its sender sees it, with the sources whose files are called so. */
async function shown(ctx: Context, { by: _, ...upload }: Upload, work: Work | undefined): Promise<object> {
  const sources = await standing<Source>({ ...ctx, reading: {} }, 'source')
  const fits = [...sources.values()]
    .filter(({ spec }) => fileMatches(spec, upload.name))
    .map(({ name, title }) => ({ name, title }))
  return { ...upload, until: new Date(Date.parse(upload.at) + KEPT_MS).toISOString(), fits, ...stateOf(work) }
}

function stateOf(work: Work | undefined): object {
  if (!work) return { state: 'waiting' }
  const { source, progress, done, failure } = work
  const state = done ? 'imported' : failure ? 'failed' : 'importing'
  return { state, source, progress, imported: done, failure }
}

function refuseBusy(work: Work | undefined): void {
  if (work && !work.done && !work.failure) fail('conflict', 'This file is being imported. Wait until that has ended.')
}

/** `CRM Leads (3).csv.gz` as a name for a source: `crm-leads-3`. */
export function nameIn(file: string): string {
  const words = file
    .replace(/(\.[a-z0-9]{1,8}){1,2}$/i, '')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
  return words.slice(0, 80).replace(/-+$/, '') || 'source'
}
