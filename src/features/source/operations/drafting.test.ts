import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { uuidOf } from '../../../store/hash.ts'
import { compileMapping } from '../mapping.ts'
import { draftSource } from './drafting.ts'
import { openFile, settleFile } from './opening.ts'

const fixture = (path: string) => fileURLToPath(new URL(`../../../connectors/${path}`, import.meta.url))
const settings = { name: 'file', zone: 'Europe/Madrid', currency: 'EUR' }

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-draft-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function written(name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

/** What becomes of a file when its draft is taken as it is. */
async function factsOf(path: string) {
  const { source } = await draftSource(path, settings)
  const table = await openFile(path, source)
  const { shape, rows } = await settleFile(table, source)
  const run = compileMapping('crm', source, shape, shape.settled, uuidOf)
  const mapped = []
  for await (const batch of rows) for (const row of batch.rows) mapped.push(run(row))
  return mapped
}

describe('a file that a connector knows', () => {
  it('is drafted from its preset, which is named together with what the file is without', async () => {
    const header = 'Record ID - Contact,Email,Create Date,Lifecycle Stage,Became a Lead Date\n'
    const path = written('people.csv', `${header}007,ada@example.com,2026-01-07 09:12,Lead,2026-01-08 10:00\n`)
    const { source, questions, preset } = await draftSource(path, settings)
    expect(preset).toMatchObject({ connector: 'hubspot', name: 'contacts' })
    expect(preset?.says).toMatch(/^This is HubSpot’s export “Contacts”.* is without “Mobile Phone Number”/)
    expect(questions).toEqual(['Times are taken for those of Europe/Madrid. Are they?'])
    expect(source).toMatchObject({ file: 'people.csv', zone: 'Europe/Madrid', key: 'Record ID - Contact' })
    expect((await factsOf(path)).flatMap(({ facts }) => facts ?? [])).toMatchObject([
      { name: 'contact_created', ids: { hubspot: '007' } },
      { name: 'became_lead', ids: { hubspot: '007' } },
      { traits: { lifecycle_stage: 'Lead' } },
    ])
  })

  it('asks what its dates and amounts mean, where they can be read in two ways', async () => {
    const header = 'Opportunity ID,Stage,Amount,Close Date,Created Date,Won,Closed\n'
    const path = written('report.csv', `${header}006A,Closed Won,"1,234",03/04/2026,01/02/2026,1,1\n`)
    const { questions, preset } = await draftSource(path, settings)
    expect(preset).toMatchObject({ connector: 'salesforce', name: 'opportunities-report' })
    expect(questions).toEqual([
      expect.stringContaining('“Amount” holds numbers such as “1,234”'),
      expect.stringContaining('“Created Date” holds dates such as “01/02/2026”'),
      expect.stringContaining('“Close Date” holds dates such as “03/04/2026”'),
      'Amounts are taken for EUR. Are they?',
      'Times are taken for those of Europe/Madrid. Are they?',
    ])
    await expect(factsOf(path)).rejects.toThrow('does not fit its source')
  })

  it('asks nothing of dates and amounts that settle themselves', async () => {
    const header = 'Opportunity ID;Stage;Amount;Close Date;Created Date;Won;Closed\n'
    const rows = '006A;Closed Won;1.234,56;31/03/2026;28/02/2026;1;1\n006B;Closed Won;99;03/04/2026;01/02/2026;1;1\n'
    const path = written('report-de.csv', header + rows)
    const won = (await factsOf(path)).flatMap(({ facts }) => facts ?? []).filter(({ name }) => name === 'deal_won')
    expect(won.map(({ props }) => props.amount)).toEqual([1234.56, 99])
    expect(won.map(({ ts }) => new Date(ts).toISOString())).toEqual([
      '2026-03-30T22:00:00.000Z',
      '2026-04-02T22:00:00.000Z',
    ])
  })

  it('is known by its own columns, not by its name', async () => {
    const path = written('hubspot-contacts.csv', 'Id,Joined\n1,2026-01-01\n2,2026-01-02\n')
    expect(await draftSource(path, settings)).not.toHaveProperty('preset')
  })

  it('is known below lines of titles, too', async () => {
    const { preset } = await draftSource(fixture('google-ads/fixtures/campaign-report.csv'), settings)
    expect(preset).toMatchObject({ connector: 'google-ads', name: 'spend' })
  })
})

describe('an export, however it was saved on the way', () => {
  const original = readFileSync(fixture('hubspot/fixtures/deals.csv'), 'utf8').replace('\ufeff', '')
  const notes = readFileSync(fixture('hubspot/fixtures/notes.csv'), 'utf8').replace('\ufeff', '')
  const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')
  const ways: [string, (text: string) => string | Uint8Array][] = [
    ['as UTF-8', text => text],
    ['with a byte order mark', text => `\ufeff${text}`],
    ['with CRLF', text => text.replaceAll('\n', '\r\n')],
    ['as UTF-16 of Windows', text => utf16(text.replaceAll('\n', '\r\n'))],
    ['as UTF-16 of big ends', text => utf16(text).swap16()],
    ['with semicolons', text => delimited(text, ';')],
    ['with tabs', text => delimited(text, '\t')],
    ['with tabs as UTF-16, as Excel saves “Unicode text”', text => utf16(delimited(text, '\t'))],
    ['as Windows-1252', text => Buffer.from(text.replaceAll('–', '\u0096').replaceAll('’', '\u0092'), 'latin1')],
  ]

  it.each(ways)('%s, says the same', async (_, save) => {
    for (const text of [original, notes]) {
      const before = await factsOf(written('before.csv', text))
      expect(before.flatMap(({ rejected }) => rejected ?? [])).toEqual([])
      expect(await factsOf(written('after.csv', save(text)))).toEqual(before)
    }
  })
})

/** CSV under another delimiter, every cell in quotes. */
function delimited(text: string, delimiter: string): string {
  return text.replaceAll(/("(?:[^"]|"")*"|[^,\n]*)(,|\n|$)/g, (_, cell: string, end: string) => {
    if (cell === '' && end === '') return ''
    return `${cell.startsWith('"') ? cell : `"${cell}"`}${end === ',' ? delimiter : end}`
  })
}
