import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a PostgreSQL for tests listens, or the empty text when there is none. */
    postgresUrl: string
  }
}

/**
 * Vitest's global setup: finds or starts the PostgreSQL that the store tests run on besides the embedded engines.
 *
 * `DATABASE_URL` names a server; otherwise one is started from the binaries of this machine (`PLUMBLINE_POSTGRES_BIN`
 * names their folder; `none` switches PostgreSQL off). In CI, and with `PLUMBLINE_REQUIRE_POSTGRES`, a server that will
 * not start fails the run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL
  if (given) return provide(project, given)
  const bin = binaries()
  if (!bin && process.env.PLUMBLINE_REQUIRE_POSTGRES)
    throw new Error('PLUMBLINE_REQUIRE_POSTGRES is set, but there is no DATABASE_URL and no `initdb` to use.')
  if (!bin) {
    say('PostgreSQL was SKIPPED: there is no DATABASE_URL and no `initdb` to use. Only SQLite and DuckDB are tested.')
    return provide(project, '')
  }
  try {
    const server = await startPostgres(bin)
    return provide(project, server.url, server.stop)
  } catch (error) {
    if (process.env.CI || process.env.PLUMBLINE_REQUIRE_POSTGRES) throw error
    say(`PostgreSQL was SKIPPED: ${(error as Error).message}`)
    return provide(project, '')
  }
}

export type PostgresServer = { url: string; directory: string; keeper: number; stop(): Promise<void> }

/**
 * Starts a private PostgreSQL from the binaries in `bin`, on a socket in a directory of its own.
 *
 * A shell waits for our end of a pipe to close, then stops the server and removes the directory: that happens at
 * `stop()` and equally when this process is killed.
 */
export async function startPostgres(bin: string): Promise<PostgresServer> {
  const parent = tmpdir().length > 40 && existsSync('/tmp') ? '/tmp' : tmpdir()
  const directory = mkdtempSync(join(parent, 'plumbline-pg-'))
  const user = unprivileged()
  if (user) chownSync(directory, user.uid, user.gid)
  const keeper = spawn('/bin/sh', ['-c', KEEPER], {
    ...user,
    cwd: directory,
    env: { PATH: process.env.PATH, LC_ALL: 'C', BIN: bin, DIR: directory },
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  keeper.unref()
  const ended = new Promise<void>(resolve => keeper.once('exit', () => resolve()))
  const stop = async () => {
    keeper.stdin.destroy()
    if (keeper.exitCode === null) {
      keeper.ref()
      await ended
    }
    rmSync(directory, { recursive: true, force: true })
  }
  const ready = join(directory, 'ready')
  const deadline = Date.now() + 60_000
  while (!existsSync(ready)) {
    if (keeper.exitCode !== null || Date.now() > deadline) {
      const log = read(join(directory, 'log')).trim().split('\n').slice(-5).join('\n')
      await stop()
      throw new Error(`${join(bin, 'postgres')} did not start:\n${log}`)
    }
    await sleep(20)
  }
  const url = `postgresql://plumbline@/postgres?host=${encodeURIComponent(directory)}`
  return { url, directory, keeper: keeper.pid ?? 0, stop }
}

/** The folder that holds both `initdb` and `postgres`: the named one, else the newest of Debian's, else the PATH's. */
export function binaries(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env.PLUMBLINE_POSTGRES_BIN
  if (named) return named === 'none' ? undefined : named
  const debian = '/usr/lib/postgresql'
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : []
  const onPath = (env.PATH ?? '').split(delimiter).map(folder => join(folder, 'initdb'))
  return [
    ...versions.map(version => join(debian, version, 'bin')),
    ...onPath.filter(existsSync).map(file => dirname(realpathSync(file))),
  ].find(folder => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
}

// ICU's English order is what a company's own server is likely to have; a test that passes on it does not lean on C order.
const KEEPER = `
exec >"$DIR/log" 2>&1
init() { "$BIN/initdb" -D "$DIR/data" -U plumbline -A trust -E UTF8 -N "$@"; }
if init --locale=C --locale-provider=icu --icu-locale=en-US || { rm -rf "$DIR/data"; init --locale=C; }; then
  "$BIN/postgres" -D "$DIR/data" -k "$DIR" -c listen_addresses= -c max_connections=300 -c fsync=off \\
    -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=64MB -c autovacuum=off &
  server=$!
  ( while kill -0 $server; do
      if [ -S "$DIR/.s.PGSQL.5432" ] && grep -q 'ready to accept' "$DIR/log"; then touch "$DIR/ready"; break; fi
      sleep 0.05
    done ) &
  cat >/dev/null <&0
  kill -INT $server
  wait $server
  cd /; rm -rf "$DIR"
else
  exit 1
fi
`

/** Whom the server runs as when we are root, which PostgreSQL refuses. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map(flag => spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout?.trim())
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('PostgreSQL does not run as root, and there is no user “postgres” or “nobody” to run it as.')
}

function provide(project: TestProject, url: string, stop = async () => {}): () => Promise<void> {
  project.provide('postgresUrl', url)
  return stop
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

const say = (line: string) => process.stderr.write(`\n${'*'.repeat(100)}\n* ${line}\n${'*'.repeat(100)}\n\n`)
