import { drives, type RuleCase, result, vision } from './rule-case.ts'

const outcomes = {
  nrr: { title: 'NRR', owner: 'finance', class: 'outcome' as const, unit: 'EUR' },
  leads: { title: 'Leads', ...drives('nrr') },
  seats: { title: 'Seats', owner: 'product', ...drives('nrr') },
  likes: { title: 'Likes' },
}
const need = { on: 'it', for: 'tracking on every page', by: '2026-02-01' }
const many = (count: number, fields: object = {}) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `goal-${i}`,
      { level: 'team' as const, results: [result('leads')], ...fields },
    ]),
  )

export const promises: RuleCase[] = [
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
    about: ['vision/harbours'],
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
    about: ['goal/goal-0', 'goal/goal-1', 'goal/goal-2', 'goal/goal-3', 'goal/goal-4', 'goal/goal-5'],
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
    about: Array.from({ length: 8 }, (_, i) => `goal/goal-${i}`),
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
  {
    rule: 'result-out-of-hand',
    what: 'a goal on a number of somebody else',
    in: {
      metrics: outcomes,
      goals: { fame: { title: 'Fame', owner: 'people', level: 'team', results: [result('likes')] } },
    },
    says: 'The goal “Fame” of people counts “Likes” of marketing, which none of them signs or claims to move.',
    about: ['goal/fame', 'metric/likes'],
  },
  {
    rule: 'result-out-of-hand',
    what: 'its own number, one it signs, one it moves, one of a team it needs, and one of its department',
    in: {
      metrics: {
        ...outcomes,
        bound: { owner: 'finance', binds: ['finance', 'marketing'] },
        ticks: { owner: 'it' },
        mails: { owner: 'email' },
      },
      teams: { marketing: 'Marketing', email: 'Marketing' },
      goals: {
        all: {
          results: [result('likes'), result('bound'), result('nrr'), result('ticks'), result('mails')],
          dependencies: [need],
        },
      },
    },
  },
  {
    rule: 'result-counted-twice',
    what: 'two teams that count the same number',
    in: {
      metrics: outcomes,
      goals: {
        a: { level: 'team', results: [result('leads')] },
        b: { level: 'team', owner: 'sales', results: [result('leads')] },
      },
    },
    says: '“Leads” counts in “a” of marketing and in “b” of sales, and neither goal serves the other.',
    about: ['metric/leads', 'goal/a', 'goal/b'],
  },
  {
    rule: 'result-counted-twice',
    what: 'a goal above the other, one of the company, one of the same team, one of another time',
    in: {
      metrics: outcomes,
      goals: {
        top: { owner: 'finance', results: [result('leads')] },
        shared: { owner: 'product', level: 'cross-team', parent: 'top', results: [result('seats')] },
        a: { level: 'team', parent: 'shared', results: [result('seats')] },
        b: { level: 'team', results: [result('leads')] },
        c: { level: 'team', results: [result('leads')] },
        next: { level: 'team', owner: 'sales', cycle: '2026-Q2', results: [result('leads')] },
      },
    },
  },
  {
    rule: 'goal-uses-other-number',
    what: 'a key result by the word of an outcome, on another metric',
    in: {
      metrics: { ...outcomes, 'nrr-by-seats': { title: 'NRR', owner: 'sales', of: 'seat' } },
      goals: { stay: { title: 'Stay', results: [{ ...result('nrr-by-seats'), name: 'Customers stay' }] } },
    },
    says: '“Customers stay” in the goal “Stay” counts the metric “nrr-by-seats” of sales, not the shared outcome “NRR”, the metric “nrr” of finance.',
    about: ['goal/stay', 'metric/nrr-by-seats', 'metric/nrr'],
  },
  {
    rule: 'goal-uses-other-number',
    what: 'a key result called by what a term calls the outcome',
    in: {
      metrics: outcomes,
      goals: { stay: { results: [{ ...result('likes'), name: 'Net revenue retention' }] } },
      others: [{ kind: 'term', name: 'retention', spec: { means: 'x', synonyms: ['NRR', 'net revenue retention'] } }],
    },
    says: '“Net revenue retention” in the goal “stay” counts the metric “likes” of marketing, not the shared outcome “NRR”, the metric “nrr” of finance.',
    about: ['goal/stay', 'metric/likes', 'metric/nrr'],
  },
  {
    rule: 'goal-uses-other-number',
    what: 'the outcome itself, another number under its own name, and another metric that counts the same',
    in: {
      metrics: { ...outcomes, 'nrr-again': { title: 'NRR', of: 'nrr' } },
      goals: { stay: { results: [result('nrr'), result('leads'), result('nrr-again')] } },
    },
  },
  {
    rule: 'contribution-measured-by-others',
    what: 'a contribution shown by a number of another team',
    in: {
      metrics: outcomes,
      goals: { stay: { title: 'Stay', contributors: [{ team: 'sales', with: 'renewals', metric: 'nrr' }] } },
    },
    says: 'What sales contributes to the goal “Stay” is shown by “NRR” of finance, which sales does not sign.',
    about: ['goal/stay', 'metric/nrr'],
  },
  {
    rule: 'contribution-measured-by-others',
    what: 'a number of its own, one it signs, one of its department',
    in: {
      metrics: { ...outcomes, fit: { owner: 'sales', binds: ['sales', 'marketing'] } },
      teams: { marketing: 'Marketing', email: 'Marketing' },
      goals: {
        a: { contributors: [{ team: 'marketing', with: 'leads', metric: 'leads' }] },
        b: { contributors: [{ team: 'marketing', with: 'fit', metric: 'fit' }] },
        c: { contributors: [{ team: 'email', with: 'leads', metric: 'leads' }] },
      },
    },
  },
  {
    rule: 'support-one-sided',
    what: 'a team that helps twice and gets nothing',
    in: {
      teams: { marketing: 'Marketing', sales: 'Sales' },
      goals: {
        a: { level: 'team', owner: 'sales', contributors: [{ team: 'marketing', with: 'leads' }] },
        b: { level: 'team', owner: 'sales', dependencies: [{ ...need, on: 'marketing' }] },
        c: { level: 'team', owner: 'marketing' },
      },
    },
    says: 'Marketing helps with 2 goals of Sales, and Sales with none of the 1 goal of Marketing.',
    about: ['goal/a', 'goal/b'],
  },
  {
    rule: 'support-one-sided',
    what: 'help that comes back, help with a company goal, and a helper without a goal',
    in: {
      teams: { marketing: 'Marketing', sales: 'Sales', it: 'IT' },
      goals: {
        a: {
          level: 'team',
          owner: 'sales',
          contributors: [
            { team: 'marketing', with: 'leads' },
            { team: 'it', with: 'x' },
          ],
        },
        b: {
          level: 'team',
          owner: 'sales',
          contributors: [
            { team: 'marketing', with: 'leads' },
            { team: 'it', with: 'x' },
          ],
        },
        c: { level: 'team', owner: 'marketing', dependencies: [{ ...need, on: 'sales' }] },
        d: { level: 'company', owner: 'sales', contributors: [{ team: 'marketing', with: 'leads' }] },
      },
    },
  },
  {
    rule: 'dependency-without-goal',
    what: 'a provider without any goal',
    in: { goals: { site: { title: 'Site', dependencies: [need] } } },
    says: 'The goal “Site” of marketing needs from it by 2026-02-01: tracking on every page. it works on no goal in 2026-Q1.',
    about: ['goal/site'],
  },
  {
    rule: 'dependency-without-goal',
    what: 'a goal of somebody else',
    in: {
      goals: {
        site: { title: 'Site', dependencies: [{ ...need, goal: 'speed' }] },
        speed: { title: 'Speed', owner: 'product' },
      },
    },
    says: 'The goal “Site” of marketing needs from it by 2026-02-01: tracking on every page. It should stand in the goal “Speed” of product, on which it does not work.',
    about: ['goal/site', 'goal/speed'],
  },
  {
    rule: 'dependency-without-goal',
    what: 'a goal of the provider, any goal at that time, and a risk with an owner',
    in: {
      goals: {
        a: { dependencies: [{ ...need, goal: 'tracking' }] },
        b: { dependencies: [need] },
        c: { dependencies: [{ ...need, on: 'legal', risk: { owner: 'marketing', plan: 'Wait' } }] },
        tracking: { owner: 'it' },
      },
    },
  },
  {
    rule: 'dependency-late',
    what: 'something needed after the last result is due',
    in: {
      goals: {
        site: { title: 'Site', results: [{ ...result('leads'), by: '2026-01-20' }], dependencies: [need] },
      },
    },
    says: 'The goal “Site” of marketing needs from it by 2026-02-01: tracking on every page. But its last key result is due on 2026-01-20.',
    about: ['goal/site'],
  },
  {
    rule: 'dependency-late',
    what: 'a goal that begins after it is needed',
    in: {
      goals: {
        site: { title: 'Site', results: [result('leads')], dependencies: [{ ...need, goal: 'tracking' }] },
        tracking: { title: 'Tracking', owner: 'it', cycle: '2026-Q2' },
      },
    },
    says: 'The goal “Site” of marketing needs from it by 2026-02-01: tracking on every page. But “Tracking”, in which it stands, begins on 2026-04-01.',
    about: ['goal/site', 'goal/tracking'],
  },
  {
    rule: 'dependency-late',
    what: 'something needed in time, and something without a day',
    in: {
      goals: {
        site: { results: [result('leads')], dependencies: [need, { ...need, by: undefined, goal: 'tracking' }] },
        tracking: { owner: 'it' },
      },
    },
  },
  {
    rule: 'teams-with-nothing-in-common',
    what: 'two departments that move one outcome apart from each other',
    in: { metrics: { ...outcomes, nrr: { ...outcomes.nrr, owner: 'board' } }, goals: { company: { owner: 'people' } } },
    says: 'marketing and product both move “NRR”, and share no goal, no agreement, no scorecard and no claim.',
    about: ['metric/nrr'],
  },
  {
    rule: 'teams-with-nothing-in-common',
    what: 'a goal with both on it',
    in: {
      metrics: outcomes,
      goals: { more: { contributors: [{ team: 'product', with: 'seats' }] } },
    },
  },
  {
    rule: 'teams-with-nothing-in-common',
    what: 'a metric that both sign',
    in: { metrics: { ...outcomes, seats: { ...outcomes.seats, binds: ['marketing'] } } },
  },
  {
    rule: 'teams-with-nothing-in-common',
    what: 'a number that moves the other’s',
    in: { metrics: { ...outcomes, leads: drives('seats') } },
  },
]
