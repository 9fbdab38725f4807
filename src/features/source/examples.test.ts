import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { realData } from '../../../test/real-data.ts'
import { openTable } from '../../connectors/file/open-table.ts'
import type { Fact } from '../../core/fact.ts'
import { uuidOf } from '../../store/hash.ts'
import { checkColumns } from './columns.ts'
import { compileMapping } from './mapping.ts'
import { createSettling } from './settling.ts'
import { checkSource, fileMatches, Source } from './source.ts'

const examples = fileURLToPath(new URL('../../../examples', import.meta.url))
const COMPANIES = ['olist', 'exports/hubspot', 'exports/salesforce', 'exports/zendesk']

function sourcesOf(company: string): { name: string; source: Source }[] {
  const text = readFileSync(join(examples, company, 'sources.yaml'), 'utf8')
  return parseAllDocuments(text).map(document => {
    const { kind, name, title, owner, why, ...spec } = document.toJS()
    expect({ kind, title, owner, why }).toEqual({
      kind: 'source',
      title: expect.any(String),
      owner: expect.any(String),
      why,
    })
    return { name, source: Source.parse(spec) }
  })
}

async function importAll(company: string, folder: string) {
  const facts: Fact[] = []
  const counts: Record<string, [rows: number, facts: number, rejected: number]> = {}
  for (const { name, source } of sourcesOf(company)) {
    const files = readdirSync(folder).filter(file => fileMatches(source, file))
    expect(files, name).toHaveLength(1)
    const table = await openTable(join(folder, files[0]!), source)
    const columns = { columns: table.columns, text: true }
    expect(checkColumns(source, columns), name).toEqual([])
    const settling = createSettling(source, columns)
    for await (const batch of table.rows()) for (const row of batch.rows) settling.see(row.values)
    const { settled, problems } = settling.result()
    expect(problems, name).toEqual([])
    const run = compileMapping(name, source, columns, settled, uuidOf)
    const count: [number, number, number] = [0, 0, 0]
    for await (const batch of table.rows())
      for (const row of batch.rows) {
        const mapped = run(row)
        facts.push(...(mapped.facts ?? []))
        count[0]++
        count[1] += mapped.facts?.length ?? 0
        count[2] += mapped.rejected === undefined ? 0 : 1
      }
    counts[name] = count
  }
  return { facts, counts }
}

describe('the mappings among the examples', () => {
  it.each(COMPANIES)('%s has nothing wrong in itself', company => {
    for (const { name, source } of sourcesOf(company)) expect(checkSource(source), name).toEqual([])
  })

  const olist = realData('olist')
  it.skipIf(!olist)(
    'read the Brazilian funnel whole: leads, deals, 60 leads without origin, one deal before its contact',
    async () => {
      const { facts, counts } = await importAll('olist', olist!)
      expect(counts).toEqual({ mqls: [8000, 8000, 0], deals: [842, 842, 0] })
      expect(new Set(facts.map(fact => fact.id)).size).toBe(8842)
      const contacts = new Map(facts.filter(fact => fact.name === 'first_contact').map(fact => [fact.user, fact]))
      expect([...contacts.values()].filter(fact => !('origin' in fact.props))).toHaveLength(60)
      const deals = facts.filter(fact => fact.name === 'deal_won')
      expect(deals.filter(deal => deal.ts < contacts.get(deal.user)!.ts)).toHaveLength(1)
      expect(deals.reduce((sum, deal) => sum + Number(deal.props.monthly_revenue), 0)).toBe(61_784_006)
    },
  )

  const hubspot = realData('exports/hubspot')
  it.skipIf(!hubspot)('read HubSpot’s tables: two dates of a contact, histories, stages, e-mails', async () => {
    const { counts } = await importAll('exports/hubspot', hubspot!)
    expect(counts).toEqual({
      contacts: [22, 66, 0],
      'contact-history': [100, 100, 0],
      companies: [24, 24, 0],
      deals: [44, 44, 0],
      'deal-stages': [14, 14, 0],
      'email-events': [100, 97, 0],
      tickets: [25, 52, 0],
      calls: [1, 1, 0],
    })
  })

  const salesforce = realData('exports/salesforce')
  it.skipIf(!salesforce)('read Salesforce’s objects: won and lost, touches by whoever was touched', async () => {
    const { facts, counts } = await importAll('exports/salesforce', salesforce!)
    expect(counts).toEqual({
      leads: [1, 3, 0],
      contacts: [4, 7, 0],
      accounts: [10, 1, 0],
      opportunities: [10, 19, 0],
      'opportunity-history': [10, 10, 0],
      tasks: [10, 10, 0],
      meetings: [10, 10, 0],
    })
    const of = (name: string) => facts.filter(fact => fact.name === name)
    expect([of('deal_won').length, of('deal_lost').length]).toEqual([5, 4])
    expect(of('deal_won').map(fact => fact.props.amount)).toContain(24_120_000)
  })

  const zendesk = realData('exports/zendesk')
  it.skipIf(!zendesk)('read Zendesk’s tables: every status change of a ticket, three of them told twice', async () => {
    const { facts, counts } = await importAll('exports/zendesk', zendesk!)
    expect(counts).toEqual({
      tickets: [10, 10, 0],
      'ticket-comments': [20, 20, 0],
      'ticket-history': [38, 38, 0],
      users: [10, 10, 0],
      organizations: [10, 10, 0],
    })
    expect(facts.length - new Set(facts.map(fact => fact.id)).size).toBe(3)
    expect(facts.filter(fact => fact.source === 'users').some(fact => fact.email)).toBe(false)
  })
})
