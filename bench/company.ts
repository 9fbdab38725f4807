import type { Context } from '../src/features/context.ts'
import type { Declaration } from '../src/features/declaration/declaration.ts'
import { type Events, openEvents } from '../src/store/events/events.ts'
import { openRecords } from '../src/store/records/records.ts'
import { buildWorld, migrations } from '../test/build.ts'
import { declare, metric, stage, team } from '../test/declare.ts'
import { STEPS, ZONE } from './generate.ts'

const outcome = { class: 'outcome', owner: 'sales' }
const drives = [{ metric: 'revenue', why: 'More of it should become revenue.' }]
const within = '90 days'

/** The twelve numbers of the scorecard: one of each shape, most of them over stages, some over most of the facts. */
const NUMBERS = {
  revenue: { ...outcome, unit: 'EUR', measure: { sum: 'amount' }, of: 'deal_won' },
  deals: { measure: 'count', of: 'deal_won', drives },
  'average-deal': { unit: 'EUR', ratio: { numerator: 'revenue', denominator: 'deals' }, drives },
  visitors: { measure: 'people', of: 'page_viewed', drives },
  leads: { measure: 'people', of: { stage: 'lead' }, drives },
  mqls: { measure: 'people', of: { stage: 'mql' }, drives },
  'lead-to-mql': { unit: '%', conversion: { from: { stage: 'lead' }, to: { stage: 'mql' }, within }, drives },
  'demo-to-deal': { unit: '%', conversion: { from: 'demo_requested', to: 'deal_won', within }, drives },
  'active-people': { measure: 'people', of: 'feature_used', over: '28 days', drives },
  'click-rate': { unit: '%', formula: 'clicks / opens', drives },
  tickets: { measure: 'count', of: 'ticket_opened', direction: 'down', drives },
  'load-time': { unit: 'ms', measure: { average: 'load_ms' }, of: 'page_viewed', direction: 'down', drives },
}

const event = (name: string) => ({ event: name })

const COMPANY: readonly Declaration[] = [
  team('marketing'),
  team('sales'),
  stage('visitor', 1, 'page_viewed'),
  stage('lead', 2, { any: ['signed_up', { event: 'mail_clicked', times: 2, within: '30 days' }] }),
  stage('mql', 3, { all: [{ stage: 'lead' }, 'demo_requested'] }),
  stage('sql', 4, 'demo_held'),
  stage('customer', 5, 'deal_won'),
  ...Object.entries(NUMBERS).map(([name, fields]) => metric(name, fields)),
  metric('clicks', { measure: 'count', of: 'mail_clicked' }),
  metric('opens', { measure: 'count', of: 'mail_opened' }),
  metric('everybody', { measure: 'people', of: { event: [...STEPS, 'feature_used', 'mail_opened', 'ticket_opened'] } }),
  metric('load-sum', { unit: 'ms', measure: { sum: 'load_ms' }, of: 'page_viewed' }),
  {
    kind: 'scorecard',
    name: 'weekly',
    owner: 'sales',
    grain: 'week',
    sections: [
      {
        outcome: 'revenue',
        lines: Object.keys(NUMBERS).flatMap(name => (name === 'revenue' ? [] : [{ metric: name }])),
      },
    ],
  },
  {
    kind: 'channel',
    name: 'channels',
    owner: 'marketing',
    rules: [
      { channel: 'Paid search', when: { source: { in: ['google', 'bing'] }, medium: 'cpc' } },
      { channel: 'Organic search', when: { source: { in: ['google', 'bing'] }, medium: 'organic' } },
      { channel: 'Social', when: { or: [{ medium: 'social' }, { source: 'linkedin' }] } },
      { channel: 'Newsletter', when: { or: [{ source: 'newsletter' }, { medium: 'email' }] } },
    ],
    otherwise: 'Direct',
  },
  { kind: 'funnel', name: 'ordered', owner: 'sales', within, steps: STEPS.map(event) },
  { kind: 'funnel', name: 'any', owner: 'sales', within, order: 'any', steps: STEPS.map(event) },
  { kind: 'funnel', name: 'stages', owner: 'sales', steps: ['visitor', 'lead', 'mql', 'sql', 'customer'] },
]

/** The company of the benchmarks: its agreements in force in memory, its facts in a file that `open` opens and closes. */
export async function companyOf(file: string) {
  const records = await openRecords({ memory: true }, migrations)
  const calendar = { zone: ZONE, weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' } as const
  const { ctx } = await buildWorld({ records }, { calendar })
  await declare(ctx, COMPANY)
  return {
    /** Lets something be done with the store freshly opened, so that nothing is in its memory. */
    async opened<T>(work: (ctx: Context, events: Events) => Promise<T>): Promise<T> {
      const events = await openEvents({ file }, { zone: ZONE })
      try {
        return await work({ ...ctx, events }, events)
      } finally {
        await events.close()
      }
    },
    close: () => records.close(),
  }
}
