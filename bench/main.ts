import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { terminalOf } from '../src/cli/terminal.ts'
import { fail, ProductError } from '../src/core/error.ts'
import { nearest } from '../src/core/problem.ts'
import { checkBench } from './check.ts'
import { demoBench } from './demo.ts'
import type { Bench } from './figure.ts'
import { funnelBench } from './funnel.ts'
import { importBench } from './import.ts'
import { ingestBench } from './ingest.ts'
import { metricBench } from './metric.ts'
import { drawFigures, type Measured, machine } from './report.ts'
import { rulesBench } from './rules.ts'
import { serveBench } from './serve.ts'
import { timelineBench } from './timeline.ts'

const BENCHES: Readonly<Record<string, Bench>> = {
  import: importBench,
  ingest: ingestBench,
  metric: metricBench,
  funnel: funnelBench,
  check: checkBench,
  demo: demoBench,
  rules: rulesBench,
  serve: serveBench,
  timeline: timelineBench,
}

const note = (text: string): void => void process.stderr.write(`${text}\n`)

try {
  await main()
} catch (error) {
  if (!(error instanceof ProductError) || error.code !== 'invalid') throw error
  note(error.message)
  process.exitCode = 2
}

async function main(): Promise<void> {
  const { names, rows, runs, seeds, json } = asked()
  if (names.length === 0) return void process.stdout.write(usage())
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
  const on = machine()
  const benches: (Measured & { details?: unknown })[] = []
  const told: string[] = []
  for (const name of names) {
    const bench = BENCHES[name]!
    const size = rows ?? bench.rows
    let details: unknown
    const tell = (text: string, found: unknown) => {
      told.push(text)
      details = found
    }
    const figures = await bench.run({ rows: size, runs, folder, note, tell, ...(seeds === undefined ? {} : { seeds }) })
    benches.push({ name, rows: size, figures, ...(details === undefined ? {} : { details }) })
  }
  process.stdout.write([...told, drawFigures(on, benches, terminalOf(process.stdout))].join('\n'))
  if (json !== undefined) writeFileSync(json, `${JSON.stringify({ ...on, runs, benches }, null, 2)}\n`)
}

function asked() {
  const { values, positionals } = parsed()
  const all = Object.keys(BENCHES)
  const unknown = positionals.find(name => name !== 'all' && !all.includes(name))
  if (unknown !== undefined) {
    const meant = nearest(unknown, [...all, 'all'])
    fail('invalid', `There is no benchmark “${unknown}”. ${meant ? `Did you mean “${meant}”?` : `\n\n${usage()}`}`)
  }
  return {
    names: positionals.includes('all') ? all : positionals,
    rows: values.rows === undefined ? undefined : whole('--rows', values.rows),
    runs: whole('--runs', values.runs),
    seeds: values.seeds,
    json: values.json,
  }
}

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        rows: { type: 'string' },
        runs: { type: 'string', default: '3' },
        seeds: { type: 'string' },
        json: { type: 'string' },
      },
    })
  } catch (error) {
    return fail('invalid', `${(error as Error).message}\n\n${usage()}`)
  }
}

function whole(flag: string, text: string): number {
  const value = Number(text.replaceAll('_', ''))
  return Number.isSafeInteger(value) && value > 0
    ? value
    : fail('invalid', `“${flag} ${text}” is no whole number. Write one such as 1000000.`)
}

function usage(): string {
  const lines = Object.entries(BENCHES).map(([name, { does, rows }]) => {
    const size = rows ? ` ${rows.toLocaleString('en')} unless --rows says otherwise.` : ''
    return `  ${name.padEnd(8)}${does}${size}`
  })
  return `Usage: npm run bench -- NAME… [--rows N] [--runs N] [--seeds 1-20,101-140] [--json FILE]

${lines.join('\n')}
  all     All of them, one after the other.

Each is run 3 times unless --runs says otherwise; rules is run once per company of --seeds. The design's budgets are for two cores and 10,000,000 events, and are
shown at that size. On a machine that does other work meanwhile, figures are worse than they should be.
`
}
