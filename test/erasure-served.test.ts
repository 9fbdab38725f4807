import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sendBatch, served } from './served.ts'
import { asking } from './server.ts'
import { plumbline } from './terminal.ts'

const EMAIL = 'canary.9c1d@example.com'
const TRACES = ['canary.9c1d', 'u-canary-9c1d', '+4915100009911', 'v-canary-9c1d']
const LOUD = { PLUMBLINE_LOG: 'debug' }

const message = (id: string, more: object) => ({
  messageId: id,
  type: 'track',
  event: 'Opened',
  userId: 'u-canary-9c1d',
  ...more,
})
const person = { email: EMAIL, phone: '+4915100009911' }

/** Sent by a tracker: what is stored, held, refused and sent again. */
const BATCH = [
  message('a', { anonymousId: 'v-canary-9c1d', properties: { email: EMAIL, page: '/' } }),
  message('b', { type: 'identify', event: undefined, traits: person }),
  message('c', { event: 7, context: { traits: person } }),
  message('d', { type: undefined, properties: { email: EMAIL } }),
  message('e', { properties: { fill: EMAIL.repeat(2000) } }),
  message('a', { anonymousId: 'v-canary-9c1d', properties: { email: EMAIL, page: '/else' } }),
  message('f', { userId: 'u-other', properties: { friend: EMAIL } }),
]

test('who was erased over HTTP is in no byte of the directory or the log, though the server was killed at once, and stays out', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-erased-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const data = join(folder, 'data')
  const key = plumbline(['source', 'key', 'web', '--data-dir', data]).out.trim()
  const args = ['key', 'create', '--scope', 'admin', '--personal', '--data-dir', data, '--format', 'json']
  const headers = { authorization: `Bearer ${JSON.parse(plumbline(args).out).key}` }
  const first = await served(data, LOUD)
  onTestFinished(async () => void (await first.end('SIGKILL')))
  const ask = asking(first.address, headers)
  expect((await sendBatch(first.address, key, BATCH))?.body).toMatchObject({ stored: 3, quarantined: 3, refused: 1 })
  const filled = async (answer: ReturnType<typeof ask.send>) => {
    const { status, text } = await answer
    expect(status, text).toBe(200)
    return text
  }
  await filled(ask.send(`/api/v1/customer.timeline?id=${encodeURIComponent(EMAIL)}`))
  await filled(ask.call('customer.search', { text: EMAIL }))
  const consent = { id: EMAIL, purpose: 'newsletter', state: 'given' }
  await filled(ask.call('customer.consent', consent, { headers: { 'idempotency-key': 'consent-1' } }))
  const exported = await filled(ask.call('customer.export', { id: EMAIL }))
  for (const trace of TRACES) expect(exported.toLowerCase()).toContain(trace)
  expect(tracesIn(data)).not.toEqual([])

  const erased = await ask.call('customer.erase', { id: EMAIL }, { headers: { 'idempotency-key': 'erase-1' } })
  expect(erased, erased.text).toMatchObject({ status: 200, json: { held: 3, left: [] } })
  await first.end('SIGKILL')
  expect(tracesIn(data)).toEqual([])

  const second = await served(data, LOUD)
  onTestFinished(async () => void (await second.end('SIGKILL')))
  expect(tracesIn(data)).toEqual([])
  const again = BATCH.slice(0, 3).map((each, i) => ({ ...each, messageId: `later-${i}` }))
  expect((await sendBatch(second.address, key, again))?.body).toMatchObject({ stored: 0, refused: 3 })
  expect((await asking(second.address, headers).call('customer.show', { id: EMAIL })).status).toBe(404)
  expect(await second.end('SIGTERM')).toBe(0)
  expect(tracesIn(data)).toEqual([])
  for (const said of [first.said(), second.said()]) {
    expect(said).toContain('answered')
    for (const trace of TRACES) expect(said.toLowerCase()).not.toContain(trace)
  }
  expect(plumbline(['verify', '--data-dir', data])).toMatchObject({ code: 0 })
}, 120_000)

/** Everything in a folder that has a trace of the person, by file. */
function tracesIn(data: string): string[] {
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter(each => each.isFile())
  return files.flatMap(each => {
    const path = join(each.parentPath, each.name)
    const bytes = readFileSync(path)
    const texts = [bytes.toString('latin1'), bytes.toString('utf16le')].map(text => text.toLowerCase())
    return TRACES.filter(trace => texts.some(text => text.includes(trace))).map(trace => `${each.name}: ${trace}`)
  })
}
