import { drives, type RuleCase, result } from './rule-case.ts'

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
]
