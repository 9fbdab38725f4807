import { drives, need, outcomes, type RuleCase, result } from './rule-case.ts'

export const promises: RuleCase[] = [
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
    about: ['team/sales', 'team/marketing'],
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
    rule: 'teams-apart',
    what: 'two departments that move one outcome apart from each other',
    in: { metrics: { ...outcomes, nrr: { ...outcomes.nrr, owner: 'board' } }, goals: { company: { owner: 'people' } } },
    says: 'marketing and product both move “NRR”, and share no goal, no agreement, no scorecard and no claim.',
    about: ['metric/nrr'],
  },
  {
    rule: 'teams-apart',
    what: 'a goal with both on it',
    in: {
      metrics: outcomes,
      goals: { more: { contributors: [{ team: 'product', with: 'seats' }] } },
    },
  },
  {
    rule: 'teams-apart',
    what: 'a metric that both sign',
    in: { metrics: { ...outcomes, seats: { ...outcomes.seats, binds: ['marketing'] } } },
  },
  {
    rule: 'teams-apart',
    what: 'a number that moves the other’s',
    in: { metrics: { ...outcomes, leads: drives('seats') } },
  },
]
