import { type RuleCase, stage } from './rule-case.ts'

const term = (name: string, means: string, more: object = {}) => ({ kind: 'term', name, spec: { means, ...more } })

export const words: RuleCase[] = [
  {
    rule: 'word-with-two-meanings',
    what: 'two terms of one word',
    in: {
      others: [
        term('lead', 'somebody who left an address'),
        term('sales-lead', 'somebody worth a call', { synonyms: ['Lead'] }),
      ],
    },
    says: '“lead” means two things: the term “lead” of marketing and the term “sales-lead” of marketing do not say the same.',
    about: ['term/lead', 'term/sales-lead'],
  },
  {
    rule: 'word-with-two-meanings',
    what: 'a term and a stage that explain a word differently',
    in: { others: [term('mql', 'asked for a demo'), stage('mql', { means: 'opened three mails' })] },
    says: '“mql” means two things: the term “mql” of marketing and the stage “mql” of sales do not say the same.',
    about: ['term/mql', 'stage/mql'],
  },
  {
    rule: 'word-with-two-meanings',
    what: 'one title, two formulas',
    in: { metrics: { won: { title: 'Won deals' }, 'won-deals': { of: 'contract_signed' } } },
    says: '“Won deals” means two things: the metric “won” of marketing and the metric “won-deals” of marketing do not say the same.',
    about: ['metric/won', 'metric/won-deals'],
  },
  {
    rule: 'word-with-two-meanings',
    what: 'a number called like a stage that it does not count',
    in: { metrics: { mql: { of: 'form_sent' } }, others: [stage('mql')] },
    says: '“mql” means two things: the stage “mql” of sales and the metric “mql” of marketing do not say the same.',
    about: ['stage/mql', 'metric/mql'],
  },
  {
    rule: 'word-with-two-meanings',
    what: 'a number called after what it counts, a term that explains a stage, synonyms that mean the same',
    in: {
      metrics: { mql: { of: { stage: 'mql' } } },
      others: [
        term('mql', 'asked for a demo'),
        stage('mql'),
        term('a', 'the same'),
        term('b', 'the same', { synonyms: ['a'] }),
      ],
    },
  },
  {
    rule: 'unsigned-definition',
    what: 'a recorded signature without the other',
    in: {
      others: [{ ...stage('mql'), binds: ['marketing', 'sales'], missing: ['sales'] }],
      metrics: { mqls: { of: { stage: 'mql' } } },
    },
    says: 'The stage “mql” is in force and used in 1 agreement, and sales has not signed it.',
    about: ['stage/mql'],
  },
  {
    rule: 'unsigned-definition',
    what: 'what came into force while signatures were switched off, once they are on',
    in: {
      signatures: true,
      others: [{ ...stage('mql'), adopted: 'unsigned', binds: ['a', 'b'], missing: ['a', 'b'] }],
    },
    says: 'The stage “mql” is in force, and a and b have not signed it.',
    about: ['stage/mql'],
  },
  {
    rule: 'unsigned-definition',
    what: 'a review that records no signatures, and a company that needs none',
    in: {
      others: [
        { ...stage('mql'), binds: ['a', 'b'], missing: ['a', 'b'] },
        { ...stage('sql'), adopted: 'unsigned', binds: ['a'], missing: ['a'] },
        { ...stage('won'), adopted: 'signed', binds: ['a'] },
      ],
    },
  },
  {
    rule: 'drifted-definition',
    what: 'a number whose stage changed',
    in: { metrics: { mqls: { title: 'MQLs', drift: [{ kind: 'stage', name: 'mql' }] } } },
    says: 'The metric “MQLs” rests on the stage “mql”, which changed after it was agreed.',
    about: ['metric/mqls', 'stage/mql'],
  },
  { rule: 'drifted-definition', what: 'nothing changed', in: { metrics: { mqls: {} } } },
]
