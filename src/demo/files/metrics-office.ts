import { documents, type Story, usual, when } from './story.ts'

/** The numbers of IT, finance and people. */

export const metricsOfOffice = ({ has, hoped }: Story): string => {
  const alone = has('team-no-goal-reaches')
  return `# What keeps the rest going${alone ? '. Nobody has asked these teams what it is for' : ''}.\n${documents(
    `
kind: metric
name: it-solve-time
title: IT solve time
owner: it
class: activity
unit: hours
direction: down
grain: month
measure: { median: hours }
of: it_ticket_opened
${when(
  !alone,
  `drives:
  - { metric: first-reply-time, lag: 2 weeks, why: The help desk answers with what IT keeps running; a desk without access answers nobody. }
`,
)}counter: it-reopened-rate
target: ${usual(hoped.itSolveHours, 1)}
why: Colleagues wait, and behind them customers.`,
    `
kind: metric
name: it-reopened-rate
title: IT tickets that come back
owner: it
class: guardrail
unit: "%"
direction: down
grain: month
ratio: { numerator: it-tickets-reopened, denominator: it-ticket-volume }
target: 0.1
why: A ticket that is closed and not solved is two tickets.`,
    `
kind: metric
name: it-ticket-volume
title: Requests to IT
owner: it
class: input
unit: requests
direction: down
grain: month
measure: count
of: it_ticket_opened
why: What colleagues ask for.`,
    `
kind: metric
name: it-tickets-reopened
title: Requests to IT reopened
owner: it
class: guardrail
unit: requests
direction: down
grain: month
measure: count
of: { event: it_ticket_opened, where: { reopened: true } }
why: Counted in the month of the first try.`,
    `
kind: metric
name: uptime
title: Uptime
owner: it
binds: [product]
class: guardrail
unit: "%"
direction: up
grain: month
ratio: { numerator: minutes-up, denominator: minutes-checked }
target: 0.9991
why: At six in the morning a shift wants to know what to repair.
signed: [it, product]`,
    `
kind: metric
name: minutes-up
title: Minutes up
owner: it
class: guardrail
unit: minutes
direction: up
grain: month
measure: { sum: up }
of: site_checked
why: Minutes in which a log-in worked.`,
    `
kind: metric
name: minutes-checked
title: Minutes checked
owner: it
class: input
unit: minutes
direction: up
grain: month
measure: { sum: minutes }
of: site_checked
why: A minute that nobody checked is not one that was up.`,
    `
kind: metric
name: cash-collected
title: Cash collected
owner: finance
class: outcome
unit: EUR
direction: up
grain: quarter
measure: { sum: amount }
of: invoice_paid
why: Wages are paid from it, not from MRR.`,
    `
kind: metric
name: days-to-pay
title: Days to pay
owner: finance
class: activity
unit: days
direction: down
grain: month
measure: { average: days }
of: invoice_paid
${when(
  !alone,
  `drives:
  - { metric: cash-collected, lag: 3 weeks, why: An invoice that is right is paid in three weeks; another takes six. }
`,
)}counter: dispute-rate
target: ${usual(hoped.daysToPay, 1)}
why: Who sends the invoice late is paid late.`,
    `
kind: metric
name: dispute-rate
title: Share of invoices disputed
owner: finance
binds: [customer-success]
class: guardrail
unit: "%"
direction: down
grain: month
ratio: { numerator: invoices-disputed, denominator: invoices-issued }
drives:
  - { metric: churned-mrr, lag: 12 weeks, why: Who argues about an invoice begins to look around. }
target: 0.05
why: Each is a customer who had to write to us because of us.
signed: [finance, customer-success]`,
    `
kind: metric
name: invoices-issued
title: Invoices
owner: finance
class: input
unit: invoices
direction: up
grain: month
measure: count
of: invoice_issued
why: One a quarter and site.`,
    `
kind: metric
name: invoices-disputed
title: Invoices disputed
owner: finance
class: guardrail
unit: invoices
direction: down
grain: month
measure: count
of: { event: invoice_issued, where: { disputed: true } }
why: Counted with the invoice.`,
    `
kind: metric
name: days-to-hire
title: Days to hire
owner: people
class: output
unit: days
direction: down
grain: month
measure: { median: days_open }
of: person_hired
drives:
  - { metric: first-reply-time, lag: 8 weeks, why: Half of all open places are on the help desk; an empty one answers nobody. }
counter: early-leavers
target: ${usual(hoped.daysToHire)}
why: While a place is empty, two others do its work.`,
    `
kind: metric
name: early-leavers
title: Hires who left early
owner: people
class: guardrail
unit: people
direction: down
grain: quarter
measure: count
of: { event: person_hired, where: { stayed: false } }
why: Who was hired in a hurry leaves in one.`,
    has('out-of-reach') &&
      `
kind: metric
name: hires
title: Hires
owner: people
class: output
unit: people
direction: up
grain: quarter
measure: count
of: person_hired
why: Places that were filled.`,
  )}`
}
