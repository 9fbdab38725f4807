/**
 * One declaration of each kind, all of one small company, for the page of kinds. They are checked together, as the files of
 * a company are, so a field that is renamed without them fails a test.
 */
export const examples: Readonly<Record<string, string>> = {
  company: `
kind: company
name: acme
title: Acme
zone: Europe/Berlin        # days and weeks begin and end on its clocks
currency: EUR
fiscalStart: 4             # the fiscal year begins in April
`,
  team: `
kind: team
name: marketing
title: Marketing
---
kind: team
name: sales
`,
  source: `
kind: source
name: crm
owner: sales
file: "*contacts*.csv"
zone: Europe/Berlin
key: Contact ID
person: { user: Contact ID, email: Email }
traits: { plan: Plan }
events:
  - each: { Became MQL: mql, Became SQL: sql }     # an event for each date that is there
    props: { origin: Original Source }
  - name: deal_won
    at: Closed
    when: { Stage: Won }
    optional: true                                 # rows without that date have no such event
    props: { amount: { column: Amount, type: money, currency: EUR } }
expects: { required: [origin], everyDays: 7 }
why: The CRM is where both teams write down what happened.
---
kind: source
name: website
owner: marketing
collects: true             # trackers send its events by themselves, with a key from “plumbline source key website”
events:                    # which ones, so that everybody sees what rests on it
  - name: page_viewed
  - name: demo_requested
expects: { everyDays: 1 }
keeps: 25 months
why: What visitors do shows first what a campaign is worth.
`,
  'tracking-plan': `
kind: tracking-plan
name: website
owner: marketing
binds: [sales]             # whoever counts these events signs what is in them
sources: [website, app-*]
events:
  page_viewed:
    props: { page: { type: text, required: true } }
  demo_requested:
    means: Somebody has sent the form, and it was accepted.
    props:
      seats: integer       # a word alone is the type
      plan: { oneOf: [starter, team] }
      email: { type: text, required: true, personal: true }
violations: quarantine     # or report: such events count, and a finding says how many there are
why: A form that lost its field went unseen for a month.
`,
  identity: `
kind: identity
name: identity
owner: marketing
binds: [sales]
order: [user, hubspot, ids, email, phone, anonymous]   # the most trusted first
limits: { user: 1, email: 5, "*": 200 }                # of a kind, in one person
blocked:
  - { kind: email, value: "info@*" }                   # an inbox that many read
  - { kind: anonymous, value: kiosk-berlin }
why: Two customers who share an inbox were one person, and one of them was called about the other's ticket.
`,
  ruling: `
kind: ruling
name: two-people-one-tablet
owner: sales
binds: [marketing]
apart: [n1204, n1377]      # codes of two ids, as “plumbline identity show” gives them
why: Both sign in on the tablet in the shop. Marketing has met both.
`,
  term: `
kind: term
name: lead
owner: marketing
means: Somebody who has asked us something and left an address.
not: A visitor, or an address we bought.
synonyms: [inquiry]
why: The word stood for four things in three meetings.
`,
  stage: `
kind: stage
name: mql
title: MQL
order: 1
owner: marketing
binds: [sales]
means: A lead whom marketing thinks worth a call.
enters:
  any:
    - demo_requested
    - { event: page_viewed, where: { page: /pricing }, times: 3, within: 7 days }
exits: Sales has accepted or returned the lead.
why: Sales and marketing counted different people.
---
kind: stage
name: sql
order: 2
owner: sales
enters: { all: [{ stage: mql }, call_held] }
`,
  channel: `
kind: channel
name: channels
owner: marketing
rules:
  - channel: Paid search
    when: { medium: { in: [cpc, ppc] } }
  - channel: Organic search
    when: { medium: organic }
  - channel: Paid social
    when: { fbclid: { exists: true } }
otherwise: Other
why: Reports of three tools put the same visit into three channels.
`,
  metric: `
kind: metric
name: new-revenue
title: New revenue
owner: sales
class: outcome             # what the company is after
unit: EUR
direction: up
grain: month
measure: { sum: amount }
of: deal_won
target: 120000
---
kind: metric
name: mqls
title: MQLs
owner: marketing
binds: [sales]
class: output
unit: people
direction: up
measure: people
of: { stage: mql }
drives:
  - { metric: new-revenue, lag: 30 days, why: A third of what we win began as an MQL a month before. }
counter: mql-acceptance    # what must not get worse while this one grows
---
kind: metric
name: mql-acceptance
owner: sales
class: guardrail
unit: "%"
direction: up
conversion: { from: { stage: mql }, to: { stage: sql }, within: 14 days }
`,
  funnel: `
kind: funnel
name: pipeline
owner: sales
binds: [marketing]
steps:
  - mql                    # a word alone names a stage
  - sql
  - { event: deal_won, title: won }
within: 90 days
by: [origin]
cohort: month
`,
  vision: `
kind: vision
name: every-harbour
owner: sales
binds: [marketing]         # the other teams; each of them signs
statement: Every harbour in Europe sells its free berths with us.
horizon: 2029-12-31
outcomes:
  - { metric: new-revenue, to: 300000, by: 2028-12-31, why: It pays for those who look after the boats. }
priorities:
  - { title: Large harbours, success: Ten harbours with more than 500 berths are customers. }
notDoing: [a second product]
why: Each team had an aim of its own, and none knew what the others left for it.
`,
  cycle: `
kind: cycle
name: winter
title: Winter 2026
owner: sales
period: 2026-Q1            # or a year, or { from: 2026-01-05, to: 2026-03-30 }
checkIn: { every: 2 weeks, on: tuesday, at: "10:00" }
notDoing: [the trade fair in March]
`,
  goal: `
kind: goal
name: more-of-the-right-leads
title: More of the right leads
owner: sales
level: cross-team
cycle: 2026-Q1
contributors:
  - { team: marketing, with: leads that sales wants to call, metric: mqls }
dependencies:
  - { on: marketing, for: a form that asks for the size, by: 2026-01-31 }
results:
  - { name: Sales takes six MQLs of ten, metric: mql-acceptance, from: 0.45, to: 0.6, weight: 2 }
  - { name: Half a million of new revenue, metric: new-revenue, from: 360000, to: 500000, kind: aspirational }
  - { name: MQLs stay between 200 and 300 a week, metric: mqls, keep: [200, 300] }
  - { name: Both teams have signed what an MQL is, done: It is in force, by: 2026-02-15 }
  - { name: We know how many come again, establish: true, unit: "%" }
why: Both teams made their numbers last quarter, and revenue fell.
`,
  annotation: `
kind: annotation
name: prices-rose
title: Prices rose
owner: sales
on: 2026-02-01
text: New customers pay a tenth more from here on.
about: [metric/new-revenue]
`,
  scorecard: `
kind: scorecard
name: growth
owner: sales
binds: [marketing]
grain: month
sections:
  - outcome: new-revenue
    lines:
      - { metric: mqls, target: 240 }
      - { metric: mql-acceptance, target: [0.5, 0.7], operator: between }
`,
  suppression: `
kind: suppression
name: mqls-before-the-fair
owner: marketing
rule: counter-worsening
object: metric/mqls
reason: The fair brings many small companies once a year; sales knows and sorts them out.
until: 2026-03-31
`,
  rule: `
kind: rule
name: stage-most-skip
owner: marketing
why: Whoever comes from a partner was called before; a stage is only in question when most others skip it too.
severity: info
thresholds: { share: 0.7 }
`,
}
