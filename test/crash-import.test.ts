import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { listImports, listRejected } from '../src/features/source/operations/ledger.ts'
import { tallyOf } from '../src/features/source/operations/running.ts'
import { openFolder } from './crash-importer.ts'
import { declare, team } from './declare.ts'
import { SIGN_UPS } from './source.ts'

const IMPORTER = fileURLToPath(new URL('./crash-importer.ts', import.meta.url))

const KILLS = 6

/** Rows of people numbered from `first` to `last`; every hundredth has no date. */
const people = (first: number, last: number): string =>
  [
    'id,day,paid,amount,wanted',
    ...Array.from({ length: last - first }, (_, n) =>
      (first + n) % 100 === 0 ? `${first + n},never,,,yes` : `${first + n},2026-03-10,2026-03-11,9.5,yes`,
    ),
  ].join('\n')

/** Imports in a process of its own, which is killed `ms` after it said something; whether it came to its end. */
async function importUntilKilled(folder: string, path: string, ms: number): Promise<boolean> {
  const child = spawn(process.execPath, [IMPORTER, folder, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), ms))
  return new Promise(resolve => child.once('close', code => resolve(code === 0)))
}

test('an import killed again and again ends with the figures of one that was not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-crash-import-'))
  try {
    const earlier = join(folder, 'earlier.csv')
    const path = join(folder, 'people.csv')
    writeFileSync(earlier, people(0, 3_000))
    writeFileSync(path, people(2_500, 18_000))
    const before = await openFolder(folder)
    await declare(before.ctx, [team('growth'), { kind: 'source', name: 'people', owner: 'growth', ...SIGN_UPS }])
    await before.close()
    expect(await importUntilKilled(folder, earlier, 60_000)).toBe(true)
    let kills = 0
    while (!(await importUntilKilled(folder, path, kills < KILLS ? kills * 37 : 60_000))) kills++
    expect(kills).toBeGreaterThan(1)

    const { ctx, close } = await openFolder(folder)
    const [done] = (await listImports(ctx, {})).items
    expect(tallyOf(done!)).toEqual({ rows: 15_500, stored: 14_850, duplicate: 495, rejected: 155, skipped: 0 })
    expect(done?.finishedAt).not.toBeNull()
    expect((await listRejected(ctx, { import: done!.import, limit: 500 })).items).toHaveLength(155)
    expect(await ctx.events.counts()).toMatchObject({ events: 2 * (18_000 - 180), persons: 18_000 - 180 })
    await close()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 120_000)
