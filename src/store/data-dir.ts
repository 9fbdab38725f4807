import { accessSync, constants, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { fail } from '../core/error.ts'
import { explained } from './failure.ts'
import { makeFolders } from './folders.ts'

/** The folder in which an embedded Plumbline keeps everything, held by this process until it is released. */
export interface DataDir {
  readonly path: string
  readonly recordsFile: string
  eventsFile(workspace: string): string
  /** Lets other processes have it. Close the stores in it first. */
  release(): void
}

/**
 * Takes a data directory for this process alone, creating it (0700) when it is not there and may be created.
 *
 * A second process is refused at once, in a sentence that names the first: two writers are the commonest way in which
 * others lost data. The kernel holds the lock (through SQLite, on `plumbline.mutex`), so it ends with its process however
 * that ends; `plumbline.lock` says in JSON who has it, and on Linux a living process named there is believed as well,
 * because a process loses a kernel lock when it opens and closes the locked file once more, as a backup may.
 */
export async function openDataDir(path: string, { create = true } = {}): Promise<DataDir> {
  if (path.trim() === '') fail('invalid', 'The data directory has no name. Name a folder.')
  const folder = resolve(path)
  const place = `the data directory “${folder}”`
  try {
    prepare(folder, create)
    const mutex = await lock(folder)
    try {
      const owner = readOwner(folder)
      if (owner && isAlive(owner)) refuse(folder, owner)
      writeOwner(folder)
    } catch (error) {
      mutex.close()
      throw error
    }
    return {
      path: folder,
      recordsFile: join(folder, 'records.sqlite'),
      eventsFile: workspace => join(folder, 'events', `${fileName(workspace)}.duckdb`),
      release() {
        if (!mutex.open) return
        rmSync(join(folder, LOCK), { force: true })
        mutex.close()
      },
    }
  } catch (error) {
    throw explained(error, place)
  }
}

const LOCK = 'plumbline.lock'
const MUTEX = 'plumbline.mutex'

type Owner = {
  pid: number
  /** When it took the directory. */
  since: string
  host: string
  command: string
  /** What no other process of that number has: the boot and the tick at which it started. Unknown outside of Linux. */
  started?: string
}

function prepare(folder: string, create: boolean): void {
  let nearest = folder
  while (!existsSync(nearest)) nearest = dirname(nearest)
  if (!statSync(nearest).isDirectory())
    fail('unavailable', `“${nearest}” is a file. Name a folder for the data directory, or remove the file.`)
  accessSync(nearest, constants.R_OK | constants.W_OK | constants.X_OK)
  if (!create && !existsSync(join(folder, MUTEX)))
    fail(
      'not_found',
      `There is no data directory “${folder}”. Correct its name, or make it with what it should hold.`,
      {
        reason: 'absent',
      },
    )
  makeFolders(join(folder, 'events'), 0o700)
}

async function lock(folder: string): Promise<Database.Database> {
  const mutex = new Database(join(folder, MUTEX), { timeout: 0 })
  try {
    mutex.pragma('journal_mode = off')
    mutex.exec('begin immediate')
    return mutex
  } catch (error) {
    mutex.close()
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error
    return refuse(folder, await namedOwner(folder))
  }
}

/** Who holds the lock; whoever has just taken it needs a moment to write its name. */
async function namedOwner(folder: string): Promise<Owner | undefined> {
  for (let attempt = 0; attempt < 10; attempt++) {
    const owner = readOwner(folder)
    if (owner && (!owner.started || owner.host !== hostname() || isAlive(owner))) return owner
    await sleep(30)
  }
  return readOwner(folder)
}

function refuse(folder: string, owner: Owner | undefined): never {
  const elsewhere = owner && owner.host !== hostname() ? ` on ${owner.host}` : ''
  const who = owner ? `process ${owner.pid}${elsewhere} (${owner.command}) since ${owner.since}` : 'another process'
  fail(
    'unavailable',
    `The data directory “${folder}” is in use by ${who}. Stop that process, or name another folder.`,
    {
      reason: 'in_use',
      pid: owner?.pid,
      since: owner?.since,
    },
  )
}

function writeOwner(folder: string): void {
  const owner: Owner = {
    pid: process.pid,
    since: new Date().toISOString(),
    host: hostname(),
    command: commandWords(process.argv.slice(2)),
    started: startOf(process.pid),
  }
  const draft = join(folder, `${LOCK}.${process.pid}`)
  try {
    writeFileSync(draft, `${JSON.stringify(owner)}\n`, { mode: 0o600, flush: true })
    renameSync(draft, join(folder, LOCK))
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
  }
}

/** The first words of the command: what follows may be a key, or the id of a customer. */
function commandWords(given: readonly string[]): string {
  const option = given.findIndex(word => word.startsWith('-'))
  return ['plumbline', ...given.slice(0, option < 0 ? 2 : Math.min(option, 2))].join(' ').slice(0, 200)
}

function readOwner(folder: string): Owner | undefined {
  try {
    const owner = JSON.parse(readFileSync(join(folder, LOCK), 'utf8'))
    return typeof owner?.pid === 'number' ? owner : undefined
  } catch {
    return undefined
  }
}

const isAlive = (owner: Owner): boolean =>
  owner.started !== undefined && owner.host === hostname() && startOf(owner.pid) === owner.started

/** Boot and start tick of a process that runs (field 22 of proc(5) stat); a zombie does not run. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (state === 'Z' || state === 'X') return undefined
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[18]}`
  } catch {
    return undefined
  }
}

function fileName(workspace: string): string {
  if (/^[a-z0-9][a-z0-9_-]{0,99}$/i.test(workspace)) return workspace
  return fail('invalid', `“${workspace}” cannot name a workspace. Use letters, digits, hyphens and underscores.`)
}
