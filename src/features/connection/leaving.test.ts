import { createServer } from 'node:http'
import { createServer as createListener, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { CANARY, outsideFor, PEOPLE } from '../../../test/connection.ts'
import { declare, team } from '../../../test/declare.ts'
import type { Connector } from '../../connectors/connector.ts'
import { warehouse } from '../../connectors/warehouse/connector.ts'
import { fail } from '../../core/error.ts'
import { newId } from '../../core/id.ts'
import { openEvents } from '../../store/events/events.ts'
import { openRecords, type Records } from '../../store/records/records.ts'
import { sealSettings } from './operations/asking.ts'
import { changeConnection, createConnection } from './operations/changing.ts'
import { sync, testConnection } from './operations/syncing.ts'
import { updateConnection } from './queries.ts'

const BODY = 'body-of-an-inner-service'

/** A system whose address people enter, which may lead anywhere as far as its connector is concerned. */
function anywhere(hosts: string[]): Connector {
  return {
    name: 'anywhere',
    title: 'Anywhere',
    category: 'crm',
    does: 'Brings people from wherever it is told.',
    steps: ['Enter an address.'],
    presets: [],
    api: {
      fields: [
        { name: 'url', title: 'Address', secret: false, hint: 'https://…' },
        { name: 'token', title: 'Token', secret: true, hint: 'A long one.' },
      ],
      hosts,
      objects: ['people'],
      async test({ settings, request }) {
        const { status } = await request(settings.url ?? '', { headers: { authorization: settings.token ?? '' } })
        if (status !== 200) fail('unavailable', `Anywhere answers ${status}.`)
      },
      async *read({ settings, request }) {
        const { status, body } = await request(settings.url ?? '')
        if (status !== 200) fail('unavailable', `Anywhere answers ${status}.`)
        yield { rows: JSON.parse(body), cursor: 'end' }
      },
    },
  }
}

describe('nothing leaves for where it is not allowed', () => {
  let hits = 0
  const servers: Server[] = []
  let canary: number
  let open: number
  let records: Records
  let world: World
  const closing: (() => Promise<void>)[] = []

  beforeAll(async () => {
    const listen = (server: Server, host: string, port = 0): Promise<number> => {
      servers.push(server)
      return new Promise((resolve, reject) => {
        server.on('error', reject)
        server.listen(port, host, () => resolve((server.address() as { port: number }).port))
      })
    }
    const counting = () =>
      createListener(socket => {
        hits++
        socket.destroy()
      })
    canary = await listen(counting(), '127.0.0.1')
    await listen(counting(), '::1', canary).catch(() => {})
    open = await listen(
      createServer((request, response) => {
        if (request.url === '/rows') response.end(JSON.stringify([{ id: '1', day: '2026-01-02', plan: 'pro' }]))
        else if (request.url === '/secret') response.writeHead(500).end(BODY)
        else response.writeHead(Number(request.url?.slice(1)), { location: `http://127.0.0.1:${canary}/` }).end(BODY)
      }),
      '127.0.0.1',
    )
    records = await openRecords({ memory: true }, migrations)
    const events = await openEvents({ memory: true }, { zone: 'UTC' })
    closing.push(
      () => events.close(),
      () => records.close(),
    )
    world = await buildWorld({ records, events }, { signatures: false })
    await declare(world.ctx, [team('sales'), { kind: 'source', name: 'people', owner: 'sales', ...PEOPLE }])
  })
  afterAll(async () => {
    for (const server of servers) server.close()
    for (const close of closing) await close()
  })

  const spellings = (port: number): string[] =>
    [
      ...[
        '127.0.0.1',
        '127.1',
        '127.0.1',
        '2130706433',
        '0x7f000001',
        '017700000001',
        '0177.0.0.1',
        '0x7f.1',
        '0.0.0.0',
      ],
      ...[
        '0',
        'localhost',
        'LOCALHOST',
        'localhost.',
        'localtest.localhost',
        '127.0.0.1.',
        '127.255.255.254',
        'localhost.local',
      ],
      ...[
        '[::1]',
        '[::]',
        '[0:0:0:0:0:0:0:1]',
        '[::ffff:127.0.0.1]',
        '[::ffff:7f00:1]',
        '[::127.0.0.1]',
        '[64:ff9b::7f00:1]',
      ],
      ...['169.254.169.254', '[::ffff:a9fe:a9fe]', '[fe80::1]', '[fd00::1]', '10.0.0.1', '172.16.0.1', '192.168.0.1'],
      ...['100.64.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '１２７.０.０.１', '127。0。0。1', 'ⓛocalhost'],
      ...[
        'user@127.0.0.1',
        'user:pass@127.0.0.1',
        'example.com@127.0.0.1',
        '127.0.0.1\\@example.com',
        '127.0.0.1#@example.com',
      ],
    ].map(host => `http://${host}:${port}/`)
  const others = (port: number): string[] => [
    ...[
      'file:///etc/passwd',
      'ftp://127.0.0.1/',
      'gopher://127.0.0.1/',
      `dict://127.0.0.1:${port}/`,
      'data:text/plain,x',
    ],
    ...[
      `//127.0.0.1:${port}/`,
      `http:/\\127.0.0.1:${port}/`,
      `http:127.0.0.1:${port}`,
      ` http://127.0.0.1:${port}/`,
      'javascript:1',
    ],
    ...[`http://127.0.0.1:${port}\n/`, `http://127.0.0.1:${port}/%0d%0aX:1`, 'https://', `unix:/tmp/socket`],
  ]

  /** A connection in which the address stands already, as if it had been harmless when it was saved. */
  async function connectionTo(
    url: string,
    hosts: string[],
    allowPrivate: string[] = [],
  ): Promise<World['ctx'] & { name: string }> {
    const ctx = { ...world.ctx, ...outsideFor([anywhere(hosts)], allowPrivate) }
    const name = `c-${newId()}`
    await createConnection(ctx, {
      name,
      connector: 'anywhere',
      owner: 'sales',
      settings: { url: 'https://public.test/', token: CANARY },
      objects: [{ object: 'people', source: 'people' }],
    })
    await updateConnection(ctx, name, { settings: sealSettings(ctx, name, { url, token: CANARY }) })
    return { ...ctx, name }
  }

  it('when it is saved, tested and run: no spelling of an inner address is asked', { timeout: 60_000 }, async () => {
    const urls = [...spellings(canary), ...others(canary)]
    expect(urls.length).toBeGreaterThan(55)
    for (const url of urls) {
      const host = /^http:\/\/(.*):\d+\/$/.exec(url)?.[1] ?? ''
      // The connector itself would let it through; that is the worst it can do.
      const hosts = [
        'public.test',
        `${host}:${canary}`,
        `127.0.0.1:${canary}`,
        `localhost:${canary}`,
        `[::1]:${canary}`,
      ]
      const ctx = { ...world.ctx, ...outsideFor([anywhere(hosts)]) }
      const entered = { connector: 'anywhere', owner: 'sales', settings: { url, token: CANARY } }
      const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i.test(url.trim())
      if (isAddress)
        await expect(createConnection(ctx, { name: `x-${newId()}`, ...entered }), url).rejects.toMatchObject({
          code: expect.stringMatching(/invalid|forbidden/),
        })
      const kept = await connectionTo(url, hosts)
      if (isAddress)
        await expect(changeConnection(kept, { name: kept.name, settings: entered.settings }), url).rejects.toThrow()
      expect(await testConnection(kept, { name: kept.name }), url).toMatchObject({ works: false })
      expect(await sync(kept, kept.name), url).toMatchObject({ state: 'failed' })
    }
    expect(hits).toBe(0)
  })

  it('a redirect is not followed, and the body of an answer is shown to nobody', async () => {
    for (const path of ['301', '302', '303', '307', '308', 'secret']) {
      const url = `http://127.0.0.1:${open}/${path}`
      const ctx = await connectionTo(url, ['public.test', `127.0.0.1:${open}`, `127.0.0.1:${canary}`], ['127.0.0.0/8'])
      const answers = [await testConnection(ctx, { name: ctx.name }), await sync(ctx, ctx.name)]
      expect(answers).toMatchObject([{ works: false }, { state: 'failed' }])
      expect(JSON.stringify(answers)).not.toMatch(new RegExp(`${BODY}|${CANARY}`))
    }
    expect(hits).toBe(0)
  })

  it('what an operator permits is asked, and nothing beside it', async () => {
    const url = `http://127.0.0.1:${open}/rows`
    const ctx = await connectionTo(url, ['public.test', `127.0.0.1:${open}`], ['127.0.0.0/8'])
    expect(await testConnection(ctx, { name: ctx.name })).toEqual({ works: true, says: 'Anywhere answers.' })
    expect(await sync(ctx, ctx.name)).toMatchObject({ state: 'done', objects: [{ rows: 1 }] })
    const other = await connectionTo(url, ['public.test', `127.0.0.1:${open}`], ['10.0.0.0/8'])
    expect(await testConnection(other, { name: other.name })).toMatchObject({ works: false })
    const strange = await connectionTo(url, ['public.test'], ['127.0.0.0/8'])
    expect((await testConnection(strange, { name: strange.name })).says).toMatch(/not among the hosts/)
  })

  it('nor does a database inside get a connection, when it is saved, tested or run', async () => {
    const ctx = { ...world.ctx, ...outsideFor([warehouse]) }
    const objects = [{ object: 'people', source: 'people', query: 'select 1 as id' }]
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:7f00:1]', '2130706433', '0x7f000001']) {
      const url = `postgresql://me:${CANARY}@${host}:${canary}/inner?sslmode=disable`
      const created = createConnection(ctx, {
        name: `x-${newId()}`,
        connector: 'warehouse',
        owner: 'sales',
        settings: { url },
        objects,
      })
      await expect(created, host).rejects.toMatchObject({ code: expect.stringMatching(/invalid|forbidden/) })
      const name = `w-${newId()}`
      const harmless = { url: 'postgresql://me:x@public.test/inner' }
      await createConnection(ctx, { name, connector: 'warehouse', owner: 'sales', settings: harmless, objects })
      await updateConnection(ctx, name, { settings: sealSettings(ctx, name, { url }) })
      const answers = [await testConnection(ctx, { name }), await sync(ctx, name)]
      expect(answers, host).toMatchObject([{ works: false }, { state: 'failed' }])
      expect(JSON.stringify(answers)).not.toContain(CANARY)
    }
    expect(hits).toBe(0)
  })

  it('nothing is asked where nothing is kept', async () => {
    await expect(
      createConnection(world.ctx, {
        name: 'x',
        connector: 'warehouse',
        owner: 'sales',
        settings: { url: 'postgresql://me:x@public.test/x' },
        objects: [{ object: 'o', query: 'select 1' }],
      }),
    ).rejects.toThrow('need a place that keeps them')
  })
})
