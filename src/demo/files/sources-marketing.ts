import { documents, type Story, when } from './story.ts'

/** What the tools of marketing export, and what its rows mean. */

export const sourcesOfMarketing = ({ has }: Story): string =>
  `# The files that the tools of marketing export every night, and what each row means. They lie in data/.\n${documents(
    `
kind: source
name: crm-contacts
title: CRM contacts
owner: marketing
feeds: The stages from subscriber to customer, and how long large sites wait for an answer.
file: crm-contacts.csv
zone: Europe/Berlin
types: { Machines: integer, Answer Hours: number }
key: Record ID
person: { user: Record ID, email: Email, anonymous: Web Client }
account: { domain: Email }
traits: { origin: Original Source }
events:
  - name: became_subscriber
    at: Became a Subscriber
    props: { origin: Original Source, machines: Machines }
  - name: lead_answered
    at: First Answer
    optional: true
    props: { machines: Machines, hours: Answer Hours }
  - each:
      Became a Lead: became_lead
      Became an MQL: became_mql
      Became an SQL: became_sql
      Trial Started: trial_started
      Became a Customer: became_customer
    props: { origin: Original Source, machines: Machines }
expects: { required: [machines${when(has('origin-not-filled-in'), ', origin')}] }
why: One row a person, one date a stage. The CRM keeps the dates even when somebody is moved back.`,
    `
kind: source
name: email-letters
title: E-mail tool
owner: email
feeds: Opens and unsubscribes of the welcome letter.
file: email-letters.csv
zone: Europe/Berlin
key: [Letter, Contact]
person: { user: Contact }
events:
  - each: { Sent: email_sent, Opened: email_opened, Clicked: email_clicked, Unsubscribed: email_unsubscribed }
    props: { letter: Letter }
why: The tool knows people by their number in the CRM, so opens and deals meet in one person.`,
    `
kind: source
name: social
title: Social media
owner: marketing
feeds: Followers, won and lost.
file: social-days.csv
zone: Europe/Berlin
types: { New followers: integer, Unfollows: integer, Reach: integer }
key: [Day, Network]
events:
  - name: social_counted
    at: Day
    props: { gained: New followers, lost: Unfollows, reach: Reach }
why: The network tells how many, not who.`,
    `
kind: source
name: ads
title: Ads
owner: marketing
feeds: What ads cost and how often they are clicked.
file: ads-spend.csv
zone: Europe/Berlin
types: { Clicks: integer }
key: [Day, Campaign]
events:
  - name: ads_counted
    at: Day
    props: { campaign: Campaign, clicks: Clicks, spend: { column: Spend, type: money, currency: EUR } }
why: By campaign, so that we see what we still pay for.`,
    `
kind: source
name: web-visits
title: Web analytics
owner: web
feeds: Page load time, landing visits, requests for a demo, and where people came from.
file: web-visits.csv
zone: Europe/Berlin
types: { Load ms: integer, Failed: boolean }
person: { anonymous: Client }
events:
  - name: page_viewed
    at: Time
    props: { page: Page, utm_source: Source, utm_medium: Medium, load_ms: Load ms, failed: Failed }
why: Only visitors who agreed are in it. That is fewer, and we want it so.`,
  )}`
