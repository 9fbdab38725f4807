import { spawnSync } from 'node:child_process'

/** What a command line answered. */
export type Answered = { code: number | null; out: string; err: string }

/** Runs `plumbline` from source as a person would, without a terminal. */
export function plumbline(args: readonly string[], options: { cwd?: string; uid?: number } = {}): Answered {
  const main = new URL('../src/cli/main.ts', import.meta.url).pathname
  const done = spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { ...process.env, NODE_ENV: undefined, DATABASE_URL: undefined, EVENTS_URL: undefined, NO_COLOR: '1' },
    ...options,
  })
  return { code: done.status, out: done.stdout, err: done.stderr }
}

/** The rows of a CSV answer, by the names in its header. */
export function rowsOf(csv: string): Record<string, string>[] {
  const [header = '', ...lines] = csv.trim().split('\n')
  const names = header.split(',')
  return lines.map(line => Object.fromEntries(line.split(',').map((cell, i) => [names[i] as string, cell])))
}
