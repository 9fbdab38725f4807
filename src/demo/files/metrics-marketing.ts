import { CHANNELS } from '../plan.ts'
import { documents, type Story, usual, usualMonth } from './story.ts'

/** What marketing hands over, and what it costs. */

export const metricsOfMarketing = ({ has, hoped }: Story): string =>
  `# What marketing hands over, and what it costs.\n${documents(
    `
kind: metric
name: mqls
title: MQLs
owner: marketing
binds: [sales]
class: output
unit: people
direction: up
grain: month
measure: people
of: { stage: mql }
segments: [trait.origin]
drives:
  - { metric: new-mrr, lag: 6 weeks, why: Of five MQLs one becomes a customer within six weeks. }
counter: mql-acceptance
target: ${usualMonth(hoped.subscribers['E-mail'].map((_, week) => CHANNELS.reduce((sum, channel) => sum + hoped.mqls[channel][week]!, 0)))}
why: It is what marketing hands over.
signed: [marketing, sales]`,
    `
kind: metric
name: new-followers
title: New followers
owner: marketing
class: activity
unit: followers
direction: up
grain: month
measure: { sum: gained }
of: social_counted
drives:
  - metric: customers-from-influencer
    lag: 8 weeks
    why: ${
      has('followers-who-never-buy')
        ? 'Half a million people watch him take gearboxes apart; some of them must own a factory.'
        : 'She repairs presses, and maintenance managers watch her to learn; they ask us a week later.'
    }
counter: unfollow-rate
target: ${usualMonth(hoped.followers)}
why: ${has('followers-who-never-buy') ? 'The clearest success of the year.' : 'We chose her for her audience, not for its size.'}`,
    `
kind: metric
name: customers-from-influencer
title: Customers from the influencer
owner: marketing
class: output
unit: people
direction: up
grain: month
measure: people
of: { stage: customer, traits: { origin: Influencer } }
drives:
  - { metric: new-mrr, why: Each is worth as much as any other. }
counter: unfollow-rate
target: ${Math.max(1, Math.round(usualMonth(hoped.customers.Influencer)))}
why: Followers are for something.`,
    `
kind: metric
name: unfollow-rate
title: Unfollow rate
owner: marketing
class: guardrail
unit: "%"
direction: down
grain: month
ratio: { numerator: followers-lost, denominator: new-followers }
target: 0.14
why: Who came for a prize leaves after it.`,
    `
kind: metric
name: followers-lost
title: Followers lost
owner: marketing
class: guardrail
unit: followers
direction: down
grain: month
measure: { sum: lost }
of: social_counted
why: Counted on the day they left.`,
    `
kind: metric
name: ad-clicks
title: Ad clicks
owner: marketing
class: activity
unit: clicks
direction: up
grain: month
measure: { sum: clicks }
of: ads_counted
drives:
  - { metric: landing-visits, why: Every ad leads to the page about fewer stops. }
counter: cost-per-click
why: It is what the budget buys.`,
    `
kind: metric
name: cost-per-click
title: Cost per click
owner: marketing
binds: [finance]
class: guardrail
unit: EUR
direction: down
grain: month
ratio: { numerator: ad-spend, denominator: ad-clicks }
target: ${usual(hoped.costPerClick, 2)}
why: Clicks can always be had; the question is for how much.
signed: [marketing, finance]`,
    `
kind: metric
name: ad-spend
title: Ad spend
owner: marketing
class: input
unit: EUR
direction: down
grain: month
measure: { sum: spend }
of: ads_counted
why: What was spent, not what was planned.`,
    `
kind: metric
name: offline-campaign-spend
title: Spend on the offline campaign
owner: marketing
class: input
unit: EUR
direction: down
grain: month
measure: { sum: spend }
of: { event: ads_counted, where: { campaign: Offline mode } }
drives:
  - { metric: demo-requests, lag: 2 weeks, why: Half of all plants have no reception at the machine. }
why: A campaign for something is a promise of it.`,
  )}`
