/**
 * What is planted in the demo company: faults its teams live with and do not see, each with what is really the matter. Ids are
 * stable; `rules` are ids of the linter’s rules that should see it.
 */
export type Fault = {
  id: FaultId
  /** What is wrong, in a sentence a colleague would say. */
  wrong: string
  /** What it is about, as `kind/name`. */
  objects: readonly string[]
  teams: readonly string[]
  since: string
  /** Rules of which each should see it; those of which any may, joined by ` | `. */
  rules: readonly string[]
}

export type FaultId =
  | 'opens-of-the-wrong-audience'
  | 'followers-who-never-buy'
  | 'speed-nobody-buys-for'
  | 'slow-where-it-hurts'
  | 'promise-not-shipped'
  | 'two-meanings-of-mql'
  | 'team-no-goal-reaches'
  | 'on-track-but-flat'
  | 'out-of-reach'
  | 'parts-that-do-not-add-up'
  | 'stage-people-skip'
  | 'source-gone-quiet'
  | 'goal-without-parent'
  | 'goal-that-skips-a-level'
  | 'definition-not-signed'
  | 'one-sided-promise'
  | 'too-many-priorities'
  | 'circular-support'
  | 'goal-on-activity-only'
  | 'contribution-without-number'
  | 'origin-not-filled-in'
  | 'dates-out-of-order'

const TURNED = '2026-01-05'

