import { drives, type RuleCase, result, scorecard } from './rule-case.ts'

export const numbers: RuleCase[] = [
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
  {
    rule: 'team-without-number',
    what: 'one of three departments without a number',
    in: { metrics: { a: {}, b: { owner: 'sales' } }, teams: { marketing: 'Marketing', sales: 'Sales', it: 'IT' } },
    says: 'None of the 2 numbers in force belongs to IT.',
    about: ['team/it'],
  },
  {
    rule: 'team-without-number',
    what: 'a company that has begun with one department, and a team whose department has a number',
    in: {
      metrics: { a: {} },
      teams: { marketing: 'Marketing', email: 'Marketing', sales: 'Sales', it: 'IT' },
    },
  },
  {
    rule: 'scorecard-line-without-claim',
    what: 'a line that moves nothing of its section',
    in: {
      metrics: { arr: { title: 'ARR', class: 'outcome' }, likes: { title: 'Likes' }, demos: drives('arr') },
      others: [scorecard('monday', 'arr', ['likes', 'demos'])],
    },
    says: '“Likes” of marketing stands under “ARR” on the scorecard “monday”, and nothing says how it moves it.',
    about: ['scorecard/monday', 'metric/likes', 'metric/arr'],
  },
  {
    rule: 'scorecard-line-without-claim',
    what: 'a guardrail of nothing',
    in: {
      metrics: { arr: { class: 'outcome' }, tickets: { class: 'guardrail' } },
      others: [scorecard('monday', 'arr', ['tickets'])],
    },
    says: '“tickets” of marketing stands under “arr” on the scorecard “monday” as a guardrail, and no number there names it as its own.',
    about: ['scorecard/monday', 'metric/tickets', 'metric/arr'],
  },
  {
    rule: 'scorecard-line-without-claim',
    what: 'a claim through another number, a guardrail of one that claims, a part, and derived lines',
    in: {
      metrics: {
        arr: { class: 'outcome', measure: undefined, formula: 'new - lost' },
        new: {},
        lost: {},
        demos: { counter: 'fit', ...drives('new') },
        fit: {},
      },
      others: [scorecard('monday', 'arr', ['new', 'demos', 'fit']), scorecard('derived', 'arr', undefined)],
    },
  },
  {
    rule: 'scorecard-line-without-target',
    what: 'two lines of three without a target',
    in: {
      metrics: { arr: { class: 'outcome', target: 4 }, a: { title: 'A' }, b: { title: 'B' } },
      others: [scorecard('monday', 'arr', ['a', 'b'])],
    },
    says: '2 of the 3 numbers on the scorecard “monday” have no target: “A” and “B”.',
    about: ['scorecard/monday'],
  },
  {
    rule: 'scorecard-line-without-target',
    what: 'targets on every line, and a company that has not begun with targets',
    in: {
      metrics: { arr: { class: 'outcome', target: 4 }, a: {}, won: {} },
      others: [scorecard('monday', 'arr', [{ metric: 'a', target: 3 }]), scorecard('none', 'won', ['a'])],
    },
  },
  {
    rule: 'scorecard-team-without-line',
    what: 'a department that signs and has no line',
    in: {
      teams: { marketing: 'Marketing', sales: 'Sales', it: 'IT' },
      metrics: { arr: { owner: 'sales', class: 'outcome' }, a: {} },
      others: [scorecard('monday', 'arr', ['a'], { binds: ['sales', 'it'] })],
    },
    says: 'IT signs the scorecard “monday”, and none of its numbers belongs to IT.',
    about: ['scorecard/monday'],
  },
  {
    rule: 'scorecard-team-without-line',
    what: 'a line another department answers for, a team of a department with a line, and derived lines',
    in: {
      teams: { marketing: 'Marketing', email: 'Marketing', sales: 'Sales', it: 'IT' },
      metrics: { arr: { owner: 'sales', class: 'outcome' }, a: drives('arr'), b: { owner: 'it', ...drives('arr') } },
      others: [
        scorecard('monday', 'arr', [{ metric: 'a', owner: 'it' }, 'a'], { binds: ['sales', 'it', 'email'] }),
        scorecard('derived', 'arr', undefined, { binds: ['it'] }),
      ],
    },
  },
  {
    rule: 'two-targets',
    what: 'two goals that want one number at two places',
    in: {
      metrics: { arr: { title: 'ARR', unit: 'EUR' } },
      goals: {
        a: { results: [{ ...result('arr'), to: 100 }] },
        b: { owner: 'sales', results: [{ ...result('arr'), to: 120 }] },
      },
    },
    says: '“ARR” should reach 100 EUR in “a” of marketing and 120 EUR in “b” of sales, both by 2026-03-31.',
    about: ['metric/arr', 'goal/a', 'goal/b'],
  },
  {
    rule: 'two-targets',
    what: 'a scorecard that contradicts the metric',
    in: {
      metrics: { arr: { class: 'outcome' }, a: { title: 'A', target: 4, unit: 'calls' } },
      others: [scorecard('monday', 'arr', [{ metric: 'a', target: 5 }])],
    },
    says: '“A” of marketing should be at 4 calls in a week, and at 5 calls on the scorecard “monday”.',
    about: ['metric/a', 'scorecard/monday'],
  },
  {
    rule: 'two-targets',
    what: 'the same target, a stretch beside the promise, another day, another cycle, another grain',
    in: {
      metrics: { arr: { class: 'outcome', grain: 'month' }, a: { target: 4 } },
      goals: {
        a: { results: [{ ...result('arr'), to: 100 }] },
        b: { results: [{ ...result('arr'), to: 100 }] },
        c: { results: [{ ...result('arr'), to: 120, kind: 'aspirational' }] },
        d: { results: [{ ...result('arr'), to: 50, by: '2026-02-15' }] },
        e: { cycle: '2026', results: [{ ...result('arr'), to: 400 }] },
      },
      others: [scorecard('monday', 'arr', [{ metric: 'a', target: 16 }])],
    },
  },
]
