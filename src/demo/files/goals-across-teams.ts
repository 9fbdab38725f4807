import { thousands } from './aims.ts'
import { dependsOnEachOther, type Goals } from './goals.ts'
import { documents, type Story, when } from './story.ts'

/** Goals of the company and of several teams, as people wrote them down. */

export const companyGoals = (_story: Story, aims: Goals): string =>
  documents(
    `
kind: goal
name: grow-with-the-right-customers
title: We grow with customers who fit
owner: leadership
level: company
cycle: year-2026
contributors:
  - { team: sales, with: deals with sites that stay, metric: new-mrr }
  - { team: marketing, with: leads that sales wants to call, metric: mqls }
results:
  - { name: "New MRR of ${thousands(aims.newMrrOfYear.to)} EUR in the year", metric: new-mrr, from: ${aims.newMrrOfYear.from}, to: ${aims.newMrrOfYear.to} }
  - { name: Three of ten closed deals are won in every month, metric: win-rate, keep: [0.3, 0.5], weight: 0.5 }
why: Large sites stay for years. We had been growing with whoever came.
signed: [leadership, sales, marketing]`,
    `
kind: goal
name: customers-who-stay
title: Customers stay because they use it
owner: leadership
level: company
cycle: year-2026
contributors:
  - { team: customer-success, with: answers in time, metric: first-reply-time }
  - { team: product, with: a product that is used every week, metric: work-orders-per-account }
results:
  - { name: "No more than ${thousands(aims.churnOfYear.to)} EUR of MRR leaves in the year", metric: churned-mrr, from: ${aims.churnOfYear.from}, to: ${aims.churnOfYear.to} }
  - { name: Sites plan 17 to 40 repairs a month with us, metric: work-orders-per-account, keep: [17, 40], weight: 0.5 }
why: Who plans repairs with us every week does not leave.
signed: [leadership, customer-success, product]`,
  )

export const sharedGoals = ({ has }: Story, aims: Goals): string => {
  const alone = has('team-no-goal-reaches')
  const silent = has('one-sided-promise')
  return documents(
    `
kind: goal
name: more-of-the-right-leads
title: More of the right leads
owner: sales
level: cross-team
cycle: q3-2026
parent: grow-with-the-right-customers
contributors:
  - { team: marketing, with: leads that sales wants to call, metric: mqls }
  - { team: email, with: letters that lead to a talk, metric: sqls-from-email }
${
  has('contribution-without-number')
    ? '  - { team: web, with: support }'
    : '  - { team: web, with: a form for a demo that opens on the plant floor, metric: demo-requests }'
}
results:
  - { name: "${thousands(aims.newMrr.to)} EUR of new MRR in the quarter", metric: new-mrr, from: ${aims.newMrr.from}, to: ${aims.newMrr.to} }
  - { name: Sales accepts five MQLs of ten in every month, metric: mql-acceptance, keep: [0.48, 0.75] }
notDoing: [Lists that somebody else has collected]
why: Both departments made their numbers last year. What they handed each other did not add up.
signed: [sales, marketing, email, web]`,
    `
kind: goal
name: offline-mode-launch
title: Plants plan repairs where there is no reception
owner: product
level: cross-team
cycle: q3-2026
parent: customers-who-stay
contributors:
  - { team: marketing, with: a campaign that says what is there, metric: offline-campaign-spend }
  - { team: customer-success, with: a first answer to whoever tries it, metric: first-reply-time }
${when(!alone, '  - { team: it, with: servers that take what comes back when a plant is online again, metric: uptime }\n')}${dependsOnEachOther(has)}results:
  - name: Offline mode is in every plant
    metric: offline-mode-releases
    done: It is in a release that every plant has.
    by: 2026-07-15
  - name: We know how many sites use it offline
    establish: true
    unit: "%"
    by: 2026-08-15
  - { name: Sites plan 17 to 40 repairs a month with us, metric: work-orders-per-account, keep: [17, 40] }
  - { name: One ticket in six at most is about a bug, metric: bug-share, keep: [0, 0.18] }
why: Marketing has promised it for 15 July, on every poster. Half of all plants have no reception at the machine.
signed: [product, marketing, customer-success${when(!alone, ', it')}]`,
    `
kind: goal
name: no-customer-waits
title: No customer waits with a machine down
owner: customer-success
level: cross-team
cycle: q3-2026
parent: customers-who-stay
contributors:
  - { team: people, with: places on the help desk that do not stand empty, metric: days-to-hire }
${when(!alone, '  - { team: it, with: tools that work when the shift begins, metric: it-solve-time }\n')}dependencies:
  - on: product
    for: A library of answers inside the product
    by: 2026-08-15
    goal: ${has('circular-support') ? 'offline-mode-launch' : 'used-every-week'}
results:
  - { name: "A first reply within ${Math.round(aims.firstReply.to)} minutes", metric: first-reply-time, from: ${aims.firstReply.from}, to: ${aims.firstReply.to} }
  - { name: No more than one ticket in eight comes back, metric: reopened-rate, keep: [0, 0.125] }
why: ${silent ? 'We asked product for the answers in spring, and count on it.' : 'Product agreed to the library in June, because half of our answers are theirs.'}
signed: [customer-success, people${when(!alone, ', it')}${when(!silent, ', product')}]`,
    !alone &&
      `
kind: goal
name: invoices-nobody-argues-about
title: Invoices nobody argues about
owner: finance
level: cross-team
cycle: q3-2026
parent: customers-who-stay
contributors:
  - { team: customer-success, with: an answer to questions about invoices on the same day, metric: first-reply-time }
results:
  - { name: "Paid after ${aims.daysToPay.to} days", metric: days-to-pay, from: ${aims.daysToPay.from}, to: ${aims.daysToPay.to} }
  - { name: No more than one invoice in twelve is disputed, metric: dispute-rate, keep: [0, 0.085] }
why: Who argues about an invoice begins to look around.
signed: [finance, customer-success]`,
  )
}
