import { chanceFor } from '../chance.ts'
import type { Table } from '../csv.ts'
import { domainOf } from '../sites.ts'
import {
  DAY,
  dayFirst,
  dayWritten,
  END,
  type Minute,
  officeTime,
  startOf,
  WEEK,
  WEEKS,
  weekOf,
  written,
} from '../weeks.ts'
import { marked, spread, whole } from '../wobble.ts'
import type { World } from '../world.ts'

/** What the help desk and IT export: tickets of customers, tickets of colleagues, and how the site stood each day. */

export function helpDesk({ plan, accounts, seed }: World): Table {
  const chance = chanceFor(seed, 'help desk')
  const reopened = whole(plan.tickets.map((count, week) => count * plan.reopenedRate[week]!))
  const faulty = whole(plan.tickets.map((count, week) => count * plan.bugShare[week]!))
  function* rows() {
    let number = 20_001
    for (let week = 0; week < WEEKS; week++) {
      const count = plan.tickets[week]!
      const moments = Array.from({ length: count }, () => officeTime(week, chance.next)).sort((a, b) => a - b)
      const [again, bug] = [marked(chance, count, reopened[week]!), marked(chance, count, faulty[week]!)]
      const waited = spread(chance, count)
      const payers = accounts.filter(({ since, until }) => since < week * WEEK && until > week * WEEK)
      for (const [index, at] of moments.entries()) {
        const minutes = Math.round(plan.firstReply[week]! * (0.4 + 1.2 * waited[index]!))
        const solved = at + minutes + chance.between(20, 2 * DAY)
        const requester = `help@${domainOf(chance.pick(payers).site)}`
        const topic = bug.has(index) ? 'Bug' : chance.pick(TOPICS)
        yield [
          `#${number++}`,
          requester,
          topic,
          dayFirst(at),
          minutes,
          solved < END ? dayFirst(solved) : '',
          again.has(index) ? 'yes' : 'no',
        ]
      }
    }
  }
  return {
    header: ['Ticket', 'Requester', 'Topic', 'Created', 'First reply (min)', 'Solved', 'Reopened'],
    rows: rows(),
    delimiter: ';',
  }
}

export function itTickets({ plan, seed }: World): Table {
  const chance = chanceFor(seed, 'it tickets')
  const counts = plan.itSolveHours.map((_, week) =>
    week === 0 ? 2 : week === WEEKS - 1 ? 5 : 22 + chance.between(-2, 2),
  )
  const reopened = whole(counts.map((count, week) => count * plan.itReopenedRate[week]!))
  function* rows() {
    let number = 5001
    for (let week = 0; week < WEEKS; week++) {
      const moments = Array.from({ length: counts[week]! }, () => officeTime(week, chance.next)).sort((a, b) => a - b)
      const again = marked(chance, moments.length, reopened[week]!)
      const took = spread(chance, moments.length)
      for (const [index, at] of moments.entries()) {
        const hours = Math.round(plan.itSolveHours[week]! * (0.5 + took[index]!) * 10) / 10
        yield [`IT-${number++}`, written(at), chance.pick(ASKED), hours, again.has(index) ? 'yes' : 'no']
      }
    }
  }
  return { header: ['Ticket', 'Opened', 'About', 'Hours to solve', 'Reopened'], rows: rows() }
}

/** The evening on which the export of the monitoring stopped, where it did. */
const STOPPED: Minute = startOf('2026-06-15')

export function siteStatus({ plan, seed }: World): Table {
  const chance = chanceFor(seed, 'site')
  const until = plan.has('source-gone-quiet') ? STOPPED : END
  function* rows() {
    for (let at: Minute = 5 * DAY; at < until; at += DAY) {
      const minutes = plan.downMinutes[weekOf(at)]! * (0.4 + 1.2 * chance.next())
      yield [dayWritten(at), 1440, 1440 - Math.floor(minutes + chance.next())]
    }
  }
  return { header: ['Day', 'Minutes', 'Minutes up'], rows: rows() }
}

const TOPICS = ['Shift plan', 'Spare parts', 'Invoices', 'Log-in', 'Import', 'Mobile app']
const ASKED = ['Laptop', 'Access', 'Telephone', 'Printer', 'Software']
