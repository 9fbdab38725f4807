import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { writeTemporary } from '../../test/source.ts'
import type { Fact } from '../core/fact.ts'
import { mapperOf } from '../features/source/operations/batch.ts'
import { openFile, settleFile } from '../features/source/operations/opening.ts'
import { Source } from '../features/source/source.ts'
import { gallery } from './gallery.ts'

/** What a preset makes of a file of its vendor, which a test may change first. */
async function factsOf(
  connector: string,
  preset: string,
  file: string,
  change = (text: string): string | Buffer => text,
): Promise<Fact[]> {
  const found = gallery.find(({ name }) => name === connector)?.presets.find(({ name }) => name === preset)
  const source = Source.parse(found?.source)
  const text = readFileSync(fileURLToPath(new URL(`${connector}/fixtures/${file}`, import.meta.url)), 'utf8')
  const table = await openFile(writeTemporary(file, change(text)), source)
  const { shape, rows } = await settleFile(table, source)
  const map = mapperOf(connector, source, shape)
  const facts: Fact[] = []
  for await (const batch of rows)
    for (const row of batch.rows) {
      const mapped = map(row)
      expect(mapped.rejected).toBeUndefined()
      facts.push(...(mapped.facts ?? []))
    }
  return facts
}

const sum = (facts: readonly Fact[], prop: string) =>
  Math.round(facts.reduce((total, { props }) => total + Number(props[prop] ?? 0), 0) * 100) / 100

const ADS = [
  ['google-ads', 'campaign-report.csv', { cost: 3300.34, impressions: 36_789, clicks: 967, conversions: 11.5 }],
  ['meta-ads', 'campaigns.csv', { cost: 412.61, impressions: 18_034, clicks: 377, conversions: 22 }],
  [
    'linkedin-ads',
    'campaign-performance-report.csv',
    { cost: 2344.75, impressions: 19_624, clicks: 393, conversions: 4 },
  ],
] as const

describe('what ads cost', () => {
  it.each(ADS)(
    '%s adds up to the totals that the vendor writes below, and counts none of them',
    async (name, file, totals) => {
      const facts = await factsOf(name, 'spend', file)
      for (const [prop, total] of Object.entries(totals)) expect([prop, sum(facts, prop)]).toEqual([prop, total])
      for (const fact of facts) {
        expect(fact).toMatchObject({
          name: 'ad_spend',
          props: { channel: name.replace('-', '_'), cost_currency: 'EUR' },
        })
        expect([fact.user, fact.email, fact.anonymous, fact.account]).toEqual([
          undefined,
          undefined,
          undefined,
          undefined,
        ])
      }
      expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length)
    },
  )

  it.each(ADS)(
    '%s: a day that the vendor corrects later is the same fact, so the figure that came first stays',
    async (name, file) => {
      const before = await factsOf(name, 'spend', file)
      const after = await factsOf(name, 'spend', file, text => text.replaceAll(/\b(\d)(\d\.\d\d?)\b/g, '9$2'))
      expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
      expect(sum(after, 'cost')).not.toBe(sum(before, 'cost'))
    },
  )

  it('LinkedIn’s tabs in UTF-16 read the same', async () => {
    const file = 'campaign-performance-report.csv'
    const tabs = (text: string) =>
      Buffer.from(`\ufeff${text.replaceAll(/"[^"]*"|,/g, part => (part === ',' ? '\t' : part))}`, 'utf16le')
    const plain = await factsOf('linkedin-ads', 'spend', file)
    expect(await factsOf('linkedin-ads', 'spend', file, tabs)).toEqual(plain)
  })
})

