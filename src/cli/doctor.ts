import { statfsSync, statSync } from 'node:fs'
import type { Command } from 'commander'
import { sql } from 'kysely'
import manifest from '../../package.json' with { type: 'json' }
import { ProductError } from '../core/error.ts'
import { verifyAudit } from '../features/audit/operations.ts'
import type { Context } from '../features/context.ts'
import { listImports } from '../features/source/operations/ledger.ts'
import { EVERYTHING } from '../store/events/verify.ts'
import type { Door } from './door.ts'
import { flagsOf } from './flags.ts'
import { drawTable, readable } from './table.ts'
import { openDirectory, readChecked } from './workplace.ts'

type Finding = { what: string; state: 'ok' | 'warning' | 'wrong'; says: string }

const EXAMPLE = `
Example:
  plumbline doctor --data-dir /var/lib/plumbline
`

/** `plumbline doctor`: whether this machine, a company's files and a data directory are sound. */
export function install(program: Command, door: Door): void {
  program
    .command('doctor')
    .description('Check this machine, a company’s files and a data directory, and say what to mend.')
    .addHelpText('after', EXAMPLE)
    .action(async (_: unknown, command: Command) => {
      const { company, dataDir, format } = flagsOf(command)
      const found = [machine()]
      if (company !== undefined) found.push(await attempt('company files', () => files(company)))
      if (dataDir !== undefined) found.push(...(await directory(dataDir)))
      door.exitCode = found.some(each => each.state === 'wrong') ? 1 : 0
      if (format === 'json') return door.write(`${JSON.stringify(found, null, 2)}\n`)
      const { terminal } = door
      const signs = { ok: terminal.symbols.tick, warning: terminal.symbols.warning, wrong: terminal.symbols.cross }
      const styles = { ok: 'green', warning: 'yellow', wrong: 'red' } as const
      door.write(
        drawTable(
          {
            columns: ['', 'what', 'says'],
            rows: found.map(({ what, state, says }) => [{ text: signs[state], style: styles[state] }, what, says]),
          },
          terminal,
        ),
      )
    })
}

function machine(): Finding {
  return {
    what: 'Plumbline',
    state: 'ok',
    says: `${manifest.version} on Node ${process.versions.node}, ${process.platform}`,
  }
}

async function files(company: string): Promise<string> {
  const { checked, documents } = readChecked(company)
  return `${documents.length} declarations, ${checked.teams.length} teams, no mistake`
}

async function directory(path: string): Promise<Finding[]> {
  const opened = await openDirectory(path, { create: false }).catch((error: unknown) => error)
  if (opened instanceof Error) return [refused('data directory', opened)]
  const { ctx, close } = opened as Awaited<ReturnType<typeof openDirectory>>
  try {
    return [
      permissions(path),
      space(path),
      await attempt('records', () => records(ctx)),
      await attempt('audit log', () => audit(ctx)),
      await attempt('facts', () => facts(ctx)),
    ]
  } finally {
    await close()
  }
}

function permissions(path: string): Finding {
  const open = (statSync(path).mode & 0o077) !== 0 && process.platform !== 'win32'
  if (!open) return { what: 'data directory', state: 'ok', says: 'only its owner can read it' }
  return { what: 'data directory', state: 'warning', says: `others can read it; run “chmod 700 ${path}”` }
}

const LOW_SPACE = 2 ** 30

function space(path: string): Finding {
  const { bavail, bsize } = statfsSync(path)
  const free = bavail * bsize
  const says = `${readable(Math.round(free / 2 ** 20))} MB free`
  return {
    what: 'disk',
    state: free < LOW_SPACE ? 'warning' : 'ok',
    says: free < LOW_SPACE ? `${says}; make room soon` : says,
  }
}

async function records(ctx: Context): Promise<string> {
  if (ctx.records.engine === 'sqlite') {
    const { rows } = await sql<{ quick_check: string }>`pragma quick_check`.execute(ctx.rows)
    const [first] = rows
    if (first?.quick_check !== 'ok')
      throw new ProductError('unavailable', `damaged: ${first?.quick_check}; restore a backup`)
  }
  const { count } = await ctx.rows
    .selectFrom('agreement')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('workspace', '=', ctx.workspace)
    .executeTakeFirstOrThrow()
  return `${ctx.records.engine}, ${Number(count)} agreements`
}

async function audit(ctx: Context): Promise<string> {
  const { intact, entries, brokenAt } = await verifyAudit(ctx, {})
  if (!intact) throw new ProductError('unavailable', `entry ${brokenAt} was changed, removed or inserted`)
  return `${entries} entries, chain intact`
}

async function facts(ctx: Context): Promise<string> {
  const { events, persons, accounts } = await ctx.events.counts()
  for (const statement of EVERYTHING) await ctx.events.query(statement)
  const { items } = await listImports(ctx, { limit: 500 })
  if (events === 0 && items.some(each => each.stored > 0))
    throw new ProductError(
      'unavailable',
      'imports stored rows, and not one event is here; restore a backup, or import the files again',
    )
  const people = `${readable(persons)} people, ${readable(accounts)} accounts`
  return `${ctx.events.engine}, ${readable(events)} events, ${people}`
}

async function attempt(what: string, look: () => Promise<string>): Promise<Finding> {
  try {
    return { what, state: 'ok', says: await look() }
  } catch (error) {
    return refused(what, error)
  }
}

function refused(what: string, error: unknown): Finding {
  if (error instanceof ProductError) return { what, state: 'wrong', says: error.message }
  throw error
}
