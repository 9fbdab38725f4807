import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { realData } from '../test/real-data.ts'
import { type Bench, stopwatch } from './figure.ts'

const root = join(import.meta.dirname, '..')

export const checkBench: Bench = {
  does: 'Check example companies, each time in a process of its own.',
  rows: 0,
  async run({ runs, note }) {
    const olist = realData('olist')
    const companies = [
      { name: 'tidewater', budget: 3, args: ['examples/tidewater'] },
      ...(olist === undefined ? [] : [{ name: 'olist', budget: 3, args: ['examples/olist', '--data', olist] }]),
    ]
    const watch = stopwatch()
    for (let run = 1; run <= runs; run++) {
      note(`check: run ${run} of ${runs}`)
      await watch.time('start alone', () => plumbline('--version'))
      for (const { name, args } of companies)
        await watch.time(`check ${name}, start and import included`, () =>
          plumbline('check', ...args, '--format', 'json'),
        )
    }
    const budgets = companies.map(({ name, budget }) => [`check ${name}, start and import included`, budget])
    // The work is done in other processes, so this one's processor time says nothing.
    return watch.figures(Object.fromEntries(budgets)).map(({ cpu: _, ...figure }) => figure)
  },
}

/** Runs the command line as people do; fails with what it said when it could not do its work. */
function plumbline(...args: string[]): Promise<string> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, ['scripts/run.mjs', 'plumbline', ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_OPTIONS: '' },
    })
    let said = ''
    let complained = ''
    child.stdout.on('data', part => (said += part))
    child.stderr.on('data', part => (complained += part))
    child.on('error', failed)
    child.on('close', code =>
      // 1 says that there are findings.
      code === 0 || code === 1 ? done(said) : failed(new Error(`plumbline ${args.join(' ')}: ${complained}`)),
    )
  })
}
