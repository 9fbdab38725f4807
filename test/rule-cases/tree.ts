import { drives, need, outcomes, type RuleCase, result, vision } from './rule-case.ts'

const many = (count: number, fields: object = {}) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `goal-${i}`,
      { level: 'team' as const, results: [result('leads')], ...fields },
    ]),
  )

export const tree: RuleCase[] = [
  {
    rule: 'vision-absent',
    what: 'three goals that nothing holds together',
    in: { goals: many(3) },
    says: 'There are 3 goals and no vision that says what they are for together.',
    about: [],
  },
  { rule: 'vision-absent', what: 'two goals, the first of a company', in: { goals: many(2) } },
  { rule: 'vision-absent', what: 'a vision', in: { goals: many(3), others: [vision('harbours', [])] } },
  {
    rule: 'two-visions',
    what: 'two teams with a vision each',
    in: { others: [vision('harbours', []), vision('marinas', [], { owner: 'sales' }, '2026-12-31')] },
    says: 'Two visions are in force: “harbours” of marketing, up to 2027-12-31, and “marinas” of sales, up to 2026-12-31.',
    about: ['vision/harbours', 'vision/marinas'],
  },
  {
    rule: 'two-visions',
    what: 'one that is over beside the next',
    in: { others: [vision('harbours', []), vision('old', [], {}, '2025-12-31')] },
  },
  {
    rule: 'vision-outdated',
    what: 'a horizon in the past',
    in: { others: [vision('old', [], {}, '2026-03-20')] },
    says: 'The vision “old” reached up to 2026-03-20, 10 days ago.',
    about: ['vision/old'],
  },
  { rule: 'vision-outdated', what: 'a horizon today', in: { others: [vision('now', [], {}, '2026-03-30')] } },
  {
    rule: 'vision-without-team',
    what: 'a vision that one department does not sign',
    in: {
      teams: { marketing: 'Marketing', email: 'Marketing', finance: 'Finance', it: 'IT' },
      others: [vision('harbours', [], { binds: ['marketing', 'finance'] })],
    },
    says: 'The vision “harbours” binds 2 of 3 departments: IT does not sign it.',
    about: ['vision/harbours'],
  },
  {
    rule: 'vision-without-team',
    what: 'a vision that a team of each department signs',
    in: {
      teams: { marketing: 'Marketing', email: 'Marketing', it: 'IT' },
      others: [vision('harbours', [], { binds: ['email', 'it'] })],
    },
  },
  {
    rule: 'outcome-without-goal',
    what: 'a number of the vision that no goal moves',
    in: {
      metrics: outcomes,
      goals: { likes: { level: 'team', results: [result('likes')] } },
      others: [vision('harbours', ['nrr'])],
    },
    says: 'No goal counts or moves “NRR”, which should be 100 EUR by 2027-12-31, as the vision “harbours” says.',
    about: ['vision/harbours', 'metric/nrr'],
  },
  {
    rule: 'outcome-without-goal',
    what: 'a goal on a number that drives it, one that serves a goal on it, and a company without goals',
    in: {
      metrics: outcomes,
      goals: { more: { level: 'team', results: [result('leads')] } },
      others: [vision('harbours', ['nrr'])],
    },
  },
  {
    rule: 'outcome-without-goal',
    what: 'no goals yet',
    in: { metrics: outcomes, others: [vision('harbours', ['nrr'])] },
  },
  {
    rule: 'team-without-goal',
    what: 'a department that is on no goal of the vision',
    in: {
      metrics: outcomes,
      teams: { marketing: 'Marketing', finance: 'Finance', people: 'People' },
      goals: {
        more: { level: 'team', results: [result('leads')], contributors: [{ team: 'finance', with: 'budget' }] },
        likes: { level: 'team', owner: 'people', results: [result('likes')] },
      },
      others: [vision('harbours', ['nrr'])],
    },
    says: 'People works on none of the 1 goal that moves a number of the vision.',
    about: ['team/people', 'vision/harbours'],
  },
  {
    rule: 'team-without-goal',
    what: 'a department that provides what a goal needs, and one whose goal serves another',
    in: {
      metrics: outcomes,
      teams: { marketing: 'Marketing', it: 'IT', people: 'People' },
      goals: {
        more: { level: 'company', results: [result('leads')], dependencies: [need] },
        likes: { level: 'team', owner: 'people', parent: 'more', results: [result('likes')] },
      },
      others: [vision('harbours', ['nrr'])],
    },
  },
  {
    rule: 'orphan-goal',
    what: 'a goal on a number that moves nothing',
    in: { metrics: outcomes, goals: { fame: { title: 'Fame', level: 'team', results: [result('likes')] } } },
    says: 'The team goal “Fame” of marketing serves no other goal, and none of its numbers moves “NRR”.',
    about: ['goal/fame'],
  },
  {
    rule: 'orphan-goal',
    what: 'a goal whose parent is gone',
    in: { metrics: outcomes, goals: { fame: { level: 'team', parent: 'gone', results: [result('likes')] } } },
    says: 'The team goal “fame” of marketing serves “gone”, which is not in force, and none of its numbers moves “NRR”.',
    about: ['goal/fame'],
  },
  {
    rule: 'orphan-goal',
    what: 'a company goal, one that serves it, one on a driver, one of a person, one that is over',
    in: {
      metrics: outcomes,
      goals: {
        top: { results: [result('likes')] },
        fame: { level: 'team', parent: 'top', results: [result('likes')] },
        more: { level: 'team', results: [result('leads')] },
        english: { level: 'person', results: [result('likes')] },
        old: { level: 'team', cycle: '2025-Q4', results: [result('likes')] },
      },
    },
  },
  {
    rule: 'parent-not-moved',
    what: 'a goal below one that its number does not move',
    in: {
      metrics: outcomes,
      goals: {
        top: { title: 'Stay', owner: 'finance', results: [result('nrr')] },
        fame: { title: 'Fame', level: 'team', parent: 'top', results: [result('likes')] },
      },
    },
    says: '“Fame” of marketing is meant to serve “Stay” of finance, and none of its numbers moves “NRR”.',
    about: ['goal/fame', 'goal/top'],
  },
  {
    rule: 'parent-not-moved',
    what: 'a goal on a driver, on a part, on a guardrail of a driver, and one without numbers',
    in: {
      metrics: {
        ...outcomes,
        leads: { counter: 'fit', ...drives('nrr') },
        fit: {},
        nrr: { class: 'outcome', measure: undefined, ratio: { numerator: 'kept', denominator: 'had' } },
        kept: {},
        had: {},
      },
      goals: {
        top: { results: [result('nrr')] },
        a: { level: 'team', parent: 'top', results: [result('leads')] },
        b: { level: 'team', parent: 'top', results: [result('kept')] },
        c: { level: 'team', parent: 'top', results: [result('fit')] },
        d: { level: 'team', parent: 'top' },
      },
    },
  },
  {
    rule: 'goal-skips-level',
    what: 'a team goal past the shared one it is part of',
    in: {
      metrics: outcomes,
      goals: {
        top: { title: 'Stay', owner: 'finance', results: [result('nrr')] },
        shared: { level: 'cross-team', owner: 'marketing', parent: 'top', results: [result('leads')] },
        own: { level: 'team', parent: 'top', results: [result('leads')] },
      },
    },
    says: 'The team goal “own” of marketing serves “Stay” directly, past “shared” of marketing, which counts what it moves.',
    about: ['goal/own', 'goal/shared', 'goal/top'],
  },
  {
    rule: 'goal-skips-level',
    what: 'a shared goal of others, one on other numbers, and a team goal below the shared one',
    in: {
      metrics: outcomes,
      goals: {
        top: { results: [result('nrr')] },
        others: { level: 'cross-team', owner: 'product', parent: 'top', results: [result('leads')] },
        elsewhere: { level: 'cross-team', parent: 'top', results: [result('seats')] },
        own: { level: 'team', parent: 'top', results: [result('leads')] },
        below: { level: 'team', parent: 'elsewhere', results: [result('seats')] },
      },
    },
  },
  {
    rule: 'goal-outside-parent',
    what: 'a goal that goes on when the one it serves is over',
    in: {
      goals: {
        top: { title: 'Stay', owner: 'finance' },
        own: { title: 'Own', level: 'team', parent: 'top', cycle: { from: '2026-02-01', to: '2026-05-01' } },
      },
    },
    says: '“Own” of marketing runs from 2026-02-01 to 2026-04-30; “Stay”, which it serves, from 2026-01-01 to 2026-03-31.',
    about: ['goal/own', 'goal/top'],
  },
  {
    rule: 'goal-outside-parent',
    what: 'a quarter in its year, and the same quarter',
    in: {
      goals: {
        year: { cycle: '2026' },
        top: { parent: 'year' },
        own: { level: 'team', parent: 'top' },
      },
    },
  },
  {
    rule: 'circular-support',
    what: 'two goals that wait for each other',
    in: {
      goals: {
        site: { title: 'Site', dependencies: [{ ...need, goal: 'tracking' }] },
        tracking: { title: 'Tracking', owner: 'it', parent: 'site' },
      },
    },
    says: 'These goals wait for each other in a circle: “Site” → “Tracking” → “Site”.',
    about: ['goal/site', 'goal/tracking'],
  },
  {
    rule: 'circular-support',
    what: 'a goal that needs one which serves a third',
    in: {
      goals: {
        top: {},
        site: { dependencies: [{ ...need, goal: 'tracking' }] },
        tracking: { owner: 'it', parent: 'top' },
      },
    },
  },
  {
    rule: 'goal-of-one-team',
    what: 'a company goal with nobody but its owner',
    in: {
      goals: { stay: { title: 'Stay', owner: 'finance', contributors: [{ team: 'books', with: 'invoices' }] } },
      teams: { finance: 'Finance', books: 'Finance' },
    },
    says: 'Nobody but Finance has a part in the company goal “Stay”.',
    about: ['goal/stay'],
  },
  {
    rule: 'goal-of-one-team',
    what: 'a contributor, a provider, a goal of others below, and a team’s own goal',
    in: {
      goals: {
        a: { contributors: [{ team: 'sales', with: 'calls' }] },
        b: { level: 'cross-team', dependencies: [need] },
        c: {},
        d: { level: 'team', owner: 'product', parent: 'c' },
      },
    },
  },
  {
    rule: 'too-many-goals',
    what: 'six goals of one team',
    in: { goals: many(6) },
    says: 'marketing has 6 goals of its own in 2026-Q1, more than 5.',
    about: ['team/marketing'],
  },
  {
    rule: 'too-many-goals',
    what: 'eight goals of others to contribute to',
    in: {
      goals: Object.fromEntries(
        Array.from({ length: 8 }, (_, i) => [
          `goal-${i}`,
          { owner: `team-${i}`, contributors: [{ team: 'it', with: 'help' }] },
        ]),
      ),
    },
    says: 'it works on 8 goals in 2026-Q1, more than 7.',
    about: ['team/it'],
  },
  {
    rule: 'too-many-goals',
    what: 'five in each of two cycles, those that are over, and those of people',
    in: {
      goals: {
        ...many(5),
        ...Object.fromEntries(
          Object.entries(many(5, { cycle: '2026-Q2' })).map(([name, goal]) => [`next-${name}`, goal]),
        ),
        ...Object.fromEntries(
          Object.entries(many(9, { cycle: '2025-Q4' })).map(([name, goal]) => [`old-${name}`, goal]),
        ),
        ...Object.fromEntries(Object.entries(many(9, { level: 'person' })).map(([name, goal]) => [`my-${name}`, goal])),
      },
    },
  },
]
