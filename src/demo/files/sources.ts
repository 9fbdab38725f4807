import { documents, type Story, when } from './story.ts'

/** What the other tools export, and what its rows mean. */

export const sourcesOfSales = (): string =>
  `# What sales works with.\n${documents(
    `
kind: source
name: crm-deals
title: CRM deals
owner: sales
feeds: New MRR, demos and the win rate.
file: crm-deals.csv
zone: Europe/Berlin
types: { Machines: integer }
key: Deal ID
person: { user: Contact ID }
events:
  - { name: deal_created, at: Created }
  - { name: demo_held, at: Demo Held, optional: true }
  - name: deal_won
    at: Closed
    when: { Stage: Won }
    props: { machines: Machines, mrr: { column: MRR, type: money, currency: EUR } }
  - { name: deal_lost, at: Closed, when: { Stage: Lost }, props: { reason: Lost Reason } }
why: A deal counts on the day it is closed, whatever the contract says about the start.`,
    `
kind: source
name: calls
title: Telephone
owner: sales
feeds: Calls by desk and day.
file: calls.csv
zone: Europe/Berlin
types: { Calls: integer, Minutes: integer }
key: [Day, Desk]
events:
  - { name: calls_counted, at: Day, props: { desk: Desk, calls: Calls, minutes: Minutes } }
why: The telephone counts by desk; who sits there is nobody’s business here.`,
  )}`

export const sourcesOfProduct = ({ has }: Story): string =>
  `# What the product, its servers and the help desk say.\n${documents(
    `
kind: source
name: product-usage
title: Product usage
owner: product
feeds: How many sites plan repairs with us, and how many repairs.
file: product-usage.csv
zone: Europe/Berlin
types: { Users: integer, Work orders: integer }
account: { domain: Account }
events:
  - { name: use_counted, at: Day, props: { users: Users, work_orders: Work orders } }
why: A row a site and month. We count repairs that were planned, not log-ins.`,
    `
kind: source
name: releases
title: Releases
owner: product
feeds: What was really shipped.
file: releases.csv
zone: Europe/Berlin
key: Version
events:
  - { name: release_shipped, at: Day, props: { version: Version, what: What, kind: Kind } }
why: What is in no release is not shipped, whatever the slides say.`,
    `
kind: source
name: help-desk
title: Help desk
owner: customer-success
feeds: First reply time, reopened tickets, bugs.
file: help-desk-tickets.csv
delimiter: ";"
zone: Europe/Berlin
dates: dd/mm/yyyy
types: { First reply (min): integer, Reopened: boolean }
key: Ticket
person: { email: Requester }
account: { domain: Requester }
events:
  - name: ticket_created
    at: Created
    props: { topic: Topic, first_reply_minutes: First reply (min), reopened: Reopened }
  - { name: ticket_solved, at: Solved, optional: true }
why: Who waits for an answer waits with a machine that stands still.`,
    `
kind: source
name: it-tickets
title: IT tickets
owner: it
feeds: How long colleagues wait for IT.
file: it-tickets.csv
zone: Europe/Berlin
types: { Hours to solve: number, Reopened: boolean }
key: Ticket
events:
  - { name: it_ticket_opened, at: Opened, props: { about: About, hours: Hours to solve, reopened: Reopened } }
why: A colleague without a laptop answers no customer.`,
    `
kind: source
name: site-status
title: Site monitoring
owner: it
feeds: Uptime.
file: site-status.csv
zone: Europe/Berlin
types: { Minutes: integer, Minutes up: integer }
key: Day
events:
  - { name: site_checked, at: Day, props: { minutes: Minutes, up: Minutes up } }
${when(has('source-gone-quiet'), 'expects: { everyDays: 3 }')}
why: It tries a log-in every minute, from outside.`,
  )}`

export const sourcesOfOffice = (): string =>
  `# Billing, the personnel office, and what people say of their goals.\n${documents(
    `
kind: source
name: invoices
title: Invoices
owner: finance
feeds: Cash collected, days to pay, disputes.
file: billing-invoices.csv
zone: Europe/Berlin
types: { Days: integer, Disputed: boolean }
key: Invoice
account: { domain: Account }
events:
  - name: invoice_issued
    at: Issued
    props: { disputed: Disputed, amount: { column: Amount, type: money, currency: EUR } }
  - name: invoice_paid
    at: Paid
    optional: true
    props: { days: Days, amount: { column: Amount, type: money, currency: EUR } }
why: What is paid counts on the day it is on the account.`,
    `
kind: source
name: cancellations
title: Cancellations
owner: finance
feeds: Churned MRR.
file: billing-cancellations.csv
zone: Europe/Berlin
account: { domain: Account }
events:
  - name: subscription_cancelled
    at: Ends on
    props: { reason: Reason, mrr: { column: MRR, type: money, currency: EUR } }
why: It counts when it ends, not when they told us; until then they pay and may stay.`,
    `
kind: source
name: staff
title: Personnel office
owner: people
feeds: Desks that are filled, and how long a place stands empty.
file: staff.csv
zone: Europe/Berlin
types: { People: integer, Days open: integer, Stayed: boolean }
events:
  - { name: headcount_taken, at: Day, when: { What: headcount }, props: { team: Team, people: People } }
  - name: person_hired
    at: Day
    when: { What: hire }
    props: { team: Team, days_open: Days open, stayed: Stayed }
why: Numbers of places, never of persons.`,
    `
kind: source
name: check-ins
title: Check-ins
owner: leadership
feeds: What people say of their goals on Mondays.
file: check-ins.csv
zone: Europe/Berlin
types: { Value: number, Confidence: number }
key: Number
events:
  - name: check_in
    at: Said
    props:
      goal: Goal
      result: Result
      value: Value
      source: Source
      confidence: Confidence
      health: Health
      note: Note
      blockers: Blockers
      by: By
why: Said before the meeting, so that the meeting can be about what to do.`,
  )}`
