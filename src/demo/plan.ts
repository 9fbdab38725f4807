import { chanceFor } from './chance.ts'
import type { FaultId } from './faults.ts'
import { LAST_WHOLE, TURN } from './weeks.ts'
import {
  along,
  amounts,
  type Course,
  growing,
  levels,
  quietAtChristmas,
  type Weekly,
  whole,
  wobbled,
} from './wobble.ts'

/**
 * How the company really works, week by week: who comes, who fits, what sales and support do, and what follows from it after
 * which time. The exports only spell it out in rows.
 */

export const CHANNELS = ['Organic Search', 'Paid Search', 'E-mail', 'Referral', 'Trade Fair', 'Influencer'] as const
export type Channel = (typeof CHANNELS)[number]

export type ByChannel = Readonly<Record<Channel, Weekly>>

export type Plan = {
  has(fault: FaultId): boolean
  /** 1 for the company of 22,000 people. */
  scale: number
  subscribers: ByChannel
  leads: ByChannel
  mqls: ByChannel
  sqls: ByChannel
  customers: ByChannel
  lost: Weekly
  /** EUR a month signed in the week. */
  newMrr: Weekly
  churnedMrr: Weekly
  openRate: Weekly
  unsubscribeRate: Weekly
  loadMs: Weekly
  errorRate: Weekly
  landingVisits: Weekly
  demoRequests: Weekly
  adClicks: Weekly
  costPerClick: Weekly
  followers: Weekly
  unfollowRate: Weekly
  callsPerRep: Weekly
  /** Hours until a large site that became an MQL has an answer. */
  responseHours: Weekly
  /** Minutes until the help desk writes back. */
  firstReply: Weekly
  reopenedRate: Weekly
  tickets: Weekly
  workOrders: Weekly
  itSolveHours: Weekly
  itReopenedRate: Weekly
  daysToPay: Weekly
  disputeRate: Weekly
  daysToHire: Weekly
  bugShare: Weekly
  downMinutes: Weekly
}

/** What follows from what, as it is in the made-up data; `effect` is what one unit more of the driver does. */
export const DRIVERS = {
  mqlsToSqls: 1,
  sqlsToCustomers: 5,
  responseToCustomers: 3,
  /** Share of wins lost with each hour that large sites wait longer than three. */
  lostPerHour: 0.05,
  firstReplyToChurn: 8,
  mrrPerCustomer: 400,
  leadShare: 0.45,
  mqlShare: 0.5,
} as const

const BASE: Readonly<Record<Channel, number>> = {
  'Organic Search': 66,
  'Paid Search': 30,
  'E-mail': 33,
  Referral: 20,
  'Trade Fair': 16,
  Influencer: 0,
}

