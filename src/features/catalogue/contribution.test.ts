import { describe, expect, it } from 'vitest'
import type { Feed } from './catalogue.ts'
import { contributionsOf } from './contribution.ts'
import { waysOf } from './ways.ts'

const NOW = Date.parse('2026-04-10T08:00:00.000Z')

const feed = (source: string, owner: string | null, lastArrival: string | null, metrics: string[] = []): Feed => ({
  source,
  title: source,
  declared: owner !== null,
  owner,
  ways: [],
  events: lastArrival === null ? 0 : 5,
  first: null,
  last: null,
  from: '2026-01-09',
  days: [],
  perDay: 0,
  trend: 'flat',
  traits: 0,
  lastArrival,
  people: 0,
  accounts: 0,
  names: [],
  brought: 0,
  kept: 0,
  keptShare: null,
  expected: null,
  state: 'coming',
  since: null,
  rests: metrics.map(name => ({ kind: 'metric', name, title: name, owner: 'sales', through: null })),
})

const teams = ['sales', 'marketing', 'finance', 'legal'].map(name => ({ name, title: name, department: name }))

describe('what a team contributes', () => {
  const uses = [
    { team: 'sales', metric: 'deals' },
    { team: 'sales', metric: 'leads' },
    { team: 'sales', metric: 'deals' },
    { team: 'finance', metric: 'deals' },
  ]
  const feeds = [
    feed('crm', 'sales', '2026-03-01T07:00:00.000Z', ['deals']),
    feed('phone', 'sales', null),
    feed('web', 'marketing', '2026-04-09T07:00:00.000Z', ['leads']),
    feed('app', null, '2026-04-10T07:00:00.000Z'),
  ]

  it('is said in a sentence, first of those who take and put nothing in', () => {
    expect(contributionsOf(feeds, teams, uses, NOW).map(({ team, says }) => [team, says])).toEqual([
      ['finance', 'It contributes 0 of 3 sources and uses 1 number that others feed.'],
      ['legal', 'It contributes 0 of 3 sources.'],
      [
        'sales',
        'It contributes 1 of 3 sources; something last came 40 days ago. It also uses 1 number that others feed. ' +
          'Nothing has come from 1 source it answers for.',
      ],
      ['marketing', 'It contributes 1 of 3 sources; something last came a day ago.'],
    ])
  })

  it('names what it feeds, waits for and uses, each once', () => {
    const sales = contributionsOf(feeds, teams, uses, NOW).find(({ team }) => team === 'sales')
    expect(sales).toMatchObject({ feeds: ['crm'], waits: ['phone'], uses: ['deals', 'leads'], unfed: ['leads'] })
  })
})

describe('the way by which a source comes', () => {
  it.each([
    [{ collects: true, imported: false, connectors: [] }, ['tracker']],
    [{ collects: false, imported: true, connectors: [] }, ['file']],
    [{ collects: true, imported: true, connectors: [] }, ['tracker', 'file']],
    [{ collects: false, imported: true, connectors: ['hubspot'] }, ['connection']],
    [{ collects: true, imported: true, connectors: ['webhook'] }, ['webhook']],
    [{ collects: false, imported: false, connectors: [] }, []],
  ])('of %o is %j', (traces, ways) => expect(waysOf(traces)).toEqual(ways))
})
