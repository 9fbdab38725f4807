import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Bench, Figure } from './figure.ts'
import type { Load, Sent } from './ingest-load.ts'

const root = join(import.meta.dirname, '..')
const main = join(root, 'src/cli/main.ts')
const run = promisify(execFile)

const CASES = [
  { batch: 1, connections: 50, budget: undefined },
  { batch: 20, connections: 50, budget: 40_000 },
  { batch: 100, connections: 10, budget: 40_000 },
]
const SECONDS = 10

/** From this length on one load is sent without a pause, to see whether memory stays as it is. */
const LONG_SECONDS = 60
const LOOKS = 10

/** Events over HTTP, acknowledged when they are on disk; the sender is a process of its own on the same machine. */
export const ingestBench: Bench = {
  does: 'Send events to a server, one at a time and in batches of 20 and 100; rows are seconds for each. With 60 and more, batches of 20 without a pause, once, and the memory of the server meanwhile.',
  rows: SECONDS,
  async run({ rows: seconds, runs, folder, note }) {
    const data = join(folder, 'ingest')
    const { stdout } = await run(process.execPath, [main, 'source', 'key', 'bench', '--data-dir', data])
    const key = stdout.trim()
    const server = await start(data)
    const figures: Figure[] = []
    const memory: number[] = []
    try {
      await load({ address: server.address, key, batch: 20, connections: 50, seconds: 2, seed: 'warm' })
      if (seconds >= LONG_SECONDS) return await long({ ...server, key, seconds, note })
      for (const { batch, connections, budget } of CASES) {
        const rates: number[] = []
        const slow: number[] = []
        for (let turn = 1; turn <= runs; turn++) {
          note(`ingest: ${batch} a request over ${connections} connections, run ${turn} of ${runs}`)
          const seed = `${batch}-${turn}`
          const sent = await load({ address: server.address, key, batch, connections, seconds, seed })
          if (sent.failures) throw new Error(`${sent.failures} requests were not taken.`)
          rates.push(sent.events / sent.seconds)
          slow.push(at(sent.ms, 0.99) / 1000)
          memory.push(server.memory())
        }
        figures.push(
          figure(`${batch} a request, ${connections} connections`, 'events/s', rates, budget),
          figure(`… 99 of 100 are answered within`, 's', slow, batch === 1 ? undefined : 0.1),
        )
      }
    } finally {
      await server.end()
    }
    return [...figures, figure('memory of the server, after each run', 'MB', memory)]
  },
}

/** Sends for a long time, and looks at the memory of the server in even steps; the first and last look are told apart. */
async function long(how: Server & { key: string; seconds: number; note(text: string): void }): Promise<Figure[]> {
  const { address, key, seconds, memory, note } = how
  const [rates, slow, looks]: [number[], number[], number[]] = [[], [], [memory()]]
  for (let look = 1; look <= LOOKS; look++) {
    const sent = await load({
      address,
      key,
      batch: 20,
      connections: 50,
      seconds: seconds / LOOKS,
      seed: `long-${look}`,
    })
    if (sent.failures) throw new Error(`${sent.failures} requests were not taken.`)
    rates.push(sent.events / sent.seconds)
    slow.push(at(sent.ms, 0.99) / 1000)
    looks.push(memory())
    note(`ingest: ${Math.round((look * seconds) / LOOKS)} of ${seconds} s, ${looks.at(-1)?.toFixed(0)} MB`)
  }
  return [
    figure('20 a request, 50 connections', 'events/s', rates, 40_000),
    figure('… 99 of 100 are answered within', 's', slow, 0.1),
    figure('memory of the server, at the start', 'MB', looks.slice(0, 1)),
    figure('… meanwhile', 'MB', looks.slice(1, -1)),
    figure('… at the end', 'MB', looks.slice(-1)),
  ]
}

function figure(what: string, unit: Figure['unit'], runs: readonly number[], budget?: number): Figure {
  const inOrder = runs.toSorted((a, b) => a - b)
  const best = (unit.endsWith('/s') ? inOrder.at(-1) : inOrder[0]) ?? Number.NaN
  const median = inOrder[(inOrder.length - 1) >> 1] ?? Number.NaN
  return { what, unit, runs: [...runs], best, median, ...(budget === undefined ? {} : { budget }) }
}

function at(values: readonly number[], share: number): number {
  const inOrder = values.toSorted((a, b) => a - b)
  return inOrder[Math.min(inOrder.length - 1, Math.floor(inOrder.length * share))] ?? Number.NaN
}

async function load(what: Load): Promise<Sent> {
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, 'ingest-load.ts'), JSON.stringify(what)], {
    maxBuffer: 2 ** 28,
  })
  return JSON.parse(stdout) as Sent
}

type Server = { address: string; memory(): number; end(): Promise<void> }

async function start(data: string): Promise<Server> {
  const child: ChildProcess = spawn(process.execPath, [main, 'serve', '--data-dir', data, '--port', '0'], {
    env: { ...process.env, PLUMBLINE_LOG: 'warn', PLUMBLINE_COLLECT_LIMIT: '1000000000' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<void>(resolve => child.once('close', () => resolve()))
  const address = await new Promise<string>((resolve, reject) => {
    child.once('close', code => reject(new Error(`The server ended with ${code}.`)))
    child.stdout?.on('data', part => {
      const found = /http:\/\/[^\s/]+/.exec(String(part))?.[0]
      if (found) resolve(found)
    })
  })
  return {
    address,
    memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1000,
    async end() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
