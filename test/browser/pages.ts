import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const root = join(import.meta.dirname, '..', '..')
const src = join(root, 'src')
const cache = join(root, 'node_modules', '.cache', 'plumbline-pages')

/** The pages as the sources say, built once for all tests that run at the same time. */
export async function builtPages(): Promise<string> {
  const folder = join(cache, String(Math.round(changedMs())))
  const lock = join(cache, 'building')
  mkdirSync(cache, { recursive: true })
  const until = Date.now() + 60_000
  while (!existsSync(folder)) {
    if (!taken(lock)) {
      if (Date.now() > until) rmSync(lock, { recursive: true, force: true })
      await sleep(100)
      continue
    }
    try {
      if (!existsSync(folder)) build(folder)
    } finally {
      rmSync(lock, { recursive: true, force: true })
    }
  }
  return folder
}

function taken(lock: string): boolean {
  try {
    mkdirSync(lock)
    return true
  } catch {
    return false
  }
}

function build(folder: string): void {
  for (const old of readdirSync(cache)) if (/^\d+/.test(old)) rmSync(join(cache, old), { recursive: true, force: true })
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const args = [vite, 'build', '--logLevel', 'error', '--outDir', `${folder}.new`, '--emptyOutDir']
  const { VITEST: _, NODE_ENV: __, ...env } = process.env
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env })
  if (status !== 0) throw new Error(`The pages could not be built.\n${stderr}`)
  renameSync(`${folder}.new`, folder)
}

function changedMs(): number {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(file =>
    /\.(tsx?|css|html|svg)$/.test(file),
  )
  return Math.max(...files.map(file => statSync(join(src, file), { throwIfNoEntry: false })?.mtimeMs ?? 0))
}
