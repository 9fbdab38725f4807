import { describe, expect, it } from 'vitest'
import { startCollector, track } from './collector.ts'

type Told = { event: string; data: Record<string, unknown> }

/** Reads a stream of server-sent events until it has told so many. */
async function listen(response: Response, count: number): Promise<Told[]> {
  const told: Told[] = []
  let text = ''
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += new TextDecoder().decode(part)
    const blocks = text.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split('\n').map(line => line.split(/: ?(.*)/).slice(0, 2)))
      if (fields.event) told.push({ event: fields.event, data: JSON.parse(fields.data ?? '{}') })
    }
    if (told.length >= count) return told
  }
  return told
}

describe('watching events as they come', () => {
  it('shows each with what became of it, masked, and only those that were asked for', async () => {
    const server = await startCollector()
    const { cookie } = await server.person('Mia', 'viewer')
    const watch = (query: string) => fetch(`${server.address}/api/v1/events/live${query}`, { headers: { cookie } })
    const [all, some] = [await watch(''), await watch('?source=web&name=Left')]
    expect(all.headers.get('content-type')).toContain('text/event-stream')
    const heard = Promise.all([listen(all, 4), listen(some, 2)])
    await server.post('/v1/batch', {
      batch: [
        track('a', {
          context: { traits: { email: 'ada@acme.test' } },
          properties: { note: 'for bob@acme.test', seats: 3 },
        }),
        track('b', { event: 'Left' }),
        track('c', { event: '' }),
      ],
    })
    const [everything, left] = await heard
    expect(everything.map(each => each.event)).toEqual(['hello', 'event', 'event', 'event'])
    expect(everything[1]?.data).toMatchObject({
      source: 'web',
      type: 'track',
      name: 'Signed up',
      verdict: 'stored',
      at: '2026-03-02T09:30:00.000Z',
      identifiers: { user: 'ada', email: 'a…@a….test' },
      props: { note: 'for b…@a….test', seats: 3 },
    })
    expect(everything[3]?.data).toMatchObject({ verdict: 'quarantined', code: 'no_name', name: 'track' })
    expect(left[1]?.data).toMatchObject({ name: 'Left' })
    expect(JSON.stringify(everything)).not.toContain('@acme.test')
  })

  it('says how many were left out where more come than anybody reads', async () => {
    const server = await startCollector()
    const { cookie } = await server.person('Mia', 'viewer')
    const response = await fetch(`${server.address}/api/v1/events/live`, { headers: { cookie } })
    const heard = listen(response, 52)
    await server.post('/v1/batch', { batch: Array.from({ length: 200 }, (_, i) => track(`m${i}`)) })
    expect((await heard).at(-1)).toEqual({ event: 'skipped', data: { count: 150 } })
  })

  it('is for people who may see events, and ends with the server', async () => {
    const server = await startCollector()
    expect((await server.anonymous.send('/api/v1/events/live')).status).toBe(401)
    expect((await server.byKey(server.key).send('/api/v1/events/live')).status).toBe(403)
    const { cookie } = await server.person('Mia', 'viewer')
    const response = await fetch(`${server.address}/api/v1/events/live`, { headers: { cookie } })
    const heard = response.text()
    await server.stopServing()
    expect(await heard).toContain('hello')
  })
})
