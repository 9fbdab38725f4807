import { drives, type RuleCase, result } from './rule-case.ts'

const rising = [10, 12, 11, 14, 15, 15, 18, 20]
const falling = rising.toReversed()
const flat = [50, 49, 50, 51, 50, 49, 50, 51]
const wild = [50, 30, 70, 45, 62, 35, 66, 48]
/** The 80 weeks that are read: a year and more of the same rise each quarter, and down again. */
const seasonal = Array.from({ length: 80 }, (_, week) => 20 + ((week + 12) % 13))
const restless = [40, 35, 47, 38, 52, 41, 36, 55, 43, 49, 37, 58, 45, 39, 51, 44]
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
      '“Opens” of marketing got better by 64 %, from about 11 to 18 opens in the 8 weeks to 2026-W13. ' +
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
      '“wait” of marketing got better by 39 %, from about 18 to 11 h in the 8 weeks to 2026-W13. ' +
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
      '“opens” of marketing got better by 64 %, from about 11 to 18 deals in the 8 weeks to 2026-W11. ' +
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
  {
    rule: 'local-up-outcome-flat',
    what: 'followers that come while nobody ever bought',
    in: {
      metrics: {
        followers: { values: rising, ...drives('buyers') },
        buyers: { ...outcome, values: Array<number>(8).fill(0) },
      },
    },
    says:
      '“followers” of marketing got better by 64 %, from about 11 to 18 deals in the 8 weeks to 2026-W13. ' +
      '“buyers” of marketing, which it is meant to move, did not: from about 0 to 0 deals in the 8 weeks to 2026-W13, ' +
      'where a gain of 0 % would have shown.',
    about: ['metric/followers', 'metric/buyers'],
  },
  {
    rule: 'activity-treadmill',
    what: 'opens, posts and calls that rise while the outcome behind them does not',
    in: {
      metrics: {
        opens: { class: 'activity', title: 'Opens', values: rising, ...drives('leads') },
        posts: { class: 'activity', title: 'Posts', values: rising, ...drives('deals') },
        leads: { title: 'Leads', owner: 'sales', values: flat, ...drives('deals') },
        deals: { title: 'Deals', owner: 'sales', ...outcome, values: flat },
      },
    },
    says:
      '2 numbers of what marketing does got better in 8 weeks: “Opens” by 64 % and “Posts” by 64 %. ' +
      'The outcome they should move did not get better: “Deals”, from about 50 to 50 deals in the 8 weeks to 2026-W13.',
    about: ['metric/deals', 'metric/opens', 'metric/posts'],
  },
  {
    rule: 'activity-treadmill',
    what: 'much more of what nothing is said to follow from',
    in: {
      metrics: {
        opens: { class: 'activity', title: 'Opens', values: rising },
        posts: { class: 'activity', title: 'Posts', values: rising },
      },
    },
    says:
      '2 numbers of what marketing does got better in 8 weeks: “Opens” by 64 % and “Posts” by 64 %. ' +
      'No outcome is named that they should move.',
    about: ['metric/opens', 'metric/posts'],
  },
  {
    rule: 'activity-treadmill',
    what: 'one activity that rises, which is a case for the claim it makes',
    in: {
      metrics: {
        opens: { class: 'activity', values: rising, ...drives('deals') },
        posts: { class: 'activity', values: flat, ...drives('deals') },
        deals: { owner: 'sales', ...outcome, values: flat },
      },
    },
  },
  {
    rule: 'activity-treadmill',
    what: 'two activities of which one moves its outcome',
    in: {
      metrics: {
        opens: { class: 'activity', values: rising, ...drives('deals') },
        posts: { class: 'activity', values: rising, ...drives('reach') },
        deals: { ...outcome, values: flat },
        reach: { ...outcome, values: rising },
      },
    },
  },
  {
    rule: 'metric-stopped',
    what: 'demos that nobody counts any more, and what is counted beside them',
    in: {
      metrics: {
        demos: { title: 'Demos', unit: 'demos', of: 'demo', values: [4, 5, 6, 5, 4, 5, 6, 5, 4, 5, 0, 0, 0] },
        people: {
          title: 'People in demos',
          measure: 'people',
          of: 'demo',
          values: [4, 5, 6, 5, 4, 5, 6, 5, 4, 5, 0, 0, 0],
        },
        share: {
          ratio: { numerator: 'demos', denominator: 'people' },
          measure: undefined,
          values: [...rising, null, null, null],
        },
      },
    },
    says: '“Demos” of marketing has had no numbers in the last 3 weeks; until 2026-W10 it was usually 5 demos. “People in demos” stopped with it.',
    about: ['metric/demos', 'metric/people'],
  },
  {
    rule: 'metric-stopped',
    what: 'a number that is often zero',
    in: { metrics: { demos: { values: [1, 0, 0, 2, 0, 1, 0, 0, 1, 0, 0, 0, 0] } } },
  },
  { rule: 'metric-stopped', what: 'two empty weeks', in: { metrics: { demos: { values: [...rising, 0, 0] } } } },
  {
    rule: 'metric-stopped',
    what: 'a number that never began',
    in: { metrics: { demos: { values: [0, 0, 0, 0, 0] } } },
  },
  {
    rule: 'parts-do-not-add-up',
    what: 'sites of a middle size that nobody counts',
    in: {
      metrics: {
        arr: {
          title: 'New ARR',
          unit: 'EUR',
          ...outcome,
          values: [100, 110, 120, 130],
          parts: 'arr-small + arr-large',
        },
        'arr-small': { title: 'Small', owner: 'sales', unit: 'EUR', values: [60, 60, 60, 60] },
        'arr-large': { title: 'Large', owner: 'sales', unit: 'EUR', values: [40, 50, 40, 50] },
      },
    },
    says:
      '“New ARR” of marketing should be “arr-small + arr-large” and is not in 2 of the last 4 weeks: in 2026-W13 it was 130 EUR, ' +
      'and its parts make 110 EUR (15 % apart).',
    about: ['metric/arr', 'metric/arr-small', 'metric/arr-large'],
  },
  {
    rule: 'parts-do-not-add-up',
    what: 'parts that differ by a cent, or are not known',
    in: {
      metrics: {
        arr: { unit: 'EUR', values: [100, 110.01], parts: 'small + large' },
        small: { unit: 'EUR', values: [null, 60] },
        large: { unit: 'EUR', values: [40, 50] },
      },
    },
  },
  {
    rule: 'two-numbers-for-one-word',
    what: 'MQLs as marketing counts them and as sales does',
    in: {
      metrics: {
        mqls: { title: 'MQLs', unit: 'people', values: [40, 42, 44, 46] },
        'mqls-of-sales': { title: 'MQLs (sales)', owner: 'sales', unit: 'people', values: [18, 20, 19, 21] },
      },
    },
    says:
      '“MQL” is two numbers: in 2026-W13, “MQLs” of marketing was 46 and “MQLs (sales)” of sales 21 people. ' +
      'Over 4 weeks they are 55 % apart.',
    about: ['metric/mqls', 'metric/mqls-of-sales'],
  },
  {
    rule: 'two-numbers-for-one-word',
    what: 'two counts that agree, another word, and numbers of one team',
    in: {
      metrics: {
        mqls: { title: 'MQLs', values: [40, 42, 44, 46] },
        'mqls-of-sales': { title: 'MQLs of sales', owner: 'sales', values: [40, 42, 43, 46] },
        sqls: { title: 'SQLs', owner: 'sales', values: [4, 4, 4, 4] },
        'mqls-old': { title: 'MQLs', grain: 'month', values: [4, 4, 4, 4] },
        'sqls-by-hand': { title: 'SQLs', owner: 'sales', values: [9, 9, 9, 9] },
      },
    },
  },
  {
    rule: 'target-always-met',
    what: 'a target anybody meets',
    in: {
      metrics: {
        demos: {
          title: 'Demos',
          unit: 'demos',
          target: 8,
          values: [10, 12, 11, 12, 13, 12, 11, 12, 14, 12, 12, 11, 13],
        },
      },
    },
    says: '“Demos” of marketing met its target of 8 demos in all of the last 13 weeks, usually by 50 %, and never came closer than 10 demos.',
    about: ['metric/demos'],
  },
  {
    rule: 'target-always-met',
    what: 'a target that is met closely, missed once, or too new',
    in: {
      metrics: {
        close: { target: 10, values: Array<number>(13).fill(11) },
        missed: { target: 10, values: [...Array<number>(12).fill(20), 9] },
        young: { target: 1, values: [...Array<null>(5).fill(null), ...Array<number>(8).fill(9)] },
        none: { values: Array<number>(13).fill(9) },
      },
    },
  },
  {
    rule: 'target-never-met',
    what: 'a wait nobody gets down to',
    in: {
      metrics: {
        wait: {
          title: 'Wait',
          unit: 'h',
          direction: 'down',
          target: 4,
          values: [8, 7, 9, 8, 8, 7, 8, 9, 8, 8, 7, 8, 6],
        },
      },
    },
    says: '“Wait” of marketing missed its target of 4 h in all of the last 13 weeks, usually by 100 %, and never came closer than 6 h.',
    about: ['metric/wait'],
  },
  {
    rule: 'target-never-met',
    what: 'a target met once',
    in: { metrics: { wait: { direction: 'down', target: 4, values: [8, 7, 9, 8, 4, 7, 8, 9, 8, 8, 7, 8, 6] } } },
  },
  {
    rule: 'two-goals-pull-apart',
    what: 'cheap leads and leads that fit',
    in: {
      metrics: {
        cheap: { title: 'Cheap leads', values: restless },
        fit: { title: 'Fitting leads', owner: 'sales', values: restless.map(value => 90 - value) },
      },
      goals: {
        more: { title: 'More', owner: 'marketing', results: [result('cheap')] },
        better: { title: 'Better', owner: 'sales', results: [result('fit')] },
      },
    },
    says:
      '“Cheap leads” in the goal “More” of marketing and “Fitting leads” in the goal “Better” of sales pull apart: in 15 of 15 weeks, ' +
      'when one got better, the other got worse (τ = −0.97).',
    about: ['goal/more', 'goal/better', 'metric/cheap', 'metric/fit'],
  },
  {
    rule: 'two-goals-pull-apart',
    what: 'goals of one team, and a goal that is over',
    in: {
      metrics: {
        cheap: { values: restless },
        fit: { values: restless.map(value => 90 - value) },
      },
      goals: {
        more: { owner: 'marketing', results: [result('cheap')] },
        better: { owner: 'marketing', results: [result('fit')] },
        over: { owner: 'it', cycle: '2025-Q3', results: [result('fit')] },
      },
    },
  },
  {
    rule: 'two-goals-pull-apart',
    what: 'two that go their own ways',
    in: {
      metrics: { cheap: { values: restless }, fit: { values: [5, 9, 4, 8, 6, 7, 5, 6, 9, 4, 8, 7, 5, 6, 8, 7] } },
      goals: {
        more: { owner: 'marketing', results: [result('cheap')] },
        better: { owner: 'sales', results: [result('fit')] },
      },
    },
  },
]