export function planOf(seed: number, has: Plan['has'], people: number): Plan {
  const scale = people / 22_000
  const noisy = (use: string, course: Course, amplitude: number) =>
    wobbled(chanceFor(seed, `plan ${use}`), course, amplitude)
  const grown = growing(0.012)
  /** Grows until the turn, and then stands still. */
  const held: Course = week => (week < TURN ? grown(week) : grown(TURN) * (1 - 0.0006 * (week - TURN)))
  const influenced = has('followers-who-never-buy') ? along(8, 95, TURN, LAST_WHOLE) : along(8, 46, TURN, LAST_WHOLE)
  const comes = (channel: Channel): Course => {
    if (channel === 'Influencer') return week => (week < TURN ? 0 : scale * influenced(week))
    const searched = channel === 'Organic Search' || channel === 'Paid Search'
    const course = searched && has('speed-nobody-buys-for') ? held : grown
    return week => scale * BASE[channel] * course(week)
  }
  const each = (course: (channel: Channel) => Course): Record<Channel, Course> =>
    Object.fromEntries(CHANNELS.map(channel => [channel, course(channel)])) as Record<Channel, Course>

  const fitting = each(channel => noisy(channel, quietAtChristmas(comes(channel)), 0.03))
  const crowd = has('opens-of-the-wrong-audience') ? along(1, 1.6, TURN, LAST_WHOLE) : () => 1
  const subscribers = each(channel => week => fitting[channel](week) * (channel === 'E-mail' ? crowd(week) : 1))
  const leads = each(channel => week => DRIVERS.leadShare * subscribers[channel](week))
  const mqls = each(channel => week => DRIVERS.mqlShare * later(leads[channel], 2)(week))
  const accepted = along(0.5, 0.58)
  const sqls = each(channel => week => {
    const worthCalling = later(mqls[channel], DRIVERS.mqlsToSqls)(week)
    if (channel === 'Influencer' && has('followers-who-never-buy')) return 0.04 * worthCalling
    if (channel !== 'E-mail' || !has('opens-of-the-wrong-audience') || week < TURN) return accepted(week) * worthCalling
    return accepted(TURN) * DRIVERS.leadShare * DRIVERS.mqlShare * scale * BASE['E-mail'] * held(week) * 0.97
  })
  const responseHours = noisy(
    'response',
    has('slow-where-it-hurts') ? week => along(3.2, 3)(week) + along(0, 8.5, TURN, LAST_WHOLE)(week) : along(3.4, 2.4),
    0.02,
  )
  const win: Course = week =>
    along(0.33, 0.37)(week) *
    (1 - DRIVERS.lostPerHour * Math.max(0, responseHours(Math.max(0, week - DRIVERS.responseToCustomers)) - 3.4))
  const customers = each(channel => week => {
    if (channel === 'Influencer' && has('followers-who-never-buy')) return 0
    return win(week) * later(sqls[channel], DRIVERS.sqlsToCustomers)(week)
  })
  const won: Course = week => CHANNELS.reduce((sum, channel) => sum + customers[channel](week), 0)
  const firstReply = noisy('first reply', along(210, 120), 0.02)
  const reached = (course: Record<Channel, Course>): ByChannel =>
    Object.fromEntries(CHANNELS.map(channel => [channel, whole(amounts(course[channel]))])) as Record<Channel, Weekly>

  return {
    has,
    scale,
    subscribers: reached(subscribers),
    leads: reached(leads),
    mqls: reached(mqls),
    sqls: reached(sqls),
    customers: reached(customers),
    lost: whole(amounts(week => won(week) * (1 / along(0.36, 0.4)(week) - 1))),
    newMrr: amounts(noisy('mrr', week => DRIVERS.mrrPerCustomer * won(week), 0.01)),
    churnedMrr: amounts(
      noisy(
        'churn',
        week => scale * (1500 - 6.2 * (210 - firstReply(Math.max(0, week - DRIVERS.firstReplyToChurn)))),
        0.02,
      ),
    ),
    openRate: levels(
      noisy(
        'opens',
        has('opens-of-the-wrong-audience')
          ? week => along(0.235, 0.25, 1, TURN)(week) + along(0, 0.17, TURN)(week)
          : along(0.235, 0.33),
        0.015,
      ),
    ),
    unsubscribeRate: levels(
      noisy(
        'unsubscribes',
        has('opens-of-the-wrong-audience') ? week => 0.011 + along(0, 0.024, TURN)(week) : along(0.0125, 0.009),
        0.02,
      ),
    ),
    loadMs: levels(noisy('load', has('speed-nobody-buys-for') ? along(3400, 1600, TURN) : along(3400, 2500), 0.015)),
    errorRate: levels(noisy('errorRate', along(0.022, 0.016), 0.03)),
    landingVisits: whole(amounts(noisy('landing', week => scale * 62 * grown(week), 0.02))),
    demoRequests: whole(
      amounts(
        noisy(
          'demos',
          quietAtChristmas(week => scale * 24 * (has('speed-nobody-buys-for') ? held : grown)(week)),
          0.03,
        ),
      ),
    ),
    adClicks: amounts(noisy('clicks', week => scale * 900 * grown(week), 0.02)),
    costPerClick: levels(noisy('clicks cost', along(1.9, 1.7), 0.01)),
    followers: whole(
      amounts(
        noisy(
          'followers',
          week =>
            scale *
            (along(110, 130)(week) +
              (week < TURN ? 0 : has('followers-who-never-buy') ? 40 + 22 * (week - TURN) : 20 + 5 * (week - TURN))),
          0.03,
        ),
      ),
    ),
    unfollowRate: levels(noisy('unfollowRate', along(0.16, 0.13), 0.03)),
    callsPerRep: levels(
      noisy('calls', has('slow-where-it-hurts') ? week => 41 + along(0, 40, TURN)(week) : along(40, 46), 0.015),
    ),
    responseHours: levels(responseHours),
    firstReply: levels(firstReply),
    reopenedRate: levels(noisy('reopenedRate', along(0.115, 0.09), 0.03)),
    tickets: whole(
      amounts(
        noisy(
          'tickets',
          quietAtChristmas(week => scale * along(82, 96)(week)),
          0.03,
        ),
      ),
    ),
    workOrders: levels(
      noisy('work orders', has('on-track-but-flat') ? along(15, 19.4, 1, TURN) : along(15, 24), 0.004),
    ),
    itSolveHours: levels(noisy('it', along(26, 15), 0.02)),
    itReopenedRate: levels(noisy('itReopenedRate', along(0.1, 0.08), 0.03)),
    daysToPay: levels(noisy('payments', along(30, 16), 0.01)),
    disputeRate: levels(noisy('disputeRate', along(0.06, 0.045), 0.03)),
    daysToHire: levels(noisy('hiring', along(58, 44), 0.015)),
    bugShare: levels(noisy('bugs', along(0.16, 0.13), 0.03)),
    downMinutes: levels(noisy('down', along(2, 1.1), 0.1)),
  }
}

/** The same course some weeks later; nothing before it began. */
function later(course: Course, weeks: number): Course {
  return week => (week - weeks < 0 ? 0 : course(week - weeks))
}
