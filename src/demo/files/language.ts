import { documents, type Story } from './story.ts'

/** The words everybody uses: stages, terms, channels, and the way through the stages. */

export const language = ({ has }: Story): string =>
  `# Stages from the first letter to the first invoice. Each has a rule, so that people in it can be counted.\n${documents(
    `
kind: stage
name: subscriber
title: Subscriber
owner: email
binds: [marketing]
order: 1
means: Somebody at a factory who wants to hear from us.
enters: became_subscriber
why: Everything after this needs an address we are allowed to write to.
signed: [email, marketing]`,
    `
kind: stage
name: lead
title: Lead
owner: marketing
order: 2
means: Somebody who has asked for something only a factory asks for, such as the price for a plant.
enters: became_lead
why: It tells people with machines from the many who like to watch machines.`,
    `
kind: stage
name: mql
title: MQL
owner: marketing
binds: [sales]
order: 3
means: A lead with 50 points or more in the CRM, whatever the size of the site.
enters: became_mql
evidence: The score in the CRM on the day it passed 50.
why: ${
      has('definition-not-signed')
        ? 'From here on sales calls. It was 80 points until last winter; marketing made it 50 and told sales afterwards.'
        : 'From here on sales calls, so both teams mean the same people. We set 50 points together and look at it each quarter.'
    }
signed: [${has('definition-not-signed') ? 'marketing' : 'marketing, sales'}]`,
    `
kind: stage
name: sql
title: SQL
owner: sales
binds: [marketing]
order: 4
means: Sales has spoken with them and opened a deal.
enters: became_sql
why: They have the need, the budget and a date. Until then it is a conversation.
signed: [sales, marketing]`,
    `
kind: stage
name: trial
title: Trial
owner: product
binds: [sales]
order: 5
means: They have put their first machine into the product.
enters: trial_started
why: Whoever has seen their own machine in the plan knows what they buy.
signed: [product, sales]`,
    `
kind: stage
name: customer
title: Customer
owner: sales
binds: [finance, customer-success]
order: 6
means: They have signed.
enters: became_customer
why: The first invoice, the welcome call and the quota all begin on this day.
signed: [sales, finance, customer-success]`,
    `
kind: term
name: large-site
title: Large site
owner: sales
binds: [marketing]
means: A factory with 50 machines or more.
not: A company with many factories; each of them is a site of its own.
why: One in four of those who ask is one, and they bring half of what we earn.
signed: [sales, marketing]`,
    `
kind: term
name: mrr
title: MRR
owner: finance
means: Monthly recurring revenue, what a site pays for one month, without tax and without set-up fees.
not: What was invoiced in a month; sites pay by the quarter.
why: Sales says “a deal of 4,800”, finance says “400 a month”, and both are right.`,
    `
kind: term
name: work-order
title: Work order
owner: product
means: One repair that somebody planned in the product, whether it is done yet or not.
why: A log-in is not use. A repair that is planned with us is.`,
  )}`

export const channels =
  (): string => `# Where people came from, for visits (utm) and for contacts in the CRM (origin). The first rule that fits counts.
kind: channel
name: channels
owner: marketing
binds: [sales]
read:
  source: [utm_source, origin]
rules:
  - { channel: Organic search, when: { source: Organic Search } }
  - { channel: Organic search, when: { source: google, medium: organic } }
  - { channel: Paid search, when: { source: Paid Search } }
  - { channel: Paid search, when: { source: google, medium: cpc } }
  - { channel: E-mail, when: { or: [{ source: E-mail }, { medium: email }] } }
  - { channel: Influencer, when: { or: [{ source: Influencer }, { medium: influencer }] } }
  - { channel: Referral, when: { or: [{ source: Referral }, { medium: referral }] } }
  - { channel: Trade fair, when: { or: [{ source: Trade Fair }, { medium: event }] } }
  - { channel: Direct, when: { source: null } }
otherwise: Other
why: So that “came from search” means the same in the report of marketing and in the meeting of sales.
signed: [marketing, sales]
`

export const funnels = (): string =>
  documents(
    `
kind: funnel
name: way-to-customer
title: From subscriber to customer
owner: sales
binds: [marketing, product]
steps: [subscriber, lead, mql, sql, trial, customer]
why: One picture of the whole way, instead of marketing’s upper half and sales’ lower half.
signed: [sales, marketing, product]`,
    `
kind: funnel
name: way-by-origin
title: From lead to customer, by origin
owner: marketing
binds: [sales]
steps: [lead, mql, sql, customer]
by: [trait.origin]
why: Where many begin and few arrive, we talk to the wrong people, however many they are.
signed: [marketing, sales]`,
  )
