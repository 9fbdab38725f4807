import { type RuleCase, result } from './rule-case.ts'

const suppression = (until: string) => ({
  kind: 'suppression',
  name: 'old-crm',
  spec: { rule: 'value-missing', object: 'source/crm', reason: 'The old system did not ask.', until },
})

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
]
