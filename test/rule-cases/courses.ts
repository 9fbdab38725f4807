import { drives, type RuleCase } from './rule-case.ts'

const rising = [10, 12, 11, 14, 15, 15, 18, 20]
const falling = rising.toReversed()
const flat = [50, 49, 50, 51, 50, 49, 50, 51]
const wild = [50, 30, 70, 45, 62, 35, 66, 48]
/** The 80 weeks that are read: a year and more of the same rise each quarter, and down again. */
const seasonal = Array.from({ length: 80 }, (_, week) => 20 + ((week + 12) % 13))
const outcome = { class: 'outcome' as const }

export const courses: RuleCase[] = [
  {
    rule: 'local-up-outcome-flat',
    what: 'opens that rise while deals do not',
    in: {
      metrics: {
        opens: { title: 'Opens', unit: 'opens', values: rising, ...drives('deals') },
        deals: { title: 'Deals', owner: 'sales', ...outcome, values: flat },
      },
    },
    says:
      '“Opens” of marketing got better by about 64 %, from about 11 to 18 opens in the 8 weeks to 2026-W13. ' +
      '“Deals” of sales, which it is meant to move, did not: from about 50 to 50 deals in the 8 weeks to 2026-W13, ' +
      'where a gain of 4.7 % would have shown.',
    about: ['metric/opens', 'metric/deals'],
  },
  {
    rule: 'local-up-outcome-flat',
    what: 'answers that get faster while churn gets worse',
    in: {
      metrics: {
        wait: { direction: 'down', unit: 'h', values: falling, ...drives('churn') },
        churn: { direction: 'down', ...outcome, unit: 'customers', values: rising },
      },
    },
    says:
      '“wait” of marketing got better by about 64 %, from about 18 to 11 h in the 8 weeks to 2026-W13. ' +
      '“churn” of marketing, which it is meant to move, got worse: from about 11 to 18 customers in the 8 weeks to 2026-W13.',
    about: ['metric/wait', 'metric/churn'],
  },
  {
    rule: 'local-up-outcome-flat',
    what: 'a rise that had time to show',
    in: {
      metrics: {
        opens: { values: [...rising, 3, 2], ...drives('deals', { lag: '2 weeks' }) },
        deals: { ...outcome, values: [...flat, 50, 49] },
      },
    },
    says:
      '“opens” of marketing got better by about 64 %, from about 11 to 18 deals in the 8 weeks to 2026-W11. ' +
      '“deals” of marketing, which it is meant to move 2 weeks later, did not: from about 50 to 50 deals in the 10 weeks to 2026-W13, ' +
      'where a gain of 3.6 % would have shown.',
    about: ['metric/opens', 'metric/deals'],
  },
  {
    rule: 'local-up-outcome-flat',
    what: 'a rise too new to show after its lag',
    in: {
      metrics: {
        opens: { values: [5, 5, 5, 5, ...rising], ...drives('deals', { lag: '45 days' }) },
        deals: { ...outcome, values: flat },
      },
    },
  },
  {
    rule: 'local-up-outcome-flat',
    what: 'both that rise',
    in: { metrics: { opens: { values: rising, ...drives('deals') }, deals: { ...outcome, values: rising } } },
  },
  {
    rule: 'local-up-outcome-flat',
    what: 'an outcome so restless that a rise could hide in it',
    in: { metrics: { opens: { values: rising, ...drives('deals') }, deals: { ...outcome, values: wild } } },
  },
  {
    rule: 'local-up-outcome-flat',
    what: 'a clear rise too small to matter',
    in: {
      metrics: {
        opens: { values: [1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007], ...drives('deals') },
        deals: { ...outcome, values: Array<number>(8).fill(50) },
      },
    },
  },
  {
    rule: 'local-up-outcome-flat',
    what: 'a season that comes every year',
    in: {
      metrics: {
        opens: { values: seasonal, ...drives('deals') },
        deals: { ...outcome, values: Array<number>(80).fill(50) },
      },
    },
  },
  {
    rule: 'local-up-outcome-flat',
    what: 'seven values, which tell nothing',
    in: { metrics: { opens: { values: rising.slice(1), ...drives('deals') }, deals: { ...outcome, values: flat } } },
  },
  {
    rule: 'local-up-outcome-flat',
    what: 'zeros from before anybody counted',
    in: {
      metrics: {
        opens: { values: [0, 0, 0, 0, 0, 9, 9, 9, 9, 9, 9, 9, 9], ...drives('deals') },
        deals: { ...outcome, values: [...flat, 50, 49, 50, 51, 50] },
      },
    },
  },
  {
    rule: 'local-up-outcome-flat',
    what: 'an outcome that is not known',
    in: { metrics: { opens: { values: rising, ...drives('deals') }, deals: { ...outcome, values: [null, null] } } },
  },
  {
    rule: 'counter-worsening',
    what: 'more leads of less worth',
    in: {
      metrics: {
        leads: { title: 'Leads', unit: 'leads', counter: 'fit', values: rising },
        fit: {
          title: 'Fit',
          owner: 'sales',
          unit: '%',
          class: 'guardrail',
          values: [0.5, 0.46, 0.45, 0.41, 0.42, 0.4, 0.3, 0.2],
        },
      },
    },
    says:
      '“Leads” of marketing got better, from about 11 to 18 leads in the 8 weeks to 2026-W13. ' +
      'Its guardrail “Fit” of sales got worse: from about 46 % to 30 % in the 8 weeks to 2026-W13.',
    about: ['metric/leads', 'metric/fit'],
  },
  {
    rule: 'counter-worsening',
    what: 'a guardrail that holds',
    in: { metrics: { leads: { counter: 'fit', values: rising }, fit: { class: 'guardrail', values: flat } } },
  },
  {
    rule: 'counter-worsening',
    what: 'a guardrail that falls every year at this time',
    in: {
      metrics: {
        leads: { counter: 'fit', values: rising },
        fit: { class: 'guardrail', values: seasonal.map(value => 60 - value) },
      },
    },
  },
]
