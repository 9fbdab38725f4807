import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { buildWorld, migrations } from '../../../test/build.ts'
import { realData } from '../../../test/real-data.ts'
import { adoptSources, writeTemporary } from '../../../test/source.ts'
import { eachStore } from '../../../test/stores.ts'
import { NOTHING, type Tally } from './ledger.ts'
import { findFiles, importFolder } from './operations/folder.ts'
import { measureFreshness } from './operations/ledger.ts'
import { tallyOf } from './operations/running.ts'

describe('the files of a source', () => {
  const files = ['b-leads.csv', 'a-leads.csv.gz', 'old/leads.txt', 'deals.csv']

  it('are all that its pattern fits, in the order of their names', () => {
    expect(findFiles({ file: '*-leads.csv' }, files)).toEqual(['a-leads.csv.gz', 'b-leads.csv'])
    expect(findFiles({ file: 'old/*' }, files)).toEqual(['old/leads.txt'])
  })

  it('are those of the first pattern that fits any', () => {
    expect(findFiles({ file: ['wins.csv', 'deals.???', '*'] }, files)).toEqual(['deals.csv'])
    expect(findFiles({ file: 'wins.csv' }, files)).toEqual([])
    expect(findFiles({}, files)).toEqual([])
  })
})

const LEAD = { kind: 'source', owner: 'growth', key: 'id', person: { user: 'id' }, dates: 'yyyy-mm-dd', zone: 'UTC' }
const sourceOf = (name: string, file: string | undefined, at = 'day') => ({
  ...LEAD,
  name,
  ...(file ? { file } : {}),
  events: [{ name: 'lead', at }],
})

eachStore(open => {
  it('imports each source’s files, and a file that cannot be read keeps none of the others from it', async () => {
    const stores = await open(migrations)
    const { ctx } = await buildWorld(stores)
    const folder = dirname(writeTemporary('good.csv', 'id,day\n1,2026-03-10\n2,2026-03-10\n'))
    mkdirSync(join(folder, 'more'))
    writeFileSync(join(folder, 'more', 'good-2.csv'), 'id,day\n2,2026-03-10\n3,2026-03-10\n')
    writeFileSync(join(folder, 'wrong.csv'), 'id,date\n1,2026-03-10\n')
    const sources = [sourceOf('good', 'good*.csv'), sourceOf('wrong', 'wrong.csv'), sourceOf('away', 'away.csv')]
    await adoptSources(ctx, [...sources, sourceOf('unnamed', undefined)])
    const { imports, failures, absent } = await importFolder(ctx, folder)
    expect(imports.map(({ source, file, stored, duplicate }) => [source, file, stored, duplicate])).toEqual([
      ['good', 'good.csv', 2, 0],
      ['good', 'good-2.csv', 1, 1],
    ])
    expect(failures).toMatchObject([
      { source: 'wrong', file: 'wrong.csv', error: { details: { problems: [{ code: 'unknown_column' }] } } },
    ])
    expect(absent.map(({ source, message }) => [source, message])).toEqual([
      ['away', expect.stringMatching(/^Away has no data: nothing in .* is called “away.csv”/)],
      ['unnamed', expect.stringMatching(/^Unnamed names no file/)],
    ])
    await expect(importFolder(ctx, join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'not_found' })
  })

  it('says how new the data of each source is, and since when it is overdue', async () => {
    const stores = await open(migrations)
    const { ctx } = await buildWorld(stores)
    const folder = dirname(writeTemporary('a.csv', 'id,day\n1,2025-12-01\n2,2099-01-01\n'))
    writeFileSync(join(folder, 'b.csv'), 'id,day\n1,2026-01-04\n')
    const weekly = { expects: { everyDays: 7 } }
    await adoptSources(ctx, [
      { ...sourceOf('a', 'a.csv'), ...weekly },
      { ...sourceOf('b', 'b.csv'), ...weekly },
      sourceOf('c', 'c.csv'),
    ])
    await importFolder(ctx, folder)
    expect(await measureFreshness(ctx, {})).toMatchObject([
      { source: 'a', events: 1, lastEvent: '2025-12-01T00:00:00.000Z', staleSince: '2025-12-08T00:00:00.000Z' },
      { source: 'b', events: 1, lastEvent: '2026-01-04T00:00:00.000Z', staleSince: null },
      { source: 'c', events: 0, lastEvent: null, lastImport: null, everyDays: null, staleSince: null },
    ])
  })

  describe('real exports', () => {
    const examples = fileURLToPath(new URL('../../../examples', import.meta.url))

    const importExample = async (company: string, folder: string) => {
      const stores = await open(migrations)
      const { ctx } = await buildWorld(stores)
      const documents = parseAllDocuments(readFileSync(join(examples, company, 'sources.yaml'), 'utf8'))
      await adoptSources(
        ctx,
        documents.map(document => document.toJS()),
      )
      const first = await importFolder(ctx, folder)
      expect(first).toMatchObject({ failures: [], absent: [] })
      const again = await importFolder(ctx, folder)
      for (const [index, done] of first.imports.entries()) {
        expect(done.rows).toBe(done.stored + done.duplicate + done.rejected)
        const known = done.stored + done.duplicate
        expect(tallyOf(again.imports[index] as Tally)).toEqual({ ...tallyOf(done), stored: 0, duplicate: known })
      }
      const tallies = Object.fromEntries(first.imports.map(done => [done.source, tallyOf(done)]))
      return { tallies, counts: await stores.events.counts() }
    }

    const stored = (rows: number, others: Partial<Tally> = {}): Tally => ({ ...NOTHING, rows, stored: rows, ...others })

    const olist = realData('olist')
    it.skipIf(!olist)('of the Brazilian funnel are 8,000 leads and 842 deals, all of them leads', async () => {
      const { tallies, counts } = await importExample('olist', olist!)
      expect(tallies).toEqual({ mqls: stored(8000), deals: stored(842) })
      expect(counts).toMatchObject({ events: 8842, persons: 8000 })
    })

    const exports = realData('exports')
    it.skipIf(!exports)('of HubSpot, Salesforce and Zendesk add up', async () => {
      expect((await importExample('exports/hubspot', join(exports!, 'hubspot'))).tallies).toEqual({
        contacts: stored(22),
        'contact-history': stored(100),
        companies: stored(24),
        deals: stored(44),
        'deal-stages': stored(14),
        'email-events': stored(97, { skipped: 3 }),
        tickets: stored(25),
        calls: stored(1),
      })
      expect((await importExample('exports/salesforce', join(exports!, 'salesforce'))).tallies).toEqual({
        leads: stored(1),
        contacts: stored(4),
        accounts: stored(1, { skipped: 9 }),
        opportunities: stored(10),
        'opportunity-history': stored(10),
        tasks: stored(10),
        meetings: stored(10),
      })
      expect((await importExample('exports/zendesk', join(exports!, 'zendesk'))).tallies).toEqual({
        tickets: stored(10),
        'ticket-comments': stored(20),
        'ticket-history': stored(38, { stored: 35, duplicate: 3 }),
        users: stored(10),
        organizations: stored(10),
      })
    })
  })
})
