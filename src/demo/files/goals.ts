import type { FaultId } from '../faults.ts'
import { type Aim, levelAim, sumAim, yearAim } from './aims.ts'
import { documents, type Story, when } from './story.ts'

/** Where the company wants to be, the year and its quarters, and what the teams promise each other. */

export const vision = ({ hoped }: Story): string => {
  const monthly = (weekly: number) => Math.round((weekly * 4.35) / 1000) * 1000
  return `kind: vision
name: no-plant-stands-still
title: No plant stands still
owner: leadership
binds: [marketing, sales, product, it, finance, customer-success, people]
statement: Every factory in Europe knows on Friday what would break on Monday, and has planned it away.
horizon: 2028-12-31
outcomes:
  - { metric: net-new-mrr, to: ${monthly(hoped.newMrr[78]! * 1.8)}, why: It pays for the next plant we can help. }
  - { metric: churned-mrr, to: ${monthly(hoped.churnedMrr[78]! * 0.6)}, why: Who stays has fewer stops. }
  - { metric: work-orders-per-account, to: 40, why: A repair that is planned is a stop that does not happen. }
priorities:
  - { title: Large sites first, success: A site with 50 machines has an answer from us within three hours. }
  - { title: Use before features, success: Every site plans one more repair a week with us. }
  - { title: Nobody waits, success: The help desk answers while the machine is still warm. }
notDoing:
  - A product for hospitals, though two have asked.
  - Offices outside of Europe.
why: Five good reports on Monday mornings, and a company that stood still. We want one picture.
signed: [leadership, marketing, sales, product, it, finance, customer-success, people]
`
}

export const cycles = (): string =>
  documents(
    `
kind: cycle
name: year-2026
title: The year 2026
owner: leadership
period: 2026
why: Company goals are for a year; what a team can promise is a quarter.`,
    `
kind: cycle
name: q3-2026
title: Third quarter of 2026
owner: leadership
period: 2026-Q3
parent: year-2026
checkIn: { every: week, on: monday, at: "09:00" }
notDoing: [A new look for the website, Trade fairs outside of Germany]
why: Short enough to remember, long enough to see whether it worked.`,
  )

/** What people said of a goal on Mondays, besides what its numbers say. */
export type Spoken = {
  goal: string
  owner: string
  aims: readonly Aim[]
  /** Reported on track whatever the numbers say, under this fault. */
  rosy?: FaultId
  /** Numbers by hand: the result, and what was said of it on which Monday. */
  byHand?: readonly { result: string; said: (monday: string) => number | undefined; source: string }[]
  note: string
  trouble: string
}

export type Goals = ReturnType<typeof goalsOf>

/** Every goal with its numbers, told once for the files and for the check-ins. */
export function goalsOf(story: Story) {
  const { has } = story
  return {
    newMrrOfYear: yearAim(story, plan => plan.newMrr),
    churnOfYear: yearAim(story, plan => plan.churnedMrr),
    newMrr: sumAim(story, plan => plan.newMrr),
    sqlsFromEmail: sumAim(story, plan => plan.sqls['E-mail']),
    demoRequests: sumAim(story, plan => plan.demoRequests),
    fromInfluencer: sumAim(story, plan => plan.customers.Influencer),
    response: levelAim(story, plan => plan.responseHours),
    firstReply: levelAim(story, plan => plan.firstReply),
    workOrders: levelAim(story, plan => plan.workOrders),
    solveTime: levelAim(story, plan => plan.itSolveHours),
    daysToPay: levelAim(story, plan => plan.daysToPay),
    hires: {
      from: 6,
      to: 24,
      on: () => ({ progress: 0.02, expected: 0.5 }),
    } satisfies Aim,
    has,
  }
}

