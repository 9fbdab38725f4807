import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cancellationsFile, contactsFile, dealsFile, emailFile, ticketsFile, visitsFile } from './tidewater/exports.ts'
import { peopleOf } from './tidewater/people.ts'

/**
 * The data of `examples/tidewater`, file by file. Everything in it is made up, and always the same; run this script to write
 * it again after a change to the story.
 */
export function exampleData(): Map<string, string> {
  const people = peopleOf(2026)
  return new Map([
    ['crm-contacts.csv', contactsFile(people)],
    ['crm-deals.csv', dealsFile(people)],
    ['email-letters.csv', emailFile(people, 7)],
    ['web-visits.csv', visitsFile(people, 11)],
    ['help-desk-tickets.csv', ticketsFile(13)],
    ['billing-cancellations.csv', cancellationsFile(17)],
  ])
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = fileURLToPath(new URL('../examples/tidewater/data', import.meta.url))
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of exampleData()) {
    writeFileSync(join(folder, name), text)
    process.stdout.write(`${name}: ${text.split('\n').length - 2} rows, ${Math.round(text.length / 1024)} kB\n`)
  }
}