describe('Google Analytics', () => {
  it('gives the words that other systems use too, the parameters of each event, and who it was', async () => {
    const facts = await factsOf('ga4', 'events', 'events-20260301.jsonl')
    expect(facts.map(({ name }) => name)).toEqual([
      'session_started',
      'page_viewed',
      'scroll',
      'signed_up',
      'page_viewed',
    ])
    expect(facts[3]).toMatchObject({
      ts: 1_772_355_700_500,
      user: 'u-4711',
      anonymous: '1500012345.1772355600',
      props: {
        page: 'https://acme.example/trial',
        session: '1772355600',
        utm_source: 'newsletter',
        utm_campaign: 'spring',
        country: 'Germany',
      },
    })
    expect(facts[0]?.props).toMatchObject({ utm_source: 'google', utm_medium: 'organic' })
    expect([facts[4]?.user, facts[4]?.anonymous]).toEqual([undefined, undefined])
  })

  it('leaves the remarks and the grand total of a report out', async () => {
    const facts = await factsOf('ga4', 'traffic', 'free-form.csv')
    expect([facts.length, sum(facts, 'sessions'), sum(facts, 'engaged')]).toEqual([4, 1430, 871])
  })
})

describe('Mailchimp', () => {
  it('knows which campaign was opened from the name of the file', async () => {
    const facts = await factsOf('mailchimp', 'opens', '40117-spring-letter-opens.csv')
    expect(facts.map(({ name, email, props }) => [name, email, props.campaign])).toEqual([
      ['email_opened', 'ada@example.com', '40117-spring-letter-opens.csv'],
      ['email_opened', 'bo@example.com', '40117-spring-letter-opens.csv'],
      ['email_opened', 'ada@example.com', '40117-spring-letter-opens.csv'],
    ])
  })

  it('says who left, after which campaign, and what is known of them by then', async () => {
    const facts = await factsOf('mailchimp', 'unsubscribed', 'unsubscribed-members-export.csv')
    expect(facts.map(({ name, ts }) => [name, new Date(ts).toISOString()])).toEqual([
      ['email_subscribed', '2025-06-01T08:00:00.000Z'],
      ['email_unsubscribed', '2026-03-03T11:20:31.000Z'],
      [undefined, '2026-03-03T11:20:31.000Z'],
    ])
    expect(facts[1]).toMatchObject({ ids: { mailchimp: '6d1f0a9c53' }, props: { campaign: 'Spring letter' } })
    expect(facts[2]?.traits).toMatchObject({ email_status: 'unsubscribed', email_rating: 2, first_name: 'Cy' })
  })

  it('takes a campaign’s figures without naming anybody', async () => {
    const [letter] = await factsOf('mailchimp', 'campaigns', 'campaigns.csv')
    expect(letter).toMatchObject({
      name: 'campaign_sent',
      ts: Date.UTC(2026, 2, 3, 10),
      props: { delivered: 1401, opens: 488 },
    })
    expect(letter?.email).toBeUndefined()
  })
})

describe('requests between teams', () => {
  const told = (facts: readonly Fact[]) =>
    facts.map(({ name, props }) => `${props.request} ${name} ${props.due ?? ''}`.trim())

  it('in Jira are opened, begun, done, and promised for a day', async () => {
    expect(told(await factsOf('jira', 'issues', 'jira.csv'))).toEqual([
      'WEB-41 request_opened',
      'WEB-41 request_promised 2026-03-06',
      'WEB-41 request_done 2026-03-06',
      'OPS-7 request_opened',
      'OPS-7 request_promised 2026-03-20',
      'OPS-7 request_started',
      'OPS-8 request_opened',
    ])
  })

  it('in Linear are called off, too', async () => {
    expect(told(await factsOf('linear', 'issues', 'linear-export.csv'))).toEqual([
      'PRO-210 request_opened',
      'PRO-210 request_promised 2026-03-10',
      'PRO-210 request_started',
      'PRO-210 request_done 2026-03-10',
      'PRO-211 request_opened',
      'PRO-211 request_promised 2026-03-20',
      'PRO-211 request_started',
      'PRO-212 request_opened',
      'PRO-212 request_dropped',
    ])
  })

  it('that are put off are promised anew, and nothing else of them is new', async () => {
    const later = (text: string) =>
      text.replace('05/Mar/26 10:30 AM,,,20/Mar/26 12:00 AM', '19/Mar/26 5:00 PM,,,03/Apr/26')
    const before = new Set((await factsOf('jira', 'issues', 'jira.csv')).map(({ id }) => id))
    const after = await factsOf('jira', 'issues', 'jira.csv', later)
    const fresh = after.filter(({ id }) => !before.has(id))
    expect(told(fresh)).toEqual(['OPS-7 request_promised 2026-04-03'])
  })
})