export function spoken({ has }: Story, aims: Goals): Spoken[] {
  const shared = !has('team-no-goal-reaches')
  const all: (Spoken | false)[] = [
    {
      goal: 'grow-with-the-right-customers',
      owner: 'Leadership',
      aims: [aims.newMrrOfYear],
      note: 'Large sites lead, as planned.',
      trouble: 'More of everything comes in at the top. Less of it signs.',
    },
    {
      goal: 'customers-who-stay',
      owner: 'Leadership',
      aims: [aims.churnOfYear],
      note: 'Fewer cancellations than in any year before.',
      trouble: 'The reasons are all over the place.',
    },
    {
      goal: 'more-of-the-right-leads',
      owner: 'Sales',
      aims: [aims.newMrr],
      note: 'Acceptance holds, and the pipeline grows with it.',
      trouble: 'Marketing hands over more than ever. We cannot use most of it.',
    },
    {
      goal: 'offline-mode-launch',
      owner: 'Product',
      aims: [],
      rosy: 'promise-not-shipped',
      byHand: has('promise-not-shipped')
        ? []
        : [
            {
              result: 'We know how many sites use it offline',
              said: monday => (monday >= '2026-08-10' ? 0.31 : undefined),
              source: 'Count in the product, August',
            },
          ],
      note: has('promise-not-shipped')
        ? 'Nearly there, a few edge cases.'
        : 'It is out, and two of three who tried it kept it on.',
      trouble: '',
    },
    {
      goal: 'no-customer-waits',
      owner: 'Customer Success',
      aims: [aims.firstReply],
      note: 'Two minutes less than last week, and nothing came back.',
      trouble: 'Two places on the help desk are still empty.',
    },
    {
      goal: 'letters-that-lead-to-talks',
      owner: 'E-mail',
      aims: [aims.sqlsFromEmail],
      note: 'The letter about halved stops works best.',
      trouble: 'Opens are at a record. Sales says the talks are not.',
    },
    {
      goal: 'a-site-that-sells',
      owner: 'Website',
      aims: [aims.demoRequests],
      note: 'The form opens on the plant floor now.',
      trouble: 'The site has never been faster. Requests stay where they are.',
    },
    {
      goal: 'known-in-every-plant',
      owner: 'Marketing',
      aims: [aims.fromInfluencer],
      note: 'Maintenance managers write under her videos, and to us.',
      trouble: 'Reach is wonderful. We are still waiting for the first who signs.',
    },
    {
      goal: 'answer-first-who-fits',
      owner: 'Sales',
      aims: [aims.response],
      note: 'Large sites go to the top of the list, every hour.',
      trouble: 'The list is long, and we work it from the top.',
    },
    {
      goal: 'used-every-week',
      owner: 'Product',
      aims: [aims.workOrders],
      rosy: 'on-track-but-flat',
      note: has('on-track-but-flat')
        ? 'Good feedback on the new checklists.'
        : 'Checklists brought one more repair a week.',
      trouble: '',
    },
    {
      goal: 'chairs-filled',
      owner: 'People',
      aims: has('out-of-reach') ? [aims.hires] : [],
      note: 'One hire every second week, and the places do not stand empty for long.',
      trouble: 'We see three good people a month. Twenty-four will not come.',
    },
    shared && {
      goal: 'tools-that-work-at-six',
      owner: 'IT',
      aims: [aims.solveTime],
      note: 'Help desk first: their tickets are solved within the shift.',
      trouble: 'Half of the tickets wait for one supplier.',
    },
    shared && {
      goal: 'invoices-nobody-argues-about',
      owner: 'Finance',
      aims: [aims.daysToPay],
      note: 'One page, one price, one date. They pay it.',
      trouble: 'Old contracts have prices that nobody can find.',
    },
    has('goal-without-parent') && {
      goal: 'most-read-stories',
      owner: 'Website',
      aims: [],
      note: 'People stay on the page for two minutes.',
      trouble: '',
    },
    has('goal-on-activity-only') && {
      goal: 'twice-the-calls',
      owner: 'Sales',
      aims: [],
      note: 'Each desk is ahead of its list.',
      trouble: '',
    },
    ...(has('too-many-priorities') ? PRIORITIES : []).map(([goal, , note]) => ({
      goal,
      owner: 'Product',
      aims: [],
      note,
      trouble: '',
    })),
  ]
  return all.filter(each => each !== false)
}

/** What else product has promised for the quarter, where it has promised too much. */
export const PRIORITIES = [
  ['photos-in-every-checklist', 'Photos in every checklist', 'Two teams are on it.'],
  ['a-plan-in-six-languages', 'A plan in six languages', 'Translators are booked.'],
  ['one-log-in-for-all-plants', 'One log-in for all plants', 'Waiting for the concept.'],
  ['reports-that-managers-read', 'Reports that managers read', 'First screens look good.'],
  ['spare-parts-from-three-suppliers', 'Spare parts from three suppliers', 'One of three has answered.'],
] as const

export const dependsOnEachOther = (has: Story['has']): string =>
  when(
    has('circular-support'),
    `dependencies:
  - { on: customer-success, for: A summary of what sites ask about working offline, goal: no-customer-waits }
`,
  )
