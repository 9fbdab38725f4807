import type { RuleCase } from './rule-case.ts'

const suppression = (fields: object) => ({
  kind: 'suppression',
  name: 'for-now',
  owner: 'web',
  spec: { rule: 'value-missing', reason: 'The move.', until: '2026-04-30', ...fields },
})
const setting = (name: string, spec: object) => ({ kind: 'rule', name, owner: 'web', spec })

/** Cases of the rules about the linter's own settings. */
export const linter: RuleCase[] = [
  {
    rule: 'setting-without-object',
    what: 'a suppression about a source that was retired',
    in: { others: [suppression({ object: 'source/crm' })] },
    says: 'The suppression “for-now” of web is about source/crm, which is not in force.',
    about: ['suppression/for-now'],
  },
  {
    rule: 'setting-without-object',
    what: 'a suppression of a rule that was given up',
    in: { others: [suppression({ rule: 'value-lost' })] },
    says: 'The suppression “for-now” of web is about the rule “value-lost”, which there is no more.',
    about: ['suppression/for-now'],
  },
  {
    rule: 'setting-without-object',
    what: 'a setting of a rule that was given up',
    in: { others: [setting('value-lost', { severity: 'off' })] },
    says: 'web says how the rule “value-lost” should judge, which there is no more.',
    about: ['rule/value-lost'],
  },
  {
    rule: 'setting-without-object',
    what: 'a threshold that was given up',
    in: { others: [setting('value-missing', { thresholds: { days: 3 } })] },
    says: 'web says what “days” should be for the rule “value-missing”, which compares with no such number.',
    about: ['rule/value-missing'],
  },
  {
    rule: 'setting-without-object',
    what: 'settings about what is there, and a suppression that is over',
    in: {
      teams: { sales: 'sales' },
      metrics: { opens: {} },
      others: [
        suppression({}),
        suppression({ object: 'metric/opens' }),
        suppression({ object: 'team/sales' }),
        suppression({ object: 'source/crm', until: '2026-03-29' }),
        setting('value-missing', { severity: 'off' }),
      ],
    },
  },
]
