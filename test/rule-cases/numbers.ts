import { drives, type RuleCase, result } from './rule-case.ts'

const rising = [10, 12, 13, 15, 18, 20]
const falling = rising.toReversed()
const flat = [50, 49, 50, 51, 50, 49]

export const numbers: RuleCase[] = [
  {
    rule: 'local-up-outcome-flat',
    what: 'opens that rise while deals do not',
    in: {
      metrics: {
        opens: { title: 'Opens', unit: 'opens', values: rising, ...drives('deals') },
        deals: { title: 'Deals', owner: 'sales', class: 'outcome', values: flat },
      },
    },
    says:
      '“Opens” of marketing got better, from 10 to 20 opens in the 6 weeks to 2026-W13. ' +
      '“Deals” of sales, which it is meant to move, did not move clearly: from 50 to 49 deals in the 6 weeks to 2026-W13.',
    about: ['metric/opens', 'metric/deals'],
  },
  {
    rule: 'local-up-outcome-flat',
    what: 'answers that get faster while churn gets worse',
    in: {
      metrics: {
        wait: { direction: 'down', unit: 'h', values: falling, ...drives('churn') },
        churn: { direction: 'down', class: 'outcome', unit: 'customers', values: rising },
      },
    },
    says:
      '“wait” of marketing got better, from 20 to 10 h in the 6 weeks to 2026-W13. ' +
      '“churn” of marketing, which it is meant to move, got worse: from 10 to 20 customers in the 6 weeks to 2026-W13.',
    about: ['metric/wait', 'metric/churn'],
  },
  {
    rule: 'local-up-outcome-flat',
    what: 'a rise that had time to show',
    in: {
      metrics: {
        opens: { values: [...rising, 3, 2], ...drives('deals', { lag: '2 weeks' }) },
        deals: { class: 'outcome', values: [...flat, 50, 49] },
      },
    },
    says:
      '“opens” of marketing got better, from 10 to 20 deals in the 6 weeks to 2026-W11. ' +
      '“deals” of marketing, which it is meant to move 2 weeks later, did not move clearly: from 50 to 49 deals in the 8 weeks to 2026-W13.',
    about: ['metric/opens', 'metric/deals'],
  },
  {
    rule: 'local-up-outcome-flat',
    what: 'a rise too new to show after its lag',
    in: {
      metrics: {
        opens: { values: [5, 5, 5, 5, ...rising], ...drives('deals', { lag: '45 days' }) },
        deals: { class: 'outcome', values: flat },
      },
    },
  },
  {
    rule: 'local-up-outcome-flat',
    what: 'both that rise',
    in: { metrics: { opens: { values: rising, ...drives('deals') }, deals: { class: 'outcome', values: rising } } },
  },
  {
    rule: 'local-up-outcome-flat',
    what: 'three values, which tell nothing',
    in: { metrics: { opens: { values: [1, 2, 3], ...drives('deals') }, deals: { class: 'outcome', values: flat } } },
  },
  {
    rule: 'local-up-outcome-flat',
    what: 'an outcome that is not known',
    in: {
      metrics: { opens: { values: rising, ...drives('deals') }, deals: { class: 'outcome', values: [null, null] } },
    },
  },
  {
    rule: 'counter-worsening',
    what: 'more leads of less worth',
    in: {
      metrics: {
        leads: { title: 'Leads', unit: 'leads', counter: 'fit', values: rising },
        fit: { title: 'Fit', owner: 'sales', unit: '%', class: 'guardrail', values: [0.5, 0.45, 0.41, 0.4, 0.3, 0.2] },
      },
    },
    says:
      '“Leads” of marketing got better, from 10 to 20 leads in the 6 weeks to 2026-W13. ' +
      'Its guardrail “Fit” got worse: from 50 % to 20 % in the 6 weeks to 2026-W13.',
    about: ['metric/leads', 'metric/fit'],
  },
  {
    rule: 'counter-worsening',
    what: 'a guardrail that holds',
    in: { metrics: { leads: { counter: 'fit', values: rising }, fit: { class: 'guardrail', values: flat } } },
  },
  {
    rule: 'metric-without-purpose',
    what: 'a number nothing rests on',
    in: { metrics: { likes: { title: 'Likes', class: 'activity' } } },
    says: '“Likes” of marketing is meant to move nothing, and nothing rests on it.',
    about: ['metric/likes'],
  },
  {
    rule: 'metric-without-purpose',
    what: 'outcomes, guardrails, claims, parts of others and results of goals',
    in: {
      metrics: {
        arr: { class: 'outcome' },
        churn: { class: 'guardrail' },
        demos: drives('arr'),
        won: {},
        share: { ratio: { numerator: 'won', denominator: 'demos' }, measure: undefined, ...drives('arr') },
        calls: {},
      },
      goals: { more: { results: [result('calls')] } },
    },
  },
  {
    rule: 'driver-without-counter',
    what: 'an activity meant to move two outcomes',
    in: {
      metrics: {
        opens: {
          class: 'activity',
          drives: [
            { metric: 'arr', why: 'a' },
            { metric: 'reach', why: 'b' },
          ],
        },
        arr: { class: 'outcome', title: 'New ARR' },
        reach: { class: 'outcome' },
      },
    },
    says: '“opens” of marketing is meant to move “New ARR” and “reach” and has no guardrail.',
    about: ['metric/opens'],
  },
  {
    rule: 'driver-without-counter',
    what: 'a guardrail beside it, and an outcome that drives another',
    in: {
      metrics: {
        opens: { class: 'activity', counter: 'spam', ...drives('arr') },
        spam: { class: 'guardrail' },
        retention: { class: 'outcome', ...drives('arr') },
        arr: { class: 'outcome' },
      },
    },
  },
  {
    rule: 'outcome-nobody-drives',
    what: 'an outcome without a claim',
    in: { metrics: { arr: { class: 'outcome', title: 'New ARR' } } },
    says: 'No team’s number claims to move the outcome “New ARR”.',
    about: ['metric/arr'],
  },
  {
    rule: 'outcome-nobody-drives',
    what: 'an outcome with a claim',
    in: { metrics: { arr: { class: 'outcome' }, demos: drives('arr') } },
  },
  {
    rule: 'circular-drives',
    what: 'two numbers that move each other',
    in: { metrics: { leads: drives('deals'), deals: { owner: 'sales', ...drives('leads') } } },
    says: 'These numbers claim to move each other in a circle: leads → deals → leads.',
    about: ['metric/deals', 'metric/leads'],
  },
  {
    rule: 'circular-drives',
    what: 'a chain',
    in: { metrics: { leads: drives('deals'), deals: drives('arr'), arr: {} } },
  },
  {
    rule: 'metric-not-measurable',
    what: 'a number that cannot be computed',
    in: { metrics: { mqls: { title: 'MQLs', problem: 'The metric “calls” is not in force.' } } },
    says: '“MQLs” of marketing cannot be measured: The metric “calls” is not in force.',
    about: ['metric/mqls'],
  },
  {
    rule: 'metric-not-measurable',
    what: 'a number without any value yet',
    in: { metrics: { mqls: { values: [null] } } },
  },
]