export const FAULTS: readonly Fault[] = [
  {
    id: 'opens-of-the-wrong-audience',
    wrong:
      'The e-mail team wins more and more opens with letters for people who will never buy. Sales accepts no more of the leads that come by e-mail, and more people unsubscribe.',
    objects: ['metric/email-open-rate', 'metric/sqls-from-email', 'metric/unsubscribe-rate'],
    teams: ['email', 'marketing', 'sales'],
    since: TURNED,
    rules: ['local-up-outcome-flat', 'counter-worsening'],
  },
  {
    id: 'followers-who-never-buy',
    wrong: 'An influencer brings followers, visits and leads by the hundred, and not one customer.',
    objects: ['metric/new-followers', 'metric/customers-from-influencer', 'stage/customer', 'metric/mql-acceptance'],
    teams: ['marketing'],
    since: TURNED,
    rules: ['local-up-outcome-flat', 'channel-without-customers'],
  },
  {
    id: 'speed-nobody-buys-for',
    wrong: 'Pages load in half the time, and nobody asks for a demo because of it.',
    objects: ['metric/page-load-time', 'metric/demo-requests', 'metric/landing-visits'],
    teams: ['web'],
    since: TURNED,
    rules: ['local-up-outcome-flat'],
  },
  {
    id: 'slow-where-it-hurts',
    wrong:
      'Sales calls twice as much, down the list. Large sites, which decide the year, wait four times as long for a first answer, and fewer of them sign.',
    objects: ['metric/calls-per-rep', 'metric/first-response-time', 'metric/new-mrr'],
    teams: ['sales'],
    since: TURNED,
    rules: ['counter-worsening', 'local-up-outcome-flat'],
  },
  {
    id: 'promise-not-shipped',
    wrong:
      'Offline mode was promised for 15 July and is in no release. The goal is reported on track, and the campaign goes on spending.',
    objects: ['goal/offline-mode-launch', 'metric/offline-mode-releases', 'metric/offline-campaign-spend'],
    teams: ['product', 'marketing'],
    since: '2026-07-15',
    rules: ['milestone-missed'],
  },
  {
    id: 'two-meanings-of-mql',
    wrong:
      'Marketing counts every lead with 50 points as an MQL, sales only large sites: the two differ by more than twice.',
    objects: ['stage/mql', 'metric/mqls', 'metric/mqls-of-sales'],
    teams: ['marketing', 'sales'],
    since: '2025-03-01',
    rules: ['word-with-two-meanings', 'two-numbers-for-one-word'],
  },
  {
    id: 'team-no-goal-reaches',
    wrong:
      'IT and finance do well by their numbers, and no goal reaches them: nothing they do is said to move an outcome.',
    objects: [
      'team/it',
      'team/finance',
      'vision/no-plant-stands-still',
      'metric/it-solve-time',
      'metric/days-to-pay',
      'metric/cash-collected',
    ],
    teams: ['it', 'finance'],
    since: '2026-07-01',
    rules: ['team-without-goal', 'outcome-nobody-drives'],
  },
  {
    id: 'on-track-but-flat',
    wrong: 'Product says every week that use is on track. It has stood still since winter.',
    objects: ['goal/used-every-week', 'metric/work-orders-per-account'],
    teams: ['product'],
    since: TURNED,
    rules: ['reported-on-track-but-flat'],
  },
  {
    id: 'out-of-reach',
    wrong: 'People wants twenty-four hires in a quarter that will see six at this pace.',
    objects: ['goal/chairs-filled', 'metric/hires'],
    teams: ['people'],
    since: '2026-07-01',
    rules: ['out-of-reach'],
  },
  {
    id: 'parts-that-do-not-add-up',
    wrong: 'Sales splits new MRR by size of site and leaves out sites of 50 to 99 machines.',
    objects: ['metric/new-mrr', 'metric/new-mrr-small', 'metric/new-mrr-large'],
    teams: ['sales'],
    since: '2025-03-01',
    rules: ['parts-do-not-add-up'],
  },
  {
    id: 'stage-people-skip',
    wrong: 'A trial stands between SQL and customer, and most who buy never had one.',
    objects: ['stage/trial'],
    teams: ['product', 'sales'],
    since: TURNED,
    rules: ['stage-most-skip'],
  },
  {
    id: 'source-gone-quiet',
    wrong: 'The monitoring of the site stopped exporting on 14 June, and nobody missed it.',
    objects: ['source/site-status'],
    teams: ['it'],
    since: '2026-06-14',
    rules: ['source-stale'],
  },
  {
    id: 'goal-without-parent',
    wrong: 'The web team’s goal serves no other goal.',
    objects: ['goal/most-read-stories'],
    teams: ['web'],
    since: '2026-07-01',
    rules: ['orphan-goal'],
  },
  {
    id: 'goal-that-skips-a-level',
    wrong: 'A team goal of marketing hangs directly under the company’s, past the goal it shares with sales.',
    objects: ['goal/known-in-every-plant', 'goal/grow-with-the-right-customers'],
    teams: ['marketing'],
    since: '2026-07-01',
    rules: ['goal-skips-level'],
  },
  {
    id: 'definition-not-signed',
    wrong: 'What an MQL is binds sales, and sales never signed it.',
    objects: ['stage/mql'],
    teams: ['sales'],
    since: '2025-03-01',
    rules: ['unsigned-definition'],
  },
  {
    id: 'one-sided-promise',
    wrong:
      'Customer Success counts on product for an answer library by August. Product has not said yes, and nobody owns the risk.',
    objects: ['goal/no-customer-waits'],
    teams: ['customer-success', 'product'],
    since: '2026-07-01',
    rules: ['unsigned-definition'],
  },
  {
    id: 'too-many-priorities',
    wrong: 'Product has seven goals of its own in one quarter.',
    objects: [
      'team/product',
      'goal/photos-in-every-checklist',
      'goal/a-plan-in-six-languages',
      'goal/one-log-in-for-all-plants',
      'goal/reports-that-managers-read',
      'goal/spare-parts-from-three-suppliers',
    ],
    teams: ['product'],
    since: '2026-07-01',
    rules: ['too-many-goals'],
  },
  {
    id: 'circular-support',
    wrong:
      'Ad clicks are meant to bring landing visits, and landing visits ad clicks. Product waits for Customer Success, and Customer Success for product.',
    objects: ['metric/ad-clicks', 'metric/landing-visits', 'goal/offline-mode-launch', 'goal/no-customer-waits'],
    teams: ['marketing', 'web', 'product', 'customer-success'],
    since: '2025-03-01',
    rules: ['circular-drives', 'circular-support'],
  },
  {
    id: 'goal-on-activity-only',
    wrong: 'The sales goal can be reached by dialling.',
    objects: ['goal/twice-the-calls'],
    teams: ['sales'],
    since: '2026-07-01',
    rules: ['goal-result-on-activity-only'],
  },
  {
    id: 'contribution-without-number',
    wrong: 'The web team contributes “support” to a shared goal, and no number shows it.',
    objects: ['goal/more-of-the-right-leads'],
    teams: ['web'],
    since: '2026-07-01',
    rules: ['contributor-without-metric'],
  },
  {
    id: 'origin-not-filled-in',
    wrong: 'Since May one contact in fourteen has no origin.',
    objects: ['source/crm-contacts'],
    teams: ['marketing'],
    since: '2026-05-04',
    rules: ['value-missing'],
  },
  {
    id: 'dates-out-of-order',
    wrong: 'The list of a trade fair was imported weeks late, so buyers became customers before they became MQLs.',
    objects: ['stage/customer', 'stage/mql'],
    teams: ['sales', 'marketing'],
    since: '2026-06-01',
    rules: ['stage-out-of-order'],
  },
]
