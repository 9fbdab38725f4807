/** The same thing said weakly and strongly, for each rule that advises on the wording of a goal. */
export const EXAMPLES: Readonly<Record<string, { weak: string; strong: string }>> = {
  'objective-names-a-task': {
    weak: 'Launch the new customer portal',
    strong: 'Customers solve small things themselves, at any hour',
  },
  'task-shaped-result': {
    weak: 'Publish 12 articles on onboarding',
    strong: 'Share of new customers who finish onboarding in 14 days, from 48 % to 65 %',
  },
  'goal-without-metric': {
    weak: 'done: the pricing page is online, by 2026-02-28',
    strong: 'metric: trial-to-paid, from: 0.12, to: 0.16',
  },
  'goal-result-on-activity-only': {
    weak: 'metric: calls-made, from: 900, to: 1400',
    strong: 'metric: first-meetings-held, from: 60, to: 90, beside deals-won, from: 18, to: 25',
  },
  'single-number-goal': {
    weak: 'metric: mqls, from: 400, to: 600',
    strong: 'metric: mqls, from: 400, to: 600, beside metric: mql-acceptance, keep: [0.4, 1]',
  },
  'too-many-results': {
    weak: 'Eight key results, three of which nobody would miss',
    strong: 'Three key results: what customers feel, what it brings in, what must not get worse',
  },
  'weight-hides-results': {
    weak: 'weight: 9 for bookings, 1 for retention',
    strong: 'weight: 3 for bookings, 2 for retention',
  },
  'nothing-committed': {
    weak: 'Every key result is aspirational',
    strong: 'Net revenue retention from 98 % to 101 % is committed; 104 % is the stretch',
  },
  'contributor-without-metric': {
    weak: 'team: finance, with: support',
    strong: 'team: finance, with: invoices out within two days, metric: days-to-invoice',
  },
}
