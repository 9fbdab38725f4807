import { documents, type Story, usual, usualMonth } from './story.ts'

/** The numbers of the website. */

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
