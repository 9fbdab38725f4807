import { type RuleCase, stage } from './rule-case.ts'

const source = (name: string, expects: object) => ({ kind: 'source', name, spec: { events: [], expects } })

const ends = (counts: [string, number, number][]) => ({
  first: 'lead',
  last: 'customer',
  from: '2025-03-30',
  to: '2025-12-30',
  channels: counts.map(([channel, began, arrived]) => ({ channel, began, arrived })),
})

export const facts: RuleCase[] = [
  {
    rule: 'connection-failing',
    what: 'a connection whose key was revoked',
    in: {
      connections: [
        {
          name: 'crm',
          title: 'CRM',
          owner: 'sales',
          sources: ['crm-contacts', 'crm-deals'],
          failures: 4,
          since: '2026-03-28T06:00:00.000Z',
          says: 'The connection “CRM” has failed 4 times in a row: HubSpot refuses the token. It last ran to its end on 2026-03-27.',
        },
      ],
    },
    says: 'The connection “CRM” has failed 4 times in a row: HubSpot refuses the token. It last ran to its end on 2026-03-27.',
    about: ['source/crm-contacts', 'source/crm-deals'],
  },
  { rule: 'connection-failing', what: 'connections that run', in: { connections: [] } },
  {
    rule: 'value-missing',
    what: 'rows without an expected value',
    in: {
      others: [source('leads', { required: ['origin'] })],
      facts: {
        missing: [
          { source: 'leads', event: 'first_contact', of: 'events', property: 'origin', missing: 60, total: 8000 },
        ],
      },
    },
    says: '60 of 8,000 first_contact from “leads” have no origin.',
    about: ['source/leads'],
  },
  {
    rule: 'value-missing',
    what: 'people without an expected trait',
    in: { facts: { missing: [{ source: 'crm', of: 'people', property: 'plan', missing: 1, total: 2 }] } },
    says: '1 of 2 people from “crm” has no plan.',
    about: ['source/crm'],
  },
  {
    rule: 'value-missing',
    what: 'nothing missing',
    in: {
      facts: {
        missing: [
          { source: 'leads', event: 'first_contact', of: 'events', property: 'origin', missing: 0, total: 8000 },
        ],
      },
    },
  },
  {
    rule: 'stage-out-of-order',
    what: 'somebody who won before being qualified',
    in: {
      others: [stage('mql', { order: 1 }), stage('won', { order: 2 })],
      facts: {
        disorder: [
          {
            earlier: 'mql',
            later: 'won',
            people: 1,
            example: { user: 'ada', later: '2026-03-06', earlier: '2026-03-08' },
          },
        ],
      },
    },
    says: '1 person entered “won” before “mql”, for example ada on 2026-03-06 before 2026-03-08.',
    about: ['stage/won', 'stage/mql'],
  },
  { rule: 'stage-out-of-order', what: 'everybody in order', in: { facts: {} } },
  {
    rule: 'stage-nobody-enters',
    what: 'a stage entered long ago',
    in: {
      others: [stage('sql')],
      facts: {
        entries: [{ stage: 'sql', from: '2025-12-29', to: '2026-03-30', recent: 0, ever: 17, last: '2025-11-02' }],
      },
    },
    says: 'Nobody entered “sql” in the 91 days before 2026-03-30. The last of 17 people did on 2025-11-02.',
    about: ['stage/sql'],
  },
  {
    rule: 'stage-nobody-enters',
    what: 'a stage nobody ever entered',
    in: {
      facts: { entries: [{ stage: 'sql', from: '2026-03-01', to: '2026-03-30', recent: 0, ever: 0, last: null }] },
    },
    says: 'Nobody entered “sql” in the 29 days before 2026-03-30. Nobody ever has.',
    about: ['stage/sql'],
  },
  {
    rule: 'stage-nobody-enters',
    what: 'a stage in use',
    in: {
      facts: {
        entries: [{ stage: 'sql', from: '2026-03-01', to: '2026-03-30', recent: 1, ever: 1, last: '2026-03-02' }],
      },
    },
  },
  {
    rule: 'source-stale',
    what: 'data that should have come a week ago',
    in: {
      others: [source('crm', { everyDays: 7 })],
      facts: { arrivals: [{ source: 'crm', events: 5, last: '2026-03-16' }] },
    },
    says: '“crm” should send data every 7 days and last did 14 days ago, with data up to 2026-03-16.',
    about: ['source/crm'],
  },
  {
    rule: 'source-stale',
    what: 'data that never came',
    in: { others: [source('crm', { everyDays: 1 })], facts: {} },
    says: '“crm” should send data every 1 day and never has.',
    about: ['source/crm'],
  },
  {
    rule: 'source-stale',
    what: 'data on its last day, a source without a rhythm, and no facts at all',
    in: {
      others: [source('crm', { everyDays: 7 }), source('list', {})],
      facts: { arrivals: [{ source: 'crm', events: 5, last: '2026-03-23' }] },
    },
  },
  { rule: 'source-stale', what: 'no facts at all', in: { others: [source('crm', { everyDays: 7 })] } },
  {
    rule: 'stage-nobody-enters',
    what: 'a company that has just begun',
    in: {
      facts: { entries: [{ stage: 'sql', from: '2026-03-20', to: '2026-03-30', recent: 0, ever: 0, last: null }] },
    },
  },
  {
    rule: 'stage-most-skip',
    what: 'a trial most buyers never had',
    in: {
      others: [stage('trial', { order: 1 }), { ...stage('won', { order: 2 }), owner: 'product' }],
      facts: { skips: [{ stage: 'trial', from: '2025-12-29', to: '2026-03-30', further: 80, skipped: 60 }] },
    },
    says: '60 of 80 people who got further than “trial” in the 91 days before 2026-03-30 have never been in it: 75 % of them.',
    about: ['stage/trial'],
  },
  {
    rule: 'stage-most-skip',
    what: 'a stage a few skip, few people in all, and a stage nobody enters any more',
    in: {
      facts: {
        skips: [
          { stage: 'trial', from: '2025-12-29', to: '2026-03-30', further: 80, skipped: 30 },
          { stage: 'call', from: '2025-12-29', to: '2026-03-30', further: 10, skipped: 10 },
          { stage: 'old', from: '2025-12-29', to: '2026-03-30', further: 80, skipped: 80 },
        ],
        entries: [{ stage: 'old', from: '2025-12-29', to: '2026-03-30', recent: 0, ever: 9, last: '2025-01-01' }],
      },
    },
  },
  {
    rule: 'channel-without-customers',
    what: 'an influencer whose followers never buy',
    in: {
      others: [{ kind: 'channel', name: 'channels' }, stage('lead', { order: 1 }), stage('customer', { order: 2 })],
      facts: {
        channels: ends([
          ['Search', 1000, 50],
          ['Influencer', 400, 0],
          ['Fair', 20, 0],
        ]),
      },
    },
    says:
      'None of 400 people who entered “lead” through “Influencer” between 2025-03-30 and 2025-12-30 has become “customer”; ' +
      'through the other channels 4.9 % have (50 of 1,020).',
    about: ['stage/customer', 'stage/lead', 'channel/channels'],
  },
  {
    rule: 'channel-without-customers',
    what: 'too few people to expect anybody, or too few days',
    in: {
      facts: {
        channels: ends([
          ['Search', 1000, 10],
          ['Influencer', 400, 0],
        ]),
      },
    },
  },
  {
    rule: 'channel-without-customers',
    what: 'two months',
    in: {
      facts: {
        channels: {
          ...ends([
            ['Search', 1000, 50],
            ['Influencer', 400, 0],
          ]),
          from: '2025-11-30',
        },
      },
    },
  },
]
