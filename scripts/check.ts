import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { licenceProblems } from './licences.ts'

/** Everything that is checked before a commit besides the tests themselves. Each check runs, whatever the others say. */
type Check = { name: string; run: () => Promise<Outcome> }
type Outcome = { passed: boolean; said: string }

const bin = (path: string) => join('node_modules', path)

const checks: Check[] = [
  { name: 'types', run: () => node(bin('typescript/bin/tsc'), '--noEmit', '--project', 'tsconfig.json') },
  { name: 'pure files', run: () => node(bin('typescript/bin/tsc'), '--noEmit', '--project', 'tsconfig.pure.json') },
  { name: 'format and lint', run: () => node(bin('@biomejs/biome/bin/biome'), 'ci') },
  { name: 'boundaries', run: () => node(bin('vitest/vitest.mjs'), 'run', '--reporter=dot', 'test/boundaries.test.ts') },
  { name: 'dead code and unused dependencies', run: () => node(bin('knip/bin/knip.js')) },
  { name: 'licences', run: licences },
]

const started = performance.now()
const failed: string[] = []
const queue = [...checks]
await Promise.all([work(), work()])
const seconds = ((performance.now() - started) / 1000).toFixed(1)
const verdict = failed.length ? `${failed.length} failed: ${failed.join(', ')}` : 'nothing to say'
process.stdout.write(`\n${checks.length} checks in ${seconds} s, ${verdict}\n`)
process.exitCode = failed.length ? 1 : 0

async function work(): Promise<void> {
  for (let check = queue.shift(); check; check = queue.shift()) {
    const begun = performance.now()
    const { passed, said } = await check.run()
    const time = `${((performance.now() - begun) / 1000).toFixed(1)} s`
    process.stdout.write(`${passed ? '✓' : '✗'} ${check.name} ${time}\n`)
    if (passed) continue
    failed.push(check.name)
    process.stdout.write(`${said.trimEnd().replace(/^/gm, '  ')}\n\n`)
  }
}

function node(...args: string[]): Promise<Outcome> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NO_COLOR: '1', PLUMBLINE_POSTGRES_BIN: 'none', PLUMBLINE_REQUIRE_POSTGRES: '' },
    })
    let said = ''
    child.stdout.on('data', part => (said += part))
    child.stderr.on('data', part => (said += part))
    child.on('error', failed)
    child.on('close', code => done({ passed: code === 0, said }))
  })
}

async function licences(): Promise<Outcome> {
  const problems = licenceProblems(JSON.parse(readFileSync('package-lock.json', 'utf8')).packages)
  return { passed: problems.length === 0, said: problems.join('\n') }
}
