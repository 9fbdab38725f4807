import { basename } from 'node:path'
import type { Command } from 'commander'
import { stringify } from 'yaml'
import { fail } from '../core/error.ts'
import { Currency } from '../core/money.ts'
import { Zone } from '../core/zone.ts'
import { type Draft, presetName } from '../features/source/draft.ts'
import { draftSource } from '../features/source/operations/drafting.ts'
import type { Door } from './door.ts'

const EXAMPLE = `
Example:
  plumbline draft exports/leads.csv --owner sales --zone Europe/Berlin > my-company/leads.yaml

The draft says what the rows seem to mean, and asks what it cannot know. Read it before anybody counts by it.
`

/** `plumbline draft`: what the rows of a file seem to mean, as a source to be corrected. */
export function install(program: Command, door: Door): void {
  program
    .command('draft')
    .argument('<file>', 'CSV, TSV, JSON, JSON lines or Parquet, plain or gzipped')
    .option('--name <name>', 'name of the source; the file’s, when absent')
    .option('--owner <team>', 'team that answers for the file', 'marketing')
    .option('--zone <zone>', 'time zone of dates that say none', 'UTC')
    .option('--currency <code>', 'currency of amounts that say none', 'EUR')
    .description('Draft what the rows of a file mean, as a source to correct.')
    .addHelpText('after', EXAMPLE)
    .action(async (file: string, { name, owner, zone, currency }: DraftFlags) => {
      requireSettings({ zone, currency })
      const draft = await draftSource(file, { name: name ?? sourceName(file), zone, currency })
      door.write(sourceAsYaml(name ?? (draft.preset ? presetName(draft.preset) : sourceName(file)), owner, draft))
    })
}

type DraftFlags = { name?: string; owner: string; zone: string; currency: string }

/** Refuses a zone or a currency that there is not. */
export function requireSettings({ zone, currency }: { zone: string; currency: string }): void {
  if (!Zone.safeParse(zone).success)
    fail('invalid', `There is no time zone “${zone}”. Write one such as Europe/Berlin or America/New_York.`)
  if (!Currency.safeParse(currency).success)
    fail('invalid', `“${currency}” is no currency. Write three capital letters of ISO 4217, such as EUR.`)
}

/** A drafted source as a document of a YAML file, what has to be asked first. */
export function sourceAsYaml(name: string, owner: string, { source, questions, preset }: Draft): string {
  const said = preset ? `# ${preset.says}\n` : ''
  const asked = questions.map(question => `# ? ${question}\n`).join('')
  return `${said}${asked}${stringify({ kind: 'source', name, ...(preset ? { title: preset.title } : {}), owner, ...source }, { lineWidth: 110 })}`
}

/** `exports/Leads 2026.csv.gz` as the name of a source: `leads-2026`. */
export function sourceName(file: string): string {
  const stem = basename(file).replace(/(\.(csv|tsv|tab|txt|json|jsonl|ndjson|parquet|xlsx))?(\.gz)?$/i, '')
  return (
    stem
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-+|-+$/g, '')
      .slice(0, 80) || 'source'
  )
}
