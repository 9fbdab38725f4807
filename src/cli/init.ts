import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Command } from 'commander'
import { stringify } from 'yaml'
import { fail } from '../core/error.ts'
import { Name } from '../core/name.ts'
import type { Draft } from '../features/source/draft.ts'
import { draftSource } from '../features/source/operations/drafting.ts'
import { makeFolders } from '../store/folders.ts'
import type { Door } from './door.ts'
import { requireSettings, sourceAsYaml, sourceName } from './draft.ts'

const EXAMPLE = `
Example:
  plumbline init my-company --data exports --title "Acme" --teams marketing,sales --zone Europe/Berlin
  plumbline check my-company --data exports

It writes company.yaml, sources.yaml and metrics.yaml: a source for each file in the data folder, and a number for each thing
that happens in them. What cannot be known from the files stands there as a question.
`

type InitFlags = { data?: string; title?: string; teams: string; zone: string; currency: string }

/** `plumbline init`: a company's first files, drafted from what its tools export. */
export function install(program: Command, door: Door): void {
  program
    .command('init')
    .argument('<folder>', 'folder to write the company’s files to')
    .option('--title <text>', 'what people call the company; the folder’s name, when absent')
    .option('--teams <names>', 'names of its teams, with commas between', 'marketing,sales')
    .option('--zone <zone>', 'time zone in which its days begin and end', 'UTC')
    .option('--currency <code>', 'currency of its books', 'EUR')
    .description('Begin a company’s files from the files its tools export.')
    .addHelpText('after', EXAMPLE)
    .action(async (folder: string, _: unknown, command: Command) => {
      const { data, title, teams, zone, currency } = command.optsWithGlobals<InitFlags>()
      requireSettings({ zone, currency })
      const names = teamNames(teams)
      const drafts: Drafted[] = []
      for (const path of data === undefined ? [] : filesIn(data)) {
        const name = sourceName(path)
        drafts.push({ name, draft: await draftSource(path, { name, zone, currency }) })
      }
      const files = {
        'company.yaml': companyText({ folder, title, names, zone, currency }),
        ...(drafts.length > 0
          ? { 'sources.yaml': sourcesText(drafts, names), 'metrics.yaml': metricsText(drafts, names) }
          : {}),
      }
      write(folder, files)
      door.note(nextSteps(folder, data, drafts))
    })
}

type Drafted = { name: string; draft: Draft }

function teamNames(text: string): string[] {
  const names = text
    .split(',')
    .map(name => name.trim())
    .filter(Boolean)
  const wrong = names.find(name => !Name.safeParse(name).success)
  if (wrong !== undefined)
    fail(
      'invalid',
      `“${wrong}” cannot name a team: use lower-case letters, digits and hyphens, such as customer-success.`,
    )
  if (names.length === 0) fail('invalid', 'A company needs a team. Name them with “--teams marketing,sales”.')
  return [...new Set(names)]
}

const READABLE = /\.(csv|tsv|tab|json|jsonl|ndjson|parquet|xlsx)(\.gz)?$/i

function filesIn(folder: string): string[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    fail('invalid', `There is no folder “${folder}”. Give the folder that holds the exported files.`)
  const files = readdirSync(folder).filter(name => READABLE.test(name) && !name.startsWith('.'))
  if (files.length === 0)
    fail('invalid', `There is no CSV, TSV, JSON or Parquet file in “${folder}”. Put your tools’ exports there.`)
  return files.sort().map(name => join(folder, name))
}

type Said = { folder: string; title: string | undefined; names: string[]; zone: string; currency: string }

function companyText({ folder, title, names, zone, currency }: Said): string {
  const name = sourceName(title ?? basename(join(folder, '.')))
  const called = title ?? titleOf(name)
  const teams = names.map(team => ({ kind: 'team', name: team, title: titleOf(team) }))
  return [{ kind: 'company', name, title: called, zone, currency }, ...teams].map(each => stringify(each)).join('---\n')
}

const titleOf = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ')

function sourcesText(drafts: readonly Drafted[], [owner = '']: readonly string[]): string {
  return drafts.map(({ name, draft }) => sourceAsYaml(name, owner, draft)).join('---\n')
}

/** A count of each event, and a sum of each amount at the last of a row's events; which of them is an outcome, people say. */
function metricsText(drafts: readonly Drafted[], [owner = '']: readonly string[]): string {
  const numbers = new Map<string, object>()
  const add = (name: string, metric: object) => numbers.set(name, { kind: 'metric', name, owner, ...metric })
  for (const { name, event, money } of drafts.flatMap(eventsOf)) {
    add(name, { class: 'output', unit: 'events', direction: 'up', measure: 'count', of: event })
    for (const { property, currency } of money)
      add(`${name}-${property.replaceAll('_', '-')}`, {
        class: 'output',
        unit: currency,
        direction: 'up',
        measure: { sum: property },
        of: event,
      })
  }
  return [
    '# Which of these does everybody pull for? Make it class: outcome, give it its owner, and say of the others what they drive.\n',
    [...numbers.values()].map(each => stringify(each)).join('---\n'),
  ].join('')
}

type Counted = { name: string; event: string; money: { property: string; currency: string }[] }

function eventsOf({ draft: { source } }: Drafted): Counted[] {
  const events = source.events.flatMap(({ name, each, props = {} }) => {
    const names = each ? Object.values(each) : typeof name === 'string' ? [name] : []
    return names.map((event, index) => ({ event, props: index === names.length - 1 ? props : {} }))
  })
  return events.map(({ event, props }) => ({
    name: event.replaceAll('_', '-'),
    event,
    money: Object.entries(props).flatMap(([property, cell]) =>
      typeof cell === 'object' && 'type' in cell && cell.type === 'money'
        ? [{ property, currency: cell.currency ?? 'EUR' }]
        : [],
    ),
  }))
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  const taken = Object.keys(files).find(name => existsSync(join(folder, name)))
  if (taken !== undefined)
    fail('conflict', `“${join(folder, taken)}” is there already, and nothing was written. Name another folder.`)
  makeFolders(folder)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { flag: 'wx' })
}

function nextSteps(folder: string, data: string | undefined, drafts: readonly Drafted[]): string {
  const questions = drafts.reduce((sum, { draft }) => sum + draft.questions.length, 0)
  const asks =
    questions === 0
      ? ''
      : ` ${questions === 1 ? 'One question stands' : `${questions} questions stand`} in sources.yaml, after “# ?”.`
  const read =
    drafts.length === 0 ? '' : ` ${drafts.length === 1 ? 'One file was' : `${drafts.length} files were`} read.${asks}`
  const flag = data === undefined ? '' : ` --data ${data}`
  return `${folder} holds the first files of the company.${read}\nNext: plumbline check ${folder}${flag}\n`
}
