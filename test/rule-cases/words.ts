import type { Waiting } from '../../src/features/finding/survey.ts'
import { type RuleCase, stage } from './rule-case.ts'

const term = (name: string, means: string, more: object = {}) => ({ kind: 'term', name, spec: { means, ...more } })

const proposal = (day: string, more: Partial<Waiting> = {}): Waiting => ({
  kind: 'stage',
  name: 'mql',
  title: 'MQL',
  owner: 'marketing',
  at: `${day}T08:00:00.000Z`,
  isChange: false,
  missing: [],
  objections: [],
  ...more,
})

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
  {
    rule: 'contested-in-force',
    what: 'an objection nobody has settled',
    in: {
      others: [
        {
          ...stage('mql'),
          objections: [{ team: 'marketing', reason: 'Nobody asked us.', at: '2026-03-01T08:00:00.000Z' }],
        },
      ],
      metrics: { mqls: { of: { stage: 'mql' } } },
    },
    says: 'marketing has objected to the stage “mql” of sales for 29 days, and 1 agreement rests on it: Nobody asked us.',
    about: ['stage/mql'],
  },
  { rule: 'contested-in-force', what: 'no objection', in: { others: [stage('mql')] } },
  {
    rule: 'handover-unsigned',
    what: 'a stage of marketing before one of sales, each signed by its owner only',
    in: { others: [{ ...stage('mql'), owner: 'marketing', binds: ['marketing'] }, stage('sql', { order: 2 })] },
    says: 'People go from “mql” of marketing to “sql” of sales, and neither stage is signed by both.',
    about: ['stage/mql', 'stage/sql'],
  },
  {
    rule: 'handover-unsigned',
    what: 'a stage that both sign, stages of one department, and two at the same place',
    in: {
      teams: { sales: 'Sales', marketing: 'Marketing', inside: 'Sales' },
      others: [
        { ...stage('mql'), owner: 'marketing', binds: ['marketing', 'inside'] },
        stage('sql', { order: 2 }),
        { ...stage('won', { order: 3 }), owner: 'inside' },
        { ...stage('won-again', { order: 3 }), owner: 'marketing' },
      ],
    },
  },
  {
    rule: 'handover-unsigned',
    what: 'the last stage of one way before the first of another',
    in: {
      others: [
        { ...stage('won'), owner: 'sales' },
        { ...stage('asked', { order: 2 }), owner: 'support' },
        { kind: 'funnel', name: 'sales', spec: { steps: [{ stage: 'won' }, { event: 'paid' }] } },
        { kind: 'funnel', name: 'help', spec: { steps: [{ stage: 'asked' }, { event: 'solved' }] } },
      ],
    },
  },
  {
    rule: 'same-number-twice',
    what: 'two teams that count the same under two names',
    in: {
      metrics: {
        won: { title: 'Won deals', of: 'deal_won' },
        closed: { title: 'Closed', owner: 'sales', of: 'deal_won', class: 'outcome', target: 4 },
      },
    },
    says: '“Won deals” of marketing and “Closed” of sales count exactly the same.',
    about: ['metric/won', 'metric/closed'],
  },
  {
    rule: 'same-number-twice',
    what: 'the same rows in part, or in another unit',
    in: {
      metrics: {
        won: { of: 'deal_won' },
        large: { of: 'deal_won', where: { size: { gte: 20 } } },
        people: { of: 'deal_won', measure: 'people' },
        points: { of: 'deal_won', unit: 'points' },
      },
    },
  },
  {
    rule: 'proposal-waiting',
    what: 'a change that one team has not signed',
    in: { waiting: [proposal('2026-03-01', { isChange: true, missing: ['sales'] })] },
    says: 'A change of the stage “MQL” of marketing has waited 29 days for sales to sign.',
    about: ['stage/mql'],
  },
  {
    rule: 'proposal-waiting',
    what: 'something new that only its author has signed',
    in: { waiting: [proposal('2026-03-15')] },
    says: 'The stage “MQL” of marketing has waited 15 days for somebody besides its author to sign.',
    about: ['stage/mql'],
  },
  {
    rule: 'proposal-waiting',
    what: 'a proposal to which a team objects',
    in: {
      waiting: [
        proposal('2026-03-01', {
          missing: ['sales'],
          objections: [{ team: 'sales', reason: 'Too many.', at: '2026-03-02T08:00:00.000Z' }],
        }),
      ],
    },
    says: 'The stage “MQL” of marketing has waited 29 days for an answer to sales, who objects: Too many.',
    about: ['stage/mql'],
  },
  {
    rule: 'proposal-waiting',
    what: 'a proposal of two weeks ago',
    in: { waiting: [proposal('2026-03-16', { missing: ['sales'] })] },
  },
]
