import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect } from 'vitest'
import { writeKey } from '../collector.ts'
import { stories, story } from './harness.ts'

/** A site of another origin, whose page runs the script. */
async function shopOf(shop: object) {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'shop.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"', global: 'window' },
    logLevel: 'error',
  })
  const script = outputFiles[0]?.text ?? ''
  const html = `<!doctype html><html lang="en"><head><link rel="icon" href="data:,"><script>window.shop = ${JSON.stringify(shop)}</script></head><body><script type="module" src="/shop.js"></script></body></html>`
  const server = createServer((request, response) => {
    const isScript = request.url === '/shop.js'
    response.writeHead(200, { 'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8' })
    response.end(isScript ? script : html)
  })
  await new Promise<void>(resolve => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://localhost:${port}/pricing?utm_source=news&utm_medium=email`, stop: () => server.close() }
}

stories('trackers in a browser', () => {
  for (const batching of [false, true])
    story(
      `Segment’s library on another site sends ${batching ? 'batches' : 'each message'}, unchanged`,
      async scene => {
        const server = await scene.serve()
        const key = await writeKey(server.ctx, 'shop')
        const shop = await shopOf({ key, collector: server.address, batching })
        try {
          const page = await scene.open(server, shop.url)
          await expect.poll(() => page.title(), { timeout: 20_000 }).toBe('done')
          await expect
            .poll(async () => (await server.ctx.events.tallies())[0], { timeout: 10_000 })
            .toMatchObject({ source: 'shop', stored: 7, duplicate: 0, quarantined: 0, refused: 0 })
          const events = await server.ctx.events.query<{
            name: string
            person: number
            props: Record<string, unknown>
          }>('SELECT name, person, props FROM event ORDER BY name', [], { json: true })
          expect(events.map(each => each.name)).toEqual(['Left', 'Opened', 'Order Completed', 'page_viewed'])
          expect(new Set(events.map(each => each.person)).size).toBe(1)
          expect(events[2]?.props).toMatchObject({ revenue: 12.5, revenue_currency: 'EUR', utm_source: 'news' })
          expect(events[3]?.props).toMatchObject({
            page: '/pricing',
            page_name: 'Pricing',
            utm_source: 'news',
            utm_medium: 'email',
            browser: 'Chrome',
          })
          const emails = await server.ctx.events.query("SELECT value FROM identifier WHERE kind = 'email'")
          expect(emails).toEqual([{ value: 'ada@acme.test' }])
        } finally {
          shop.stop()
        }
      },
    )
})
