import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDirectory, type Workplace } from '../src/cli/workplace.ts'
import type { Fact } from '../src/core/fact.ts'
import { consentOfCustomer } from '../src/features/customer/operations/consenting.ts'
import { eraseCustomer, listErasures } from '../src/features/customer/operations/erasing.ts'
import { exportCustomer } from '../src/features/customer/operations/exporting.ts'
import { searchCustomers } from '../src/features/customer/operations/searching.ts'
import { timelineOfCustomer } from '../src/features/customer/operations/timeline.ts'
import { sayOf } from '../src/features/discussion/operations.ts'
import { correctRow } from '../src/features/source/operations/correcting.ts'
import { importFile } from '../src/features/source/operations/importing.ts'
import { uuidOf } from '../src/store/hash.ts'
import { declare, team } from './declare.ts'

const EMAIL = 'Canary.7f3a@Example.com'
const USER = 'u-canary-7f3a'
const TRACES = ['canary.7f3a', USER, 'canarybird', 'canary-page', '+4915100007733']

const fact = (name: string, more: Partial<Fact>): Fact => ({
  id: uuidOf(name),
  ts: Date.UTC(2026, 0, 2),
  source: 'web',
  props: {},
  ...more,
})

const CSV = [
  'Contact,Email,Phone,At',
  `${USER},${EMAIL},+4915100007733,2026-01-05`,
  `${USER},${EMAIL},+4915100007733,never`,
  `${USER},${EMAIL},+4915100007733,2026-13-01`,
  'u-other,other@example.com,,2026-01-06',
].join('\n')

let folder: string
let data: string
let place: Workplace

/** Everything in the data directory that still has a trace of the person, by file. */
function traces(): string[] {
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter(each => each.isFile())
  return files.flatMap(each => {
    const path = join(each.parentPath, each.name)
    const bytes = readFileSync(path)
    const texts = [bytes.toString('latin1'), bytes.toString('utf16le')].map(text => text.toLowerCase())
    const found = TRACES.filter(trace => path.includes(trace) || texts.some(text => text.includes(trace)))
    return found.map(trace => `${path.slice(data.length + 1)}: ${trace}`)
  })
}

const upload = (id: string, name: string, content: string | Buffer): void => {
  mkdirSync(join(data, 'uploads', id, 'content'), { recursive: true })
  writeFileSync(join(data, 'uploads', id, 'content', name), content)
  writeFileSync(join(data, 'uploads', id, 'upload.json'), JSON.stringify({ upload: id, name, by: 'root', at: 'now' }))
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-erasure-'))
  data = join(folder, 'data')
  place = await openDirectory(data, { create: true })
  const { ctx } = place
  await declare(ctx, [
    team('marketing'),
    {
      ...{ kind: 'source', name: 'crm', owner: 'marketing', zone: 'UTC' },
      person: { user: 'Contact', email: 'Email' },
      traits: { phone: 'Phone' },
      events: [{ name: 'called', at: 'At', props: { number: 'Phone' } }],
    },
    { kind: 'term', name: 'lead', owner: 'marketing', means: 'Somebody.' },
  ])
  writeFileSync(join(folder, 'crm.csv'), CSV)
  const imported = await importFile(ctx, { source: 'crm', path: join(folder, 'crm.csv') })
  expect(imported).toMatchObject({ stored: 2, rejected: 2 })
  await correctRow(ctx, { import: imported.import, row: 2, values: { At: '2026-01-07' } })
  await ctx.events.append([
    fact('1', {
      name: 'page_viewed',
      user: USER,
      email: EMAIL,
      anonymous: 'canary-page-visitor',
      props: { page: '/canary-page' },
    }),
    fact('2', { user: USER, traits: { name: 'CanaryBird' } }),
    fact('3', {
      name: 'page_viewed',
      user: 'u-other',
      props: { referrer: `https://x.test/?e=${encodeURIComponent(EMAIL)}` },
    }),
  ])
  const raw = JSON.stringify({ userId: USER, traits: { name: 'CanaryBird' } })
  const held = { id: uuidOf('held'), source: 'web', received: 1, code: 'bad', reason: 'Bad.', raw }
  await ctx.events.collect({ source: 'web', received: 1, facts: [], raws: [], held: [held], refused: 0 })
  await sayOf({ ...ctx, idempotencyKey: 'k1' }, { kind: 'term', name: 'lead', text: `${EMAIL} says so.` })
  upload('a', 'contacts.csv', CSV)
  upload('b', 'contacts.csv.gz', gzipSync(CSV))
  upload('c', 'others.csv', 'Contact\nu-other\n')
  await consentOfCustomer(ctx, { id: EMAIL, purpose: 'newsletter', state: 'given' })
  await searchCustomers(ctx, { text: EMAIL })
  await timelineOfCustomer(ctx, { id: EMAIL })
})

afterEach(async () => {
  await place.close()
  rmSync(folder, { recursive: true, force: true })
})

const reopened = async (): Promise<void> => {
  await place.close()
  place = await openDirectory(data)
}

describe('a person who was erased', () => {
  it('is in no byte of the data directory, while it is open and after it was closed', async () => {
    const { ctx } = place
    const exported = JSON.stringify(await exportCustomer(ctx, { id: EMAIL })).toLowerCase()
    for (const trace of TRACES) expect(exported).toContain(trace)
    expect(exported).toContain('contacts.csv')
    await reopened()
    expect(traces().map(each => each.split(':')[0])).toEqual(
      expect.arrayContaining([expect.stringMatching(/records\.sqlite/), expect.stringMatching(/\.duckdb/)]),
    )
    const erased = await eraseCustomer(place.ctx, { id: USER })
    expect(erased).toMatchObject({ left: [], files: 2, held: 1 })
    expect(traces()).toEqual([])
    await reopened()
    expect(traces()).toEqual([])
    expect(readdirSync(join(data, 'uploads'))).toEqual(['c'])
  })

  it('stays erased when older facts are put back, and when new ones come', async () => {
    const events = join(data, 'events')
    await place.close()
    cpSync(events, join(folder, 'backup'), { recursive: true })
    place = await openDirectory(data)
    await eraseCustomer(place.ctx, { id: EMAIL })
    await place.close()
    rmSync(events, { recursive: true })
    cpSync(join(folder, 'backup'), events, { recursive: true })
    expect(traces()).not.toEqual([])
    place = await openDirectory(data)
    expect(traces()).toEqual([])
    const later = [fact('9', { name: 'page_viewed', email: EMAIL }), fact('10', { name: 'page_viewed', user: USER })]
    expect(await place.ctx.events.append(later)).toEqual(['suppressed', 'suppressed'])
    await reopened()
    expect(traces()).toEqual([])
    expect(await listErasures(place.ctx, {})).toHaveLength(1)
  })
})
