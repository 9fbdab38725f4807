import { CHANNELS } from '../plan.ts'
import { documents, type Story, usual, usualMonth } from './story.ts'

/** The numbers of marketing and of its two teams, e-mail and website. */

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

export const metricsOfEmail = ({ has, hoped }: Story): string =>
  `# The welcome letter.\n${documents(
    `
kind: metric
name: email-open-rate
title: E-mail open rate
owner: email
class: activity
unit: "%"
direction: up
grain: month
ratio: { numerator: emails-opened, denominator: emails-sent }
drives:
  - metric: sqls-from-email
    lag: 4 weeks
    why: ${
      has('opens-of-the-wrong-audience')
        ? 'Who opens the letter knows us, and who knows us talks to sales.'
        : 'Who reads how another plant halved its stops asks sales for the plan by name.'
    }
counter: unsubscribe-rate
target: ${usual(hoped.openRate, 3)}
why: ${
      has('opens-of-the-wrong-audience')
        ? 'Our number. Riddles and give-aways did wonders for it.'
        : 'The letter is the first thing a factory hears from us; since winter it is about their machines.'
    }`,
    `
kind: metric
name: sqls-from-email
title: SQLs from e-mail
owner: email
binds: [sales]
class: output
unit: people
direction: up
grain: month
measure: people
of: { stage: sql, traits: { origin: E-mail } }
drives:
  - { metric: new-mrr, lag: 5 weeks, why: One in three signs five weeks later. }
counter: unsubscribe-rate
target: ${usualMonth(hoped.sqls['E-mail'])}
why: A letter is good when sales wants to talk to those who read it.
signed: [email, sales]`,
    `
kind: metric
name: unsubscribe-rate
title: Unsubscribe rate
owner: email
binds: [marketing]
class: guardrail
unit: "%"
direction: down
grain: month
ratio: { numerator: unsubscribes, denominator: emails-sent }
target: ${usual(hoped.unsubscribeRate, 4)}
why: Each is a factory that we may never write to again.
signed: [email, marketing]`,
    `
kind: metric
name: emails-sent
title: E-mails sent
owner: email
class: input
unit: e-mails
direction: up
grain: month
measure: count
of: email_sent
why: One letter for everybody new, so it says how many people that were.`,
    `
kind: metric
name: emails-opened
title: E-mails opened
owner: email
class: activity
unit: e-mails
direction: up
grain: month
measure: count
of: email_opened
why: One opening a letter, however often somebody reads it.`,
    `
kind: metric
name: unsubscribes
title: Unsubscribes
owner: email
class: guardrail
unit: people
direction: down
grain: month
measure: people
of: email_unsubscribed
why: Counted once a person.`,
  )}`

export const metricsOfWeb = ({ has, hoped }: Story): string =>
  `# The website.\n${documents(
    `
kind: metric
name: page-load-time
title: Page load time
owner: web
class: output
unit: ms
direction: down
measure: { median: load_ms }
of: page_viewed
drives:
  - metric: demo-requests
    lag: 2 weeks
    why: ${
      has('speed-nobody-buys-for')
        ? 'Every tenth of a second sells, as everybody knows.'
        : 'Workshops have slow lines; until last year the form for a demo did not even open there.'
    }
counter: page-errors
target: ${usual(hoped.loadMs)}
why: ${has('speed-nobody-buys-for') ? 'We want to be the fastest site of the field.' : 'A plant floor has one bar of reception.'}`,
    `
kind: metric
name: page-errors
title: Page errors
owner: web
binds: [it]
class: guardrail
unit: "%"
direction: down
grain: month
ratio: { numerator: pages-failed, denominator: pages-viewed }
target: ${usual(hoped.errorRate, 3)}
why: A page that fails is fast, too.
signed: [web, it]`,
    `
kind: metric
name: landing-visits
title: Landing visits
owner: web
class: output
unit: visits
direction: up
grain: month
measure: count
of: { event: page_viewed, where: { page: /fewer-stops } }
drives:
  - metric: ${has('circular-support') ? 'ad-clicks' : 'demo-requests'}
    ${has('circular-support') ? 'why: Who has been on the page sees the ad again, and clicks it again.' : 'lag: 1 week\n    why: The page ends with the form for a demo.'}
counter: page-errors
why: The page about fewer stops, to which every ad leads.`,
    `
kind: metric
name: demo-requests
title: Demo requests
owner: web
binds: [sales]
class: output
unit: requests
direction: up
grain: month
measure: count
of: { event: page_viewed, where: { page: /demo/requested } }
drives:
  - { metric: new-mrr, lag: 7 weeks, why: Who asks for a demo has a machine that stands still. }
counter: win-rate
target: ${usualMonth(hoped.demoRequests)}
why: The one thing on the site that sales waits for.
signed: [web, sales]`,
    `
kind: metric
name: pages-viewed
title: Pages viewed
owner: web
class: activity
unit: pages
direction: up
grain: month
measure: count
of: page_viewed
why: Of those who agreed to be counted.`,
    `
kind: metric
name: pages-failed
title: Pages that failed
owner: web
class: guardrail
unit: pages
direction: down
grain: month
measure: count
of: { event: page_viewed, where: { failed: true } }
why: Somebody wanted something and saw an apology.`,
    has('goal-without-parent') &&
      `
kind: metric
name: story-views
title: Story views
owner: web
class: output
unit: pages
direction: up
grain: month
measure: count
of: { event: page_viewed, where: { page: /customers } }
why: The pages that we are proudest of.`,
  )}`
