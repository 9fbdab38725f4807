import { documents, type Story, when } from './story.ts'

/** What people look at together on Mondays, and what happened around it. */

export const scorecards = ({ has }: Story): string => {
  const alone = has('team-no-goal-reaches')
  return `# One page for Monday: what every team is proud of, beside what it is all for.
kind: scorecard
name: monday
title: Monday
owner: leadership
binds: [marketing, sales, product, customer-success, people${when(!alone, ', it, finance')}]
grain: month
sections:
  - title: New customers
    stakeholder: Factories that look for help
    why: They find us, get an answer, and know soon whether we fit.
    outcome: new-mrr
    lines:
      - { metric: email-open-rate }
      - { metric: page-load-time }
      - { metric: demo-requests }
      - { metric: mqls }
      - { metric: sqls-from-email }
      - { metric: customers-from-influencer }
      - { metric: calls-per-rep }
      - { metric: first-response-time }
      - { metric: mql-acceptance }
  - title: Customers who stay
    stakeholder: Customers
    why: With a machine down they have an answer, and next month one stop less.
    outcome: churned-mrr
    lines:
      - { metric: first-reply-time }
      - { metric: reopened-rate }
      - { metric: days-to-hire }
${when(!alone, '      - { metric: it-solve-time }\n      - { metric: dispute-rate }\n')}  - title: Use
    stakeholder: People on the shift
    why: What is planned does not break at night.
    outcome: work-orders-per-account
    lines:
      - { metric: releases-shipped }
      - { metric: bug-share }
  - title: All in all
    stakeholder: The company and those who gave us money
    outcome: net-new-mrr
    lines:
      - { metric: win-rate }
      - { metric: unsubscribe-rate }
why: We used to read five reports one after the other, and every one of them was good.
signed: [leadership, marketing, sales, product, customer-success, people${when(!alone, ', it, finance')}]
`
}

export const annotations = ({ has }: Story): string =>
  documents(
    `
kind: annotation
name: christmas-2025
title: Christmas
owner: leadership
on: 2025-12-22
until: 2026-01-04
text: Two weeks in which most plants stand still on purpose, and nobody signs anything.
about: [metric/new-mrr, metric/mqls, metric/demo-requests, metric/ticket-volume]
why: So that nobody explains it again in January.`,
    `
kind: annotation
name: influencer-begins
title: First video
owner: marketing
on: 2026-01-05
text: The contract for a video a week begins.
about: [metric/new-followers, metric/customers-from-influencer]
why: The line bends here, and this is why.`,
    `
kind: annotation
name: offline-campaign-begins
title: Offline campaign
owner: marketing
on: 2026-05-04
text: The campaign for offline mode begins, which is to come on 15 July.
about: [metric/offline-campaign-spend, metric/ad-clicks]
why: From here on we have promised something.`,
    !has('promise-not-shipped') &&
      `
kind: annotation
name: offline-mode-is-out
title: Offline mode is out
owner: product
on: 2026-07-08
text: Offline mode is in every plant, a week before the day that was promised.
about: [metric/offline-mode-releases, metric/work-orders-per-account]
why: The campaign is true from this day on.`,
  )
