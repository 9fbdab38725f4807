import { documents, type Story, usual, usualMonth } from './story.ts'

/** The numbers of product, customer success and IT. */

export const metricsOfProduct = ({ hoped }: Story): string =>
  `# Whether what we build is used.\n${documents(
    `
kind: metric
name: work-orders-per-account
title: Work orders per site
owner: product
binds: [customer-success]
class: outcome
unit: work orders
direction: up
grain: month
measure: { average: work_orders }
of: use_counted
target: ${usual(hoped.workOrders, 1)}
why: A site that plans its repairs with us stays; one that only logs in is looking around.
signed: [product, customer-success]`,
    `
kind: metric
name: releases-shipped
title: Features shipped
owner: product
class: output
unit: features
direction: up
grain: month
measure: count
of: { event: release_shipped, where: { kind: feature } }
drives:
  - { metric: work-orders-per-account, lag: 4 weeks, why: Each feature takes one more repair out of a spreadsheet. }
counter: bug-share
target: 5
why: Small steps that people can learn one at a time.`,
    `
kind: metric
name: bug-share
title: Share of bug tickets
owner: product
binds: [customer-success]
class: guardrail
unit: "%"
direction: down
grain: month
ratio: { numerator: tickets-about-bugs, denominator: ticket-volume }
target: 0.136
why: What is shipped half done comes back as a ticket.
signed: [product, customer-success]`,
    `
kind: metric
name: offline-mode-releases
title: Releases of offline mode
owner: product
class: output
unit: releases
direction: up
grain: month
measure: count
of: { event: release_shipped, where: { what: Offline mode } }
drives:
  - { metric: work-orders-per-account, lag: 4 weeks, why: Half of all plants have no reception at the machine and write on paper there. }
counter: bug-share
why: The campaign says it is there; this says whether it is.`,
    `
kind: metric
name: tickets-about-bugs
title: Bug tickets
owner: customer-success
class: guardrail
unit: tickets
direction: down
grain: month
measure: count
of: { event: ticket_created, where: { topic: Bug } }
why: As the help desk sorted them.`,
  )}`

export const metricsOfService = ({ hoped }: Story): string =>
  `# Whether customers stay.\n${documents(
    `
kind: metric
name: churned-mrr
title: Churned MRR
owner: customer-success
binds: [product, finance]
class: outcome
unit: EUR
direction: down
grain: month
measure: { sum: mrr }
of: subscription_cancelled
drives:
  - { metric: net-new-mrr, why: It is what goes out again. }
target: ${usualMonth(hoped.churnedMrr)}
why: A plant that leaves tells the next three.
signed: [customer-success, product, finance]`,
    `
kind: metric
name: first-reply-time
title: First reply time
owner: customer-success
class: activity
unit: minutes
direction: down
grain: month
measure: { median: first_reply_minutes }
of: ticket_created
drives:
  - { metric: churned-mrr, lag: 8 weeks, why: A plant that waits half a day with a machine down writes its next repair on paper. }
counter: reopened-rate
target: ${usual(hoped.firstReply)}
corridor: { healthy: 0.95, watch: 0.75 }
why: With a machine down, an answer tomorrow is no answer.`,
    `
kind: metric
name: reopened-rate
title: Reopened rate
owner: customer-success
class: guardrail
unit: "%"
direction: down
grain: month
ratio: { numerator: tickets-reopened, denominator: ticket-volume }
target: ${usual(hoped.reopenedRate, 3)}
why: A fast reply that solves nothing comes back.`,
    `
kind: metric
name: ticket-volume
title: Tickets
owner: customer-success
class: input
unit: tickets
direction: down
grain: month
measure: count
of: ticket_created
why: What is hard to use, people ask about.`,
    `
kind: metric
name: tickets-reopened
title: Tickets reopened
owner: customer-success
class: guardrail
unit: tickets
direction: down
grain: month
measure: count
of: { event: ticket_created, where: { reopened: true } }
why: Counted with the ticket, in the month it was first written.`,
  )}`
