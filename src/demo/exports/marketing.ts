import { chanceFor } from '../chance.ts'
import type { Table } from '../csv.ts'
import type { Contact } from '../people.ts'
import { BEGIN, DAY, dayWritten, END, isKnown, startOf, WEEK, WEEKS, weekOf, written } from '../weeks.ts'
import { marked, whole } from '../wobble.ts'
import type { World } from '../world.ts'

/** What marketing’s tools export: letters by contact, followers and ads by day. */

/** One welcome letter, on the Tuesday after somebody subscribed. */
export function letters({ plan, people, seed }: World): Table {
  const chance = chanceFor(seed, 'letters')
  const waiting: Contact[][] = Array.from({ length: WEEKS }, () => [])
  for (const person of people) waiting[weekOf(person.subscriber) + 1]?.push(person)
  const leaving = whole(waiting.map((list, week) => list.length * plan.unsubscribeRate[week]!))
  function* rows() {
    for (let week = 1; week < WEEKS - 1; week++) {
      const sent = week * WEEK + DAY + 7 * 60 + 30
      const to = waiting[week]!
      const opened = marked(chance, to.length, Math.round(to.length * plan.openRate[week]!))
      const left = marked(chance, to.length, leaving[week]!)
      for (const [index, { id }] of to.entries()) {
        const at = opened.has(index) ? sent + 4 + Math.floor(chance.next() * chance.next() * 2000) : undefined
        const clicked = at !== undefined && chance.happens(0.14) ? at + chance.between(1, 5) : undefined
        const gone = left.has(index) ? (at ?? sent + chance.between(5, 900)) + chance.between(1, 4) : undefined
        yield ['welcome', id, ...[sent, at, clicked, gone].map(minute => (isKnown(minute) ? written(minute) : ''))]
      }
    }
  }
  return { header: ['Letter', 'Contact', 'Sent', 'Opened', 'Clicked', 'Unsubscribed'], rows: rows() }
}

export function social({ plan, seed }: World): Table {
  const chance = chanceFor(seed, 'social')
  const daily = (total: number, day: number) => Math.floor((total * (day + 1)) / 7) - Math.floor((total * day) / 7)
  function* rows() {
    for (let day = BEGIN / DAY; day < END / DAY; day++) {
      const week = Math.floor(day / 7)
      const inWhole = week === 0 || week === WEEKS - 1 ? plan.followers[1]! : plan.followers[week]!
      const gained = daily(inWhole, day % 7)
      const lost = Math.round(gained * plan.unfollowRate[week]! * (0.9 + 0.2 * chance.next()))
      yield [dayWritten(day * DAY), 'Video', gained, lost, gained * chance.between(18, 26), day % 7 < 5 ? 1 : 0]
    }
  }
  return { header: ['Day', 'Network', 'New followers', 'Unfollows', 'Reach', 'Posts'], rows: rows() }
}

/** The day on which the campaign for offline mode began. */
export const CAMPAIGN = startOf('2026-05-04')

export function ads({ plan }: World): Table {
  function* rows() {
    for (let day = BEGIN / DAY; day < END / DAY; day++) {
      const week = Math.floor(day / 7)
      const clicks = plan.adClicks[week]! / (week === 0 ? 0.2 : week === WEEKS - 1 ? 0.2 : 7)
      const running = day * DAY >= CAMPAIGN ? OFFLINE : USUAL
      for (const [campaign, share] of running) {
        const own = Math.round(clicks * share)
        yield [dayWritten(day * DAY), campaign, own, (own * plan.costPerClick[week]!).toFixed(2)]
      }
    }
  }
  return { header: ['Day', 'Campaign', 'Clicks', 'Spend'], rows: rows() }
}

const USUAL = [
  ['Fewer stops', 0.55],
  ['Spare parts', 0.45],
] as const
const OFFLINE = [
  ['Fewer stops', 0.4],
  ['Spare parts', 0.3],
  ['Offline mode', 0.3],
] as const
