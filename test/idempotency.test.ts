import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { served } from './served.ts'
import { asking, startServer, type TestServer } from './server.ts'
import { plumbline } from './terminal.ts'

const HOUR_MS = 3_600_000
const BUSY = { PLUMBLINE_RATE_LIMIT: '1000000' }

const person = (name: string) => ({ email: `${name}@acme.test`, name, role: 'member' })
const under = (key: string) => ({ headers: { 'idempotency-key': key } })

describe('a write under a key', () => {
  let server: TestServer
  let admin: Awaited<ReturnType<TestServer['person']>>
  let now = Date.now()

  beforeAll(async () => {
    server = await startServer({ now: () => new Date(now).toISOString() }, false)
    admin = await server.person('Ada', 'admin')
  })
  afterAll(() => server.stop())

  const entries = async (): Promise<number> => (await admin.call('audit.list', { limit: 500 })).json.items.length

  it('has one effect when it is sent twenty times at once, and every answer is that one’s or says to come again', async () => {
    const before = await entries()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => admin.call('person.add', person('crowd'), under('crowd'))),
    )
    const taken = answers.filter(answer => answer.status === 200)
    expect(taken.length).toBeGreaterThan(0)
    expect(new Set(taken.map(answer => answer.text)).size).toBe(1)
    for (const answer of answers) expect([200, 409]).toContain(answer.status)
    expect(await entries()).toBe(before + 1)
    expect((await admin.call('person.add', person('crowd'), under('crowd'))).text).toBe(taken[0]?.text)
  })

  it('gets the first answer a day later still', async () => {
    const first = await admin.call('person.add', person('later'), under('later'))
    now += 23 * HOUR_MS
    expect((await admin.call('person.add', person('later'), under('later'))).text).toBe(first.text)
  })

  it('that failed may be sent again under it, put right', async () => {
    const wrong = await admin.call('person.add', { ...person('wrong'), email: 'nobody' }, under('wrong'))
    expect(wrong.status).toBe(400)
    const taken = await admin.call('person.add', person('crowd'), under('again'))
    expect(taken.status).toBe(409)
    expect((await admin.call('person.add', person('wrong'), under('wrong'))).status).toBe(200)
    expect((await admin.call('person.add', person('again'), under('again'))).status).toBe(200)
  })

  it('is another’s when another person sends it, or another operation is meant', async () => {
    await admin.call('person.add', person('own'), under('own'))
    const grace = await server.person('Grace', 'admin')
    expect((await grace.call('person.add', person('hers'), under('own'))).status).toBe(200)
    const other = await admin.call('team.change', { name: 'own', title: 'Own' }, under('own'))
    expect(other.status).toBe(422)
  })
})

it('a write whose answer never came because the server was killed is done once when it is sent again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-once-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const data = join(folder, 'data')
  const made = plumbline(['key', 'create', '--scope', 'admin', '--data-dir', data, '--format', 'json'])
  const headers = { authorization: `Bearer ${JSON.parse(made.out).key}` }
  const answered: string[] = []
  const names: string[] = []
  for (let kill = 0; kill < 4; kill++) {
    const server = await served(data, BUSY)
    onTestFinished(async () => void (await server.end('SIGKILL')))
    const ask = asking(server.address, headers)
    for (const name of names) {
      const again = await ask.call('person.add', person(name), under(name))
      expect(again.status, again.text).toBe(200)
    }
    const writing = (async () => {
      for (let n = 0; ; n++) {
        const name = `p${kill}-${n}`
        names.push(name)
        const answer = await ask.call('person.add', person(name), under(name)).catch(() => undefined)
        if (!answer) return
        answered.push(answer.json.id)
      }
    })()
    await sleep(100 + 90 * kill)
    await server.end('SIGKILL')
    await writing
  }
  const last = await served(data, BUSY)
  onTestFinished(async () => void (await last.end('SIGKILL')))
  const ask = asking(last.address, headers)
  for (const name of names) expect((await ask.call('person.add', person(name), under(name))).status).toBe(200)
  const people = (await ask.call('person.list')).json as { id: string; email: string }[]
  expect(people.map(each => each.email).sort()).toEqual(names.map(name => person(name).email).sort())
  expect(people.map(each => each.id)).toEqual(expect.arrayContaining(answered))
  expect(await last.end('SIGTERM')).toBe(0)
  expect(plumbline(['verify', '--data-dir', data])).toMatchObject({ code: 0 })
})
