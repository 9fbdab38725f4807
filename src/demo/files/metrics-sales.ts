import { documents, type Story, usual, usualMonth, when } from './story.ts'

/** Outcomes that everybody moves, and the numbers of sales. */

export const metricsOfLeadership = ({ hoped }: Story): string =>
  `# What the company is for. Every other number here should, in the end, move one of these.\n${documents(
    `
kind: metric
name: net-new-mrr
title: Net new MRR
owner: leadership
binds: [sales, customer-success, finance]
class: outcome
unit: EUR
direction: up
grain: month
formula: new-mrr - churned-mrr
target: ${usualMonth(hoped.newMrr.map((mrr, week) => mrr - hoped.churnedMrr[week]!))}
corridor: { healthy: 0.9, watch: 0.6 }
why: New customers do not help if as much leaves at the other end.
signed: [leadership, sales, customer-success, finance]`,
  )}`

export const metricsOfSales = ({ has, hoped }: Story): string => {
  const gap = has('parts-that-do-not-add-up')
  return `# What sales brings, what it does, and what must not get worse while it does.\n${documents(
    `
kind: metric
name: new-mrr
title: New MRR
owner: sales
binds: [marketing, finance]
class: outcome
unit: EUR
direction: up
grain: month
measure: { sum: mrr }
of: deal_won
drives:
  - { metric: net-new-mrr, why: It is what comes in. }
parts: new-mrr-small + new-mrr-large
target: ${usualMonth(hoped.newMrr)}
why: The one number that marketing and sales move together.
signed: [sales, marketing, finance]`,
    `
kind: metric
name: new-mrr-small
title: New MRR of small sites
owner: sales
class: output
unit: EUR
direction: up
grain: month
measure: { sum: mrr }
of: { event: deal_won, where: { machines: { lt: 50 } } }
why: Small sites sign within a month, and nobody visits them.`,
    `
kind: metric
name: new-mrr-large
title: New MRR of large sites
owner: sales
class: output
unit: EUR
direction: up
grain: month
measure: { sum: mrr }
of: { event: deal_won, where: { machines: { gte: ${gap ? 100 : 50} } } }
why: ${gap ? 'The sites with a maintenance manager of their own.' : 'They take longer and stay longer.'}`,
    `
kind: metric
name: sqls
title: SQLs
owner: sales
class: output
unit: people
direction: up
grain: month
measure: people
of: { stage: sql }
drives:
  - { metric: new-mrr, lag: 5 weeks, why: One open deal in three is won about five weeks after it was opened. }
counter: win-rate
why: Deals that are really open.`,
    `
kind: metric
name: calls-per-rep
title: Calls per desk and day
owner: sales
class: activity
unit: calls
direction: up
grain: month
ratio: { numerator: calls-made, denominator: desk-days }
drives:
  - metric: new-mrr
    lag: 4 weeks
    why: ${has('slow-where-it-hurts') ? 'Whoever calls more, sells more.' : 'A call on the day somebody asks is half the deal.'}
counter: first-response-time
target: ${usual(
      hoped.callsPerRep.map(calls => calls / 5),
      1,
    )}
why: ${has('slow-where-it-hurts') ? 'Each desk has a list and works it from the top.' : 'Calls to people who asked, in the order in which they fit.'}`,
    `
kind: metric
name: first-response-time
title: First response to large sites
owner: sales
binds: [marketing]
class: guardrail
unit: hours
direction: down
grain: month
measure: { median: hours }
of: { event: lead_answered, where: { machines: { gte: 50 } } }
drives:
  - { metric: new-mrr, lag: 4 weeks, why: Each hour more costs us one win in twenty; they ask three of us at once. }
target: ${usual(hoped.responseHours, 1)}
corridor: { healthy: 0.95, watch: 0.7 }
why: A site with 50 machines asks when one stands still. Tomorrow it has asked somebody else.
signed: [sales, marketing]`,
    `
kind: metric
name: demos-held
title: Demos held
owner: sales
class: activity
unit: demos
direction: up
grain: month
measure: count
of: demo_held
drives:
  - { metric: new-mrr, lag: 3 weeks, why: Hardly any site signs before it has seen its own machines in the plan. }
counter: win-rate
why: The one hour in which a maintenance manager decides.`,
    `
kind: metric
name: win-rate
title: Win rate
owner: sales
class: guardrail
unit: "%"
direction: up
grain: month
ratio: { numerator: deals-won, denominator: deals-closed }
target: 0.39
why: Demos for sites that will never sign cost them an hour as well.`,
    `
kind: metric
name: mql-acceptance
title: MQLs that sales accepts
owner: sales
binds: [marketing]
class: guardrail
unit: "%"
direction: up
grain: month
ratio: { numerator: sqls, denominator: mqls }
target: 0.56
why: More MQLs are only more if sales finds as many of them worth a call.
signed: [sales, marketing]`,
    `
# The parts of the rates above.
kind: metric
name: deals-won
title: Deals won
owner: sales
class: output
unit: deals
direction: up
grain: month
measure: count
of: deal_won
why: Signed, not promised.`,
    `
kind: metric
name: deals-closed
title: Deals closed
owner: sales
class: output
unit: deals
direction: up
grain: month
measure: count
of: { event: [deal_won, deal_lost] }
why: Won or lost; a deal nobody has decided says nothing about how we sell.`,
    `
kind: metric
name: calls-made
title: Calls made
owner: sales
class: activity
unit: calls
direction: up
grain: month
measure: { sum: calls }
of: calls_counted
why: As the telephone counts them.`,
    `
kind: metric
name: desk-days
title: Desk days
owner: sales
class: input
unit: days
direction: up
grain: month
measure: count
of: calls_counted
why: Ten desks for twenty days are two hundred, so that calls can be told by desk and day.`,
    when(
      has('two-meanings-of-mql'),
      `
# What sales calls an MQL: one that is worth a call this week. Nobody was wrong; nobody looked.
kind: metric
name: mqls-of-sales
title: MQL
owner: sales
class: input
unit: people
direction: up
grain: month
measure: people
of: { event: became_mql, where: { machines: { gte: 50 } } }
drives:
  - { metric: new-mrr, lag: 6 weeks, why: These are the ones we have time for. }
counter: win-rate
why: It is what sales plans its month with.`,
    ) || false,
  )}`
}
