import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Bench, type Figure, megabytes, type Run, stopwatch, timed } from './figure.ts'

const root = join(import.meta.dirname, '..')
const CLIENTS = 50
const EACH = 10

export const serveBench: Bench = {
  does: 'Serve the demo company: from start to healthy, the first load of the pages, the scorecard for 50 people at once.',
  rows: 0,
  async run({ runs, folder, note }) {
    const data = join(folder, 'serve')
    note('serve: making the demo company')
    await (await start(data)).end()
    const watch = stopwatch()
    const slowest: Run[] = []
    for (let run = 1; run <= runs; run++) {
      note(`serve: run ${run} of ${runs}`)
      const server = await watch.time('from start to healthy', () => start(data))
      const ask = await visitor(server.address)
      await watch.time('scorecard, the first time', () => ask())
      slowest.push(...(await Promise.all(Array.from({ length: CLIENTS }, () => askOften(ask)))).flat())
      await server.end()
    }
    const inOrder = slowest.toSorted((a, b) => a.seconds - b.seconds)
    const p95 = inOrder[Math.floor(inOrder.length * 0.95)]?.seconds ?? Number.NaN
    const [one] = watch.figures()
    return [
      ...watch.figures({ 'from start to healthy': 2 }),
      {
        ...(one as Figure),
        what: `scorecard, ${CLIENTS} people at once, 95 of 100`,
        runs: [p95],
        best: p95,
        median: p95,
      },
      ...firstLoad(),
    ].map(({ cpu: _, ...figure }) => figure)
  },
}

async function askOften(ask: () => Promise<void>): Promise<Run[]> {
  const runs: Run[] = []
  for (let i = 0; i < EACH; i++) runs.push(await timed(ask))
  return runs
}

type Server = { address: string; end(): Promise<void> }

function start(data: string): Promise<Server> {
  const args = [join(root, 'src/cli/main.ts'), 'serve', '--demo', '--data-dir', data, '--port', '0']
  const child: ChildProcess = spawn(process.execPath, args, {
    env: { ...process.env, PLUMBLINE_RATE_LIMIT: '1000000' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()))
  return new Promise((resolve, reject) => {
    child.once('close', code => reject(new Error(`The server ended with ${code}.`)))
    child.stdout?.on('data', async part => {
      const address = /http:\S+/.exec(String(part))?.[0] ?? ''
      await fetch(`${address}/health`)
      const end = async () => {
        child.kill('SIGTERM')
        await ended
      }
      resolve({ address, end })
    })
  })
}

/** Somebody who has signed in and looks at the scorecard. */
async function visitor(address: string): Promise<() => Promise<void>> {
  const { demo } = (await (await fetch(`${address}/api/auth/state`)).json()) as { demo: { id: string }[] }
  const headers = { 'content-type': 'application/json' }
  const entered = await fetch(`${address}/api/auth/demo`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ person: demo[0]?.id }),
  })
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const call = async (operation: string, input: object) => {
    const answer = await fetch(`${address}/api/v1/${operation}`, {
      method: 'POST',
      headers: { ...headers, cookie },
      body: JSON.stringify(input),
    })
    const said = await answer.json()
    if (!answer.ok) throw new Error(`${operation}: ${JSON.stringify(said)}`)
    return said
  }
  const { items } = (await call('scorecard.list', {})) as { items: { name: string }[] }
  const [scorecard] = items
  return async () => void (await call('scorecard.measure', { name: scorecard?.name }))
}

/** What a browser loads before it shows the first page: the scripts and styles that `index.html` names, packed. */
function firstLoad(): Figure[] {
  const pages = join(root, 'dist', 'web')
  if (!existsSync(join(pages, 'index.html'))) return []
  const html = readFileSync(join(pages, 'index.html'), 'utf8')
  const named = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, file = '']) => file)
  const size = (files: readonly string[]) =>
    files.reduce((sum, file) => sum + gzipSync(readFileSync(join(pages, file))).byteLength, 0)
  const all = readdirSync(join(pages, 'assets')).filter(file => /\.(js|css)$/.test(file))
  return [
    megabytes('pages, first load, packed', [size(named)]),
    megabytes('pages, all of them, unpacked', [
      all.reduce((sum, file) => sum + statSync(join(pages, 'assets', file)).size, 0),
    ]),
  ]
}
