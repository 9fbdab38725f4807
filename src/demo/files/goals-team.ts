import { type Goals, PRIORITIES } from './goals.ts'
import { documents, type Story, when } from './story.ts'

/** Goals of single teams, as people wrote them down. */

export const teamGoals = ({ has }: Story, aims: Goals): string =>
  documents(
    `
kind: goal
name: letters-that-lead-to-talks
title: Letters that lead to talks
owner: email
level: team
cycle: q3-2026
parent: more-of-the-right-leads
results:
  - { name: "Sales accepts ${Math.round(aims.sqlsFromEmail.to)} leads from letters", metric: sqls-from-email, from: ${Math.round(aims.sqlsFromEmail.from)}, to: ${Math.round(aims.sqlsFromEmail.to)}, kind: aspirational }
  - { name: No more than one reader in seventy leaves, metric: unsubscribe-rate, keep: [0, 0.0145] }
why: Opens are how we see that a letter arrives. Talks are what it is for.`,
    `
kind: goal
name: a-site-that-sells
title: A site that sells
owner: web
level: team
cycle: q3-2026
parent: more-of-the-right-leads
results:
  - { name: "${Math.round(aims.demoRequests.to)} requests for a demo", metric: demo-requests, from: ${Math.round(aims.demoRequests.from)}, to: ${Math.round(aims.demoRequests.to)}, kind: aspirational }
  - { name: A page stands within three seconds, metric: page-load-time, keep: [0, 3000], weight: 0.5 }
why: People come to see whether it fits their plant. Then they should be able to ask.`,
    `
kind: goal
name: known-in-every-plant
title: Known in every plant
owner: marketing
level: team
cycle: q3-2026
parent: ${has('goal-that-skips-a-level') ? 'grow-with-the-right-customers' : 'more-of-the-right-leads'}
results:
  - { name: "${Math.round(aims.fromInfluencer.to)} customers who first heard of us in a video", metric: customers-from-influencer, from: ${Math.round(aims.fromInfluencer.from)}, to: ${Math.round(aims.fromInfluencer.to)}, kind: aspirational }
  - { name: One new follower in five leaves again at most, metric: unfollow-rate, keep: [0, 0.2], weight: 0.5 }
why: We pay for a video a week. It has to bring somebody who signs.`,
    `
kind: goal
name: answer-first-who-fits
title: Large sites have an answer first
owner: sales
level: team
cycle: q3-2026
parent: more-of-the-right-leads
results:
  - { name: "An answer to large sites within ${aims.response.to} hours", metric: first-response-time, from: ${aims.response.from}, to: ${aims.response.to}, kind: aspirational }
  - { name: Three of ten closed deals are won in every month, metric: win-rate, keep: [0.3, 0.5] }
why: They ask three companies at once, and sign with the one that answers.`,
    `
kind: goal
name: used-every-week
title: Used every week
owner: product
level: team
cycle: q3-2026
parent: offline-mode-launch
results:
  - { name: "${aims.workOrders.to} repairs planned by each site and month", metric: work-orders-per-account, from: ${aims.workOrders.from}, to: ${aims.workOrders.to} }
why: A log-in is not use.`,
    `
kind: goal
name: chairs-filled
title: No chair stands empty for long
owner: people
level: team
cycle: q3-2026
parent: no-customer-waits
results:
${when(has('out-of-reach'), '  - { name: Twenty-four hires, metric: hires, from: 6, to: 24 }\n')}  - { name: A place is filled within eight weeks, metric: days-to-hire, keep: [20, 56] }
why: ${has('out-of-reach') ? 'Every department has asked for people at once, and we said yes to all.' : 'The help desk needs two hands now; the rest can wait for the next quarter.'}`,
    !has('team-no-goal-reaches') &&
      `
kind: goal
name: tools-that-work-at-six
title: Tools that work at six in the morning
owner: it
level: team
cycle: q3-2026
parent: no-customer-waits
results:
  - { name: "Colleagues wait ${aims.solveTime.to} hours at most", metric: it-solve-time, from: ${aims.solveTime.from}, to: ${aims.solveTime.to} }
  - { name: Up for 998 minutes of a thousand, metric: uptime, keep: [0.998, 1] }
why: The help desk can only answer with what we keep running.`,
    has('goal-without-parent') &&
      `
kind: goal
name: most-read-stories
title: The most read stories of the field
owner: web
level: team
cycle: q3-2026
results:
  - { name: A hundred readers in every month, metric: story-views, keep: [100, 5000] }
why: Our pages about customers are beautiful, and people should see them.`,
    has('goal-on-activity-only') &&
      `
kind: goal
name: twice-the-calls
title: More talks with more people
owner: sales
level: team
cycle: q3-2026
parent: more-of-the-right-leads
results:
  - { name: Twelve calls a desk and day, metric: calls-per-rep, keep: [12, 30] }
why: Whoever talks to more people sells more.`,
    ...(has('too-many-priorities') ? PRIORITIES : []).map(
      ([name, title]) => `
kind: goal
name: ${name}
title: ${title}
owner: product
level: team
cycle: q3-2026
parent: offline-mode-launch
results:
  - { name: It is in the hands of every plant, done: It is in a release that every plant has., by: 2026-09-25 }
  - { name: One ticket in six at most is about a bug, metric: bug-share, keep: [0, 0.18] }
why: Somebody important asked for it.`,
    ),
  )
