import type { Goal } from '../../src/features/goal/goal.ts'
import { type RuleCase, result } from './rule-case.ts'

const suppression = (until: string) => ({
  kind: 'suppression',
  name: 'old-crm',
  spec: { rule: 'value-missing', object: 'source/crm', reason: 'The old system did not ask.', until },
})

const milestone = (name: string) => ({ name, done: 'Everybody sees it', by: '2026-03-31', kind: 'committed' as const })

const baseline = (name: string) => ({ name, establish: true as const, kind: 'committed' as const })

const manyGoals = (fields: Partial<Goal> & { title?: string }) =>
  Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`goal-${index}`, fields]))

export const goals: RuleCase[] = [
  {
    rule: 'goal-result-on-activity-only',
    what: 'a goal on opens and visits alone',
    in: {
      metrics: { opens: { class: 'activity' }, spend: { class: 'input' } },
      goals: { reach: { owner: 'marketing', results: [result('opens'), result('spend')] } },
    },
    says: 'The goal “reach” is measured only by what is done: “opens” (activity) and “spend” (input).',
    about: ['goal/reach', 'metric/opens', 'metric/spend'],
  },
  {
    rule: 'goal-result-on-activity-only',
    what: 'an outcome among the results',
    in: {
      metrics: { opens: { class: 'activity' }, arr: { class: 'outcome' } },
      goals: { reach: { results: [result('opens'), result('arr')] } },
    },
  },
  {
    rule: 'contributor-without-metric',
    what: 'a contribution in words only',
    in: { goals: { grow: { title: 'Grow', contributors: [{ team: 'finance', with: 'clean invoices' }] } } },
    says: 'No number shows what finance contributes to the goal “Grow”: clean invoices.',
    about: ['goal/grow'],
  },
  {
    rule: 'contributor-without-metric',
    what: 'a contribution whose number is not in force',
    in: { goals: { grow: { contributors: [{ team: 'finance', with: 'clean invoices', metric: 'invoices' }] } } },
    says: 'No number shows what finance contributes to the goal “grow”: clean invoices. The metric “invoices” is not in force.',
    about: ['goal/grow'],
  },
  {
    rule: 'contributor-without-metric',
    what: 'a contribution with its number',
    in: {
      metrics: { invoices: {} },
      goals: { grow: { contributors: [{ team: 'finance', with: 'clean invoices', metric: 'invoices' }] } },
    },
  },
  {
    rule: 'suppression-expired',
    what: 'a suppression past its last day',
    in: { others: [suppression('2026-03-29')] },
    says: 'The suppression of “value-missing” about source/crm ended on 2026-03-29. Its reason was: The old system did not ask.',
    about: ['suppression/old-crm'],
  },
  { rule: 'suppression-expired', what: 'a suppression on its last day', in: { others: [suppression('2026-03-30')] } },
  {
    rule: 'objective-names-a-task',
    what: 'a goal called after a task',
    in: { goals: { portal: { title: 'Launch the portal', results: [result('logins')] } } },
    says: 'The goal “Launch the portal” says what will be done, not what will be so.',
    about: ['goal/portal'],
  },
  {
    rule: 'objective-names-a-task',
    what: 'a goal called after what will be so, one with an objective that is, and one that is over',
    in: {
      goals: {
        a: { title: 'Harbours help themselves' },
        b: { title: 'Launch the portal', objective: 'Harbours help themselves at any hour' },
        c: { title: 'Launch the portal', cycle: '2025-Q4' },
      },
    },
  },
  {
    rule: 'task-shaped-result',
    what: 'a milestone that is a task',
    in: { goals: { help: { title: 'Help', results: [milestone('Publish the new price list')] } } },
    says: '“Publish the new price list” in the goal “Help” says what will be done, not what comes of it.',
    about: ['goal/help'],
  },
  {
    rule: 'task-shaped-result',
    what: 'a number by hand that counts work',
    in: { goals: { help: { results: [{ name: '12 webinars', from: 0, to: 12, kind: 'committed' }] } } },
    says: '“12 webinars” in the goal “help” counts how much is done, not what comes of it.',
    about: ['goal/help'],
  },
  {
    rule: 'task-shaped-result',
    what: 'a result with a metric, and a milestone that says what will be so',
    in: {
      goals: {
        help: { results: [{ ...result('won'), name: 'Win more' }, milestone('Every harbour signs online')] },
      },
    },
  },
  {
    rule: 'goal-without-metric',
    what: 'two milestones and a number by hand',
    in: {
      goals: {
        help: {
          title: 'Help',
          results: [milestone('a'), milestone('b'), { name: 'c', from: 0, to: 1, kind: 'committed' }],
        },
      },
    },
    says: 'No metric shows how the goal “Help” goes. It is seen by 2 milestones and a number given by hand.',
    about: ['goal/help'],
  },
  {
    rule: 'goal-without-metric',
    what: 'one metric beside a milestone, and a goal of one person',
    in: {
      goals: {
        a: { results: [milestone('a'), result('won')] },
        b: { level: 'person', results: [milestone('a')] },
      },
    },
  },
  {
    rule: 'single-number-goal',
    what: 'a goal on leads alone',
    in: {
      metrics: { leads: { title: 'Leads' } },
      goals: { more: { title: 'More', results: [result('leads')] } },
    },
    says: 'The goal “More” hangs on one number, “Leads”, and no guardrail goes with it.',
    about: ['goal/more', 'metric/leads'],
  },
  {
    rule: 'single-number-goal',
    what: 'a guardrail on the metric, a band beside it, a second number, an outcome',
    in: {
      metrics: { leads: {}, fit: { counter: 'leads' }, won: { class: 'outcome' } },
      goals: {
        a: { results: [result('fit')] },
        b: { results: [result('leads'), { name: 'fit', metric: 'fit', keep: [0, 1], kind: 'committed' }] },
        c: { results: [result('leads'), result('won')] },
        d: { results: [result('won')] },
      },
    },
  },
  {
    rule: 'too-many-results',
    what: 'six key results',
    in: { goals: { all: { title: 'All', results: ['a', 'b', 'c', 'd', 'e', 'f'].map(result) } } },
    says: 'The goal “All” has 6 key results, more than 5.',
    about: ['goal/all'],
  },
  {
    rule: 'too-many-results',
    what: 'five key results',
    in: { goals: { all: { results: ['a', 'b', 'c', 'd', 'e'].map(result) } } },
  },
  {
    rule: 'too-many-results',
    what: 'six in a company that allows seven',
    in: {
      goals: { all: { results: ['a', 'b', 'c', 'd', 'e', 'f'].map(result) } },
      others: [{ kind: 'rule', name: 'too-many-results', spec: { thresholds: { results: 7 } } }],
    },
  },
  {
    rule: 'weight-hides-results',
    what: 'nine tenths on one of two',
    in: { goals: { all: { title: 'All', results: [{ ...result('won'), weight: 9 }, result('kept')] } } },
    says: '“won” carries 90 % of the goal “All”, so the other key result hardly counts.',
    about: ['goal/all'],
  },
  {
    rule: 'weight-hides-results',
    what: 'three quarters, and a goal with one result',
    in: {
      goals: {
        a: { results: [{ ...result('won'), weight: 3 }, result('kept')] },
        b: { results: [result('won')] },
      },
    },
  },
  {
    rule: 'nothing-committed',
    what: 'a company goal that is all stretch',
    in: { goals: { moon: { title: 'Moon', results: [{ ...result('won'), kind: 'aspirational' }] } } },
    says: 'The only key result of the company goal “Moon” is aspirational, so nobody has promised anything.',
    about: ['goal/moon'],
  },
  {
    rule: 'nothing-committed',
    what: 'a promise beside the stretch, and a team that stretches',
    in: {
      goals: {
        a: { results: [{ ...result('won'), kind: 'aspirational' }, result('kept')] },
        b: { level: 'team', results: [{ ...result('won'), kind: 'aspirational' }] },
      },
    },
  },
  {
    rule: 'target-eased',
    what: 'a target that came nearer in its cycle',
    in: {
      goals: { stay: { title: 'Stay' } },
      eased: { stay: { since: '2026-01-01', sentences: ['“NRR” asks for 1 instead of 2.', '“Churn” is gone.'] } },
    },
    says: 'The goal “Stay” of marketing became easier since 2026-01-01: “NRR” asks for 1 instead of 2. “Churn” is gone.',
    about: ['goal/stay'],
  },
  { rule: 'target-eased', what: 'a goal as it was agreed', in: { goals: { stay: {} } } },
  {
    rule: 'target-already-reached',
    what: 'a target below what was there',
    in: {
      metrics: { won: { title: 'Won' } },
      goals: { more: { title: 'More', results: [{ ...result('won'), from: 10, to: 15 }] } },
      before: { more: [16] },
    },
    says: 'In the goal “More”, “Won” should reach 15 deals; the period before already came to 16 deals.',
    about: ['goal/more', 'metric/won'],
  },
  {
    rule: 'target-already-reached',
    what: 'a target beyond it, one that goes down, a season, and a period that is not known',
    in: {
      metrics: { won: {}, lost: { direction: 'down' } },
      goals: {
        more: {
          results: [
            { ...result('won'), from: 10, to: 15 },
            { ...result('lost'), from: 15, to: 10 },
            { ...result('won'), name: 'x', from: 1, to: 2 },
            { ...result('won'), name: 'season', from: 10, to: 15 },
          ],
        },
      },
      before: { more: [14, 14, null, [20, 10]] },
    },
  },
  {
    rule: 'baseline-differs',
    what: 'a start from nothing though there was something',
    in: {
      metrics: { mrr: { title: 'New MRR', unit: 'EUR', owner: 'finance' } },
      goals: { more: { title: 'More', results: [{ ...result('mrr'), from: 0, to: 44_000 }] } },
      before: { more: [33_000] },
    },
    says: 'In the goal “More”, “New MRR” starts from 0 EUR; the period before came to 33,000 EUR.',
    about: ['goal/more', 'metric/mrr'],
  },
  {
    rule: 'baseline-differs',
    what: 'a start near what was there, one of the year before, one whose target was there already, and a first period',
    in: {
      metrics: { mrr: {} },
      goals: {
        more: {
          results: [
            { ...result('mrr'), from: 30_000, to: 44_000 },
            { ...result('mrr'), name: 'x', from: 0, to: 20_000 },
            { ...result('mrr'), name: 'y' },
            { ...result('mrr'), name: 'season', from: 12_000, to: 44_000 },
          ],
        },
      },
      before: { more: [33_000, 33_000, null, [33_000, 11_000]] },
    },
  },
  {
    rule: 'result-without-baseline',
    what: 'a baseline nobody has found by the end of the cycle',
    in: { goals: { cost: { title: 'Cost', results: [baseline('Cost of a visit')] } } },
    says: '“Cost of a visit” in the goal “Cost” still has no baseline, and 88 of its 90 days have passed.',
    about: ['goal/cost'],
  },
  {
    rule: 'result-without-baseline',
    what: 'one that was said, one that is measured, and one with time left',
    in: {
      goals: {
        a: { results: [baseline('said')] },
        b: { results: [baseline('measured')] },
        c: { cycle: '2026', results: [baseline('later')] },
      },
      checkIns: [{ goal: 'a', result: 'said', at: '2026-02-01T09:00:00.000Z', value: 4 }],
      readings: {
        b: {
          status: 'pending',
          health: null,
          elapsed: 0.9,
          expected: 0.9,
          progress: null,
          confidence: null,
          checkIn: { last: null, overdueDays: 0 },
          results: [{ name: 'measured', status: 'done', progress: 1, current: 3 }],
        },
      },
    },
  },
  {
    rule: 'goal-without-metric',
    what: 'more than anybody would read one by one',
    in: { goals: manyGoals({ results: [milestone('a')] }) },
    says: 'No metric shows how 11 goals go, “goal-0”, “goal-1” and “goal-2” among them.',
    about: [],
  },
  {
    rule: 'objective-names-a-task',
    what: 'more than anybody would read one by one',
    in: { goals: manyGoals({ title: 'Launch it', results: [result('won')] }) },
    says: '11 goals say what will be done, not what will be so, “goal-0”, “goal-1” and “goal-2” among them.',
    about: [],
  },
  {
    rule: 'task-shaped-result',
    what: 'more than anybody would read one by one',
    in: { goals: manyGoals({ results: [milestone('Launch it')] }) },
    says: '11 key results say what will be done, not what comes of it, as in the goals “goal-0”, “goal-1” and “goal-2”.',
    about: [],
  },
  {
    rule: 'contributor-without-metric',
    what: 'more than anybody would read one by one',
    in: { goals: manyGoals({ contributors: [{ team: 'it', with: 'help' }] }) },
    says: 'No number shows 11 contributions to goals, as in “goal-0”, “goal-1” and “goal-2”.',
    about: [],
  },
  {
    rule: 'orphan-goal',
    what: 'more than anybody would read one by one',
    in: {
      metrics: { arr: { title: 'ARR', class: 'outcome' }, likes: {} },
      goals: manyGoals({ level: 'team', results: [result('likes')] }),
    },
    says: '11 goals serve no other goal and do not move “ARR”, “goal-0”, “goal-1” and “goal-2” among them.',
    about: [],
  },
  {
    rule: 'goal-of-one-team',
    what: 'more than anybody would read one by one',
    in: { goals: manyGoals({ results: [result('won')] }) },
    says: '11 goals are shared by name only and have one department on them, “goal-0”, “goal-1” and “goal-2” among them.',
    about: [],
  },
]
