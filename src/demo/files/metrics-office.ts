import { documents, type Story, when } from './story.ts'

/** The numbers of IT, finance and people. */

export const metricsOfOffice = ({ has, plan, hoped }: Story): string => {
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
target: 20
why: Colleagues wait, and behind them customers.`,
    `
kind: metric
name: it-reopened-rate
title: IT tickets reopened
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
title: IT tickets
owner: it
class: input
unit: tickets
direction: down
grain: month
measure: count
of: it_ticket_opened
why: What colleagues ask for.`,
    `
kind: metric
name: it-tickets-reopened
title: IT tickets that came back
owner: it
class: guardrail
unit: tickets
direction: down
grain: month
measure: count
of: { event: it_ticket_opened, where: { reopened: true } }
why: Counted in the month of the first try.`,
    `
kind: metric
name: downtime
title: Downtime
owner: it
binds: [product]
class: guardrail
unit: minutes
direction: down
grain: month
measure: { sum: down }
of: site_checked
target: 70
why: At six in the morning a shift wants to know what to repair.
signed: [it, product]`,
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
measure: { median: days }
of: invoice_paid
${when(
  !alone,
  `drives:
  - { metric: cash-collected, lag: 3 weeks, why: An invoice that is right is paid in three weeks; another takes six. }
`,
)}counter: dispute-rate
target: 20
why: Who sends the invoice late is paid late.`,
    `
kind: metric
name: dispute-rate
title: Disputed invoices
owner: finance
class: guardrail
unit: "%"
direction: down
grain: quarter
ratio: { numerator: invoices-disputed, denominator: invoices-issued }
target: 0.06
why: Each is a customer who had to write to us because of us.`,
    `
kind: metric
name: invoices-issued
title: Invoices
owner: finance
class: input
unit: invoices
direction: up
grain: quarter
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
grain: quarter
measure: count
of: { event: invoice_issued, where: { disputed: true } }
why: Counted with the invoice.`,
    `
kind: metric
name: days-to-hire
title: Days to hire
owner: people
class: activity
unit: days
direction: down
grain: quarter
measure: { median: days_open }
of: person_hired
drives:
  - { metric: first-reply-time, lag: 8 weeks, why: Half of all open places are on the help desk; an empty one answers nobody. }
counter: early-leavers
target: 50
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
target: 2
why: Who was hired in a hurry leaves in one.`,
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
  )}${when(plan === hoped, '')}`
}
