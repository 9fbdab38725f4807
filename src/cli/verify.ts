import type { Command } from 'commander'
import { sql } from 'kysely'
import { fail } from '../core/error.ts'
import { verifyAudit } from '../features/audit/operations.ts'
import type { Context } from '../features/context.ts'
import { verifyLedger } from '../features/source/operations/verifying.ts'
import { type Difference, verifyFacts } from '../store/events/verify.ts'
import type { Door } from './door.ts'
import { flagsOf } from './flags.ts'
import { drawTable, readable } from './table.ts'
import { openDirectory } from './workplace.ts'

const EXAMPLE = `
Example:
  plumbline verify --data-dir /var/lib/plumbline
`

/** `plumbline verify`: whether everything in a data directory adds up; exit code 1 when it does not. */
export function install(program: Command, door: Door): void {
  program
    .command('verify')
    .description('Check that counts, references and the audit log of a data directory add up.')
    .addHelpText('after', EXAMPLE)
    .action(async (_: unknown, command: Command) => {
      const { dataDir, format } = flagsOf(command)
      if (dataDir === undefined) fail('invalid', 'Say which data directory to verify: “--data-dir FOLDER”.')
      const { ctx, close } = await openDirectory(dataDir, { create: false })
      try {
        const differences = await differencesIn(ctx)
        const checked = await figuresOf(ctx)
        door.exitCode = differences.length ? 1 : 0
        if (format === 'json') return door.write(`${JSON.stringify({ ...checked, differences }, null, 2)}\n`)
        const { terminal } = door
        const sign = differences.length ? terminal.symbols.cross : terminal.symbols.tick
        const figures = `${readable(checked.facts)} facts, ${readable(checked.audit)} audit entries`
        door.write(`${sign} ${figures}: ${differences.length ? `${differences.length} differences` : 'all adds up'}\n`)
        if (differences.length)
          door.write(
            drawTable(
              { columns: ['where', 'says'], rows: differences.map(({ what, says }) => [what, says]) },
              terminal,
            ),
          )
      } finally {
        await close()
      }
    })
}

async function differencesIn(ctx: Context): Promise<Difference[]> {
  const { intact, brokenAt } = await verifyAudit(ctx, {})
  return [
    ...(intact ? [] : [{ what: 'audit', says: `Entry ${brokenAt} was changed, removed or inserted.` }]),
    ...(await recordsOf(ctx)),
    ...(await verifyLedger(ctx)).map(says => ({ what: 'imports', says })),
    ...(await verifyFacts(ctx.events)),
  ]
}

/** PostgreSQL checks references by itself, whatever is done to it. */
async function recordsOf(ctx: Context): Promise<Difference[]> {
  if (ctx.records.engine !== 'sqlite') return []
  const { rows: damage } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(ctx.rows)
  const { rows: lost } = await sql<{ table: string; parent: string }>`pragma foreign_key_check`.execute(ctx.rows)
  return [
    ...damage
      .filter(each => each.integrity_check !== 'ok')
      .map(each => ({ what: 'records', says: `${each.integrity_check}. Restore a backup.` })),
    ...lost.map(each => ({
      what: 'records',
      says: `A row of “${each.table}” rests on one of “${each.parent}” that is not there. Restore a backup.`,
    })),
  ]
}

async function figuresOf(ctx: Context): Promise<{ facts: number; audit: number }> {
  const tallies = await ctx.events.tallies()
  const facts = tallies.reduce((sum, each) => sum + each.facts - each.gone, 0)
  return { facts, audit: (await verifyAudit(ctx, {})).entries }
}
