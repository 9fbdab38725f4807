import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { migrations } from '../../test/build.ts'
import { buildSource, countFacts, type SourceWorld } from '../../test/source.ts'
import { eachStore } from '../../test/stores.ts'
import type { Role } from '../features/context.ts'
import { answerProblem } from './problem.ts'
import { sameSite } from './security.ts'
import { openUploads, safeName } from './upload-folder.ts'
import { nameIn, uploadsOf } from './uploads.ts'

const LIMITS = { bytes: 4000, unpacked: 20_000, rows: 100 }
const FILE = 'id,day,paid,amount,wanted\n1,2026-03-10,,,yes\n2,10 March,,,yes\n3,2026-03-10,,,no\n'
const SPEC = { key: 'id', zone: 'UTC', dates: 'yyyy-mm-dd', events: [{ name: 'signed_up', at: 'day' }] }

const folderOf = () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-uploads-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

type Sent = { as?: Role | null; person?: string; body?: string | Uint8Array; headers?: Record<string, string> }

/** The routes behind a server of their own; who asks stands in a header. */
async function serving(
  world: SourceWorld,
  { files }: { files?: (folder: string) => ReturnType<typeof openUploads> } = {},
) {
  const folder = folderOf()
  const told: string[] = []
  const uploads = uploadsOf({
    context: () => world.ctx,
    identify: async ({ headers }) => {
      const role = headers.get('x-role') as Role | null
      return role ? { id: headers.get('x-person') ?? 'p', name: 'P', role, signsFor: [] } : undefined
    },
    changed: ({ operation, object }) => told.push(`${operation} ${object}`),
    folder,
    limits: LIMITS,
    ...(files ? { files: files(folder) } : {}),
  })
  const app = new Hono()
  app.use(sameSite({ hosts: ['127.0.0.1'], origins: ['http://127.0.0.1'] }))
  app.route('/api/v1/uploads', uploads.routes)
  app.onError((error, c) => answerProblem(c, error, () => {}))
  const server = createServer(getRequestListener(app.fetch))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const ask = async (method: string, path: string, { as = 'member', person = 'p', body, headers = {} }: Sent = {}) => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/uploads${path}`, {
      method,
      headers: { ...(as ? { 'x-role': as } : {}), 'x-person': person, ...headers },
      ...(body === undefined ? {} : { body: body as BodyInit }),
    })
    return { status: response.status, said: (await response.json()) as Record<string, never> & { detail?: string } }
  }
  const binary = { 'content-type': 'application/octet-stream' }
  return {
    folder,
    told,
    port,
    ask,
    send: (name: string, body: string | Uint8Array, sent: Sent = {}) =>
      ask('POST', `?name=${encodeURIComponent(name)}`, { body, headers: binary, ...sent }),
    say: (path: string, input: unknown, sent: Sent = {}) =>
      ask('POST', path, { body: JSON.stringify(input), headers: { 'content-type': 'application/json' }, ...sent }),
  }
}

const left = (folder: string) => readdirSync(folder)

describe('names of uploaded files', () => {
  it.each([
    ['leads.csv', 'leads.csv'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\Leads (3).csv', 'Leads (3).csv'],
    ['..', 'file'],
    ['.hidden.csv', 'hidden.csv'],
    ['a\u0000b\n\u202Egnp.csv', 'abgnp.csv'],
    ['<img src=x>.csv', 'img src=x.csv'],
    ['Umsätze 2026.csv.gz', 'Umsätze 2026.csv.gz'],
    [`${'x'.repeat(500)}.csv`, `${'x'.repeat(120)}.csv`],
    ['/', 'file'],
  ])('%j is kept as %j', (said, kept) => {
    expect(safeName(said)).toBe(kept)
  })

  it.each([
    ['CRM Leads (3).csv.gz', 'crm-leads-3'],
    ['Umsätze.xlsx', 'umsatze'],
    ['…', 'source'],
  ])('%j makes the source %j', (file, name) => {
    expect(nameIn(file)).toBe(name)
  })
})

eachStore(open => {
  let stores: Awaited<ReturnType<typeof open>>
  let world: SourceWorld
  beforeAll(async () => {
    stores = await open(migrations)
    world = await buildSource(stores)
  })

  it('a file is sent, drafted, tried and imported, and is gone afterwards', async () => {
    const { folder, told, ask, send, say } = await serving(world)
    const { status, said } = await send('People.csv', FILE)
    expect(status).toBe(201)
    expect(said).toMatchObject({ name: 'People.csv', bytes: FILE.length, rows: 3, state: 'waiting', fits: [] })
    const id = String(said.upload)
    expect(statSync(join(folder, id, 'content', 'People.csv')).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, id)).mode & 0o777).toBe(0o700)
    const draft = await say(`/${id}/draft`, {})
    expect(draft.said).toMatchObject({ name: 'people', source: { file: 'People.csv', key: 'id' } })
    const preview = await say(`/${id}/preview`, { spec: SPEC })
    expect(preview.said).toMatchObject({ problems: [], looked: { rows: 3, events: 2, rejected: 1 } })
    expect((await ask('GET', '')).said).toMatchObject({ limits: LIMITS, uploads: [{ upload: id }] })
    const done = await say(`/${id}/import`, { source: world.source })
    expect(done.said).toMatchObject({ rows: 2, stored: 1, duplicate: 0, rejected: 1, skipped: 1, resumed: false })
    expect(await countFacts(world.ctx.events, world.source)).toBe(1)
    expect((await ask('GET', `/${id}`)).said).toMatchObject({ state: 'imported', imported: { stored: 1 } })
    expect(told).toEqual([`source.import ${world.source}`])
    expect(left(folder)).toEqual([])
  })

  it('an export that a connector knows is drafted from its preset, under its name', async () => {
    const { send, say } = await serving(world)
    const header = 'Record ID,Email,Lifecycle Stage,Create Date,Became a Lead Date'
    const { said } = await send('all.csv', `${header}\n51,ada@example.com,Lead,2026-01-07 09:12,2026-01-07 09:13\n`)
    const draft = await say(`/${said.upload}/draft`, {})
    expect(draft.said).toMatchObject({
      name: 'hubspot-contacts',
      preset: { connector: 'hubspot', name: 'contacts', says: expect.stringContaining('“Mobile Phone Number”') },
      source: { person: { ids: { hubspot: 'Record ID' } }, file: 'all.csv' },
    })
    expect((await say(`/${said.upload}/draft`, { name: 'mine' })).said).toMatchObject({ name: 'mine' })
  })

  it('needs the right to write sources, and is nobody else’s', async () => {
    const { ask, send, say } = await serving(world)
    expect(await send('a.csv', FILE, { as: null })).toMatchObject({ status: 401 })
    expect(await send('a.csv', FILE, { as: 'viewer' })).toMatchObject({ status: 403, said: { needs: 'source:write' } })
    const id = String((await send('a.csv', FILE)).said.upload)
    for (const who of [{ as: null }, { as: 'viewer' as const }, { as: 'admin' as const, person: 'q' }]) {
      const status = who.as === null ? 401 : who.as === 'viewer' ? 403 : 404
      expect(await ask('GET', `/${id}`, who)).toMatchObject({ status })
      expect(await ask('DELETE', `/${id}`, who)).toMatchObject({ status })
      for (const verb of ['draft', 'preview', 'import'])
        expect(await say(`/${id}/${verb}`, { source: world.source, spec: {} }, headed(who))).toMatchObject({ status })
    }
    expect((await ask('GET', '', { person: 'q' })).said).toMatchObject({ uploads: [] })
    expect(await ask('DELETE', `/${id}`)).toMatchObject({ status: 200 })
    expect(await ask('GET', `/${id}`)).toMatchObject({ status: 404 })
    for (const wrong of ['%2e%2e%2fsecret', 'x'.repeat(26)])
      expect((await ask('GET', `/${wrong}`)).status).toBeGreaterThanOrEqual(404)
  })

  it('is not taken from a page of another site, nor as a form would send it', async () => {
    const { send } = await serving(world)
    const binary = { 'content-type': 'application/octet-stream' }
    const foreign = { ...binary, origin: 'https://evil.example' }
    expect(await send('a.csv', FILE, { headers: foreign })).toMatchObject({
      status: 403,
      said: { reason: 'other_site' },
    })
    expect(await send('a.csv', FILE, { headers: { 'content-type': 'text/plain' } })).toMatchObject({ status: 415 })
  })

  it('keeps to its limits, and keeps nothing of what exceeds them', async () => {
    const { folder, send } = await serving(world)
    const tooLarge = { status: 413, said: { reason: 'too_large' } }
    expect(await send('a.csv', `a\n${'x\n'.repeat(2000)}`)).toMatchObject(tooLarge)
    expect(await send('a.csv', `a,b\n${'1,2\n'.repeat(101)}`)).toMatchObject(tooLarge)
    expect(await send('a.csv', `a,b\n${'1,2\n'.repeat(100)}`)).toMatchObject({ status: 201, said: { rows: 100 } })
    const bomb = gzipSync(`a,b\n${'1,2\n'.repeat(10_000)}`)
    expect(await send('a.csv.gz', bomb)).toMatchObject(tooLarge)
    expect(await send('a.csv', '')).toMatchObject({ status: 400 })
    expect(await send('', FILE)).toMatchObject({ status: 400 })
    expect(await send('a.xlsx', Buffer.from('504b030414000000', 'hex'))).toMatchObject({
      status: 400,
      said: { detail: expect.stringContaining('Save the sheet as CSV') },
    })
    expect(left(folder)).toHaveLength(1)
  })

  it('keeps nothing of a file that broke off on its way', async () => {
    const { folder, port } = await serving(world)
    const sending = request({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/api/v1/uploads?name=a.csv',
      headers: { 'x-role': 'member', 'content-type': 'application/octet-stream', 'content-length': '3000' },
    })
    sending.on('error', () => {})
    sending.write(FILE)
    await expect.poll(() => left(folder)).toHaveLength(1)
    sending.destroy()
    await expect.poll(() => left(folder)).toHaveLength(0)
  })

  it('says that the disk is full, and keeps nothing', async () => {
    const write = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))
    const { folder, send } = await serving(world, { files: at => openUploads(at, { limits: LIMITS, write }) })
    expect(await send('a.csv', FILE)).toMatchObject({ status: 507, said: { reason: 'disk_full' } })
    expect(left(folder)).toEqual([])
  })

  it('removes what has waited for more than a day', async () => {
    const { folder, send, ask } = await serving(world)
    const id = String((await send('a.csv', FILE)).said.upload)
    const old = new Date(Date.now() - 25 * 3_600_000)
    utimesSync(join(folder, id), old, old)
    await send('b.csv', FILE)
    expect(await ask('GET', `/${id}`)).toMatchObject({ status: 404 })
    expect(left(folder)).toHaveLength(1)
  })

  it('keeps the file when its import fails, and says what is wrong', async () => {
    const { folder, send, say, ask } = await serving(world)
    const id = String((await send('a.csv', 'x,y\n1,2\n')).said.upload)
    expect(await say(`/${id}/import`, { source: world.source })).toMatchObject({ status: 400 })
    expect((await ask('GET', `/${id}`)).said).toMatchObject({ state: 'failed', failure: { status: 400 } })
    expect(await say(`/${id}/import`, { source: 'nothing-such' })).toMatchObject({ status: 404 })
    expect(await say(`/${id}/import`, { sauce: 'x' })).toMatchObject({ status: 400 })
    expect(await say(`/${id}/preview`, {}, { headers: { 'content-type': 'text/plain' } })).toMatchObject({
      status: 415,
    })
    expect(left(folder)).toEqual([id])
  })

  it('lets twenty files of one person wait', async () => {
    const { send } = await serving(world)
    for (let i = 0; i < 20; i++) expect((await send(`${i}.csv`, FILE)).status).toBe(201)
    expect(await send('more.csv', FILE)).toMatchObject({ status: 429 })
    expect(
      (await send('other.csv', FILE, { person: 'q', headers: { 'content-type': 'application/octet-stream' } })).status,
    ).toBe(201)
  })
})

const headed = (who: Sent): Sent => ({ ...who, headers: { 'content-type': 'application/json' } })
