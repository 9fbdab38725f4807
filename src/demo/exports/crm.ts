import { chanceFor } from '../chance.ts'
import type { Table } from '../csv.ts'
import { mailboxOf } from '../sites.ts'
import { DAY, dayWritten, startOf, WEEK, WEEKS, written } from '../weeks.ts'
import type { World } from '../world.ts'

/** What the CRM exports: a row a contact with a date for each stage, and a row a deal. */

export function contacts({ plan, people, seed }: World): Table {
  const chance = chanceFor(seed, 'origins')
  const since = startOf('2026-05-04')
  const forgotten = () => chance.happens(0.12)
  return {
    header: [
      'Record ID',
      'Email',
      'Machines',
      'Original Source',
      'Web Client',
      'Became a Subscriber',
      'Became a Lead',
      'Became an MQL',
      'First Answer',
      'Answer Hours',
      'Became an SQL',
      'Trial Started',
      'Became a Customer',
    ],
    rows: people.map(person => {
      const isForgotten =
        forgotten() && BY_HAND.includes(person.origin) && person.subscriber >= since && plan.has('origin-not-filled-in')
      return [
        person.id,
        mailboxOf(person.id, person.site),
        person.machines,
        isForgotten ? '' : person.origin,
        person.client,
        written(person.subscriber),
        written(person.lead),
        written(person.mql),
        written(person.answered),
        person.answered === undefined ? '' : person.answerHours,
        written(person.sql),
        written(person.trial),
        written(person.customer),
      ]
    }),
  }
}

export function deals({ people, seed }: World): Table {
  const chance = chanceFor(seed, 'deals')
  const opened = people.filter(({ deal }) => deal !== undefined).sort((a, b) => a.deal!.created - b.deal!.created)
  return {
    header: ['Deal ID', 'Contact ID', 'Machines', 'Stage', 'MRR', 'Created', 'Demo Held', 'Closed', 'Lost Reason'],
    rows: opened.map(({ id, machines, deal }, index) => [
      70_001 + index,
      id,
      machines,
      deal!.stage,
      deal!.stage === 'Open' ? '' : deal!.mrr,
      written(deal!.created),
      written(deal!.demo),
      written(deal!.closed),
      deal!.stage === 'Lost' ? chance.pick(REASONS) : '',
    ]),
  }
}

/** Origins that people type; tools fill in the others. */
const BY_HAND: readonly string[] = ['Organic Search', 'Referral', 'Trade Fair']

/** Calls as the telephone system counts them: a row a desk and day. */
export function calls({ plan, seed }: World): Table {
  const chance = chanceFor(seed, 'calls')
  function* rows() {
    for (let week = 1; week < WEEKS; week++) {
      const desks = desksIn(week)
      for (let day = 0; day < (week === WEEKS - 1 ? 1 : 5); day++)
        for (let desk = 1; desk <= desks; desk++) {
          const made = Math.floor((plan.callsPerRep[week]! / 5) * (0.8 + 0.4 * chance.next()) + chance.next())
          yield [dayWritten(week * WEEK + day * DAY), `Desk ${desk}`, made, Math.round(made * (3 + 3 * chance.next()))]
        }
    }
  }
  return { header: ['Day', 'Desk', 'Calls', 'Minutes'], rows: rows() }
}

/** Sales grew from six desks to ten. */
export const desksIn = (week: number): number => 6 + Math.floor(week / 18)

const REASONS = ['Price', 'No time this year', 'Stays with paper', 'Went with another tool', 'No decision']
