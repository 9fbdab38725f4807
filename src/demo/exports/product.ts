import { chanceFor } from '../chance.ts'
import type { Table } from '../csv.ts'
import { domainOf } from '../sites.ts'
import { DAY, dayWritten, END, MONTHS, startOf, WEEK, WEEKS, weekOf } from '../weeks.ts'
import { spread } from '../wobble.ts'
import type { World } from '../world.ts'

/** What the product says of itself: use by account and month, and what was released. */

export function usage({ plan, accounts, seed }: World): Table {
  const chance = chanceFor(seed, 'usage')
  function* rows() {
    for (const [month, begins] of MONTHS.slice(0, -1).entries()) {
      const ends = MONTHS[month + 1]!
      const active = accounts.filter(({ since, until }) => since < ends - 7 * DAY && until >= begins + 7 * DAY)
      const level = plan.workOrders[weekOf((begins + ends) / 2)]!
      const own = spread(chance, active.length)
      for (const [index, { site, since }] of active.entries()) {
        const orders = Math.floor(level * (0.4 + 1.2 * own[index]!) + chance.next())
        const at = Math.max(since, begins) + Math.floor(chance.next() * (ends - Math.max(since, begins)))
        yield [dayWritten(Math.min(at, END - 1)), domainOf(site), 1 + Math.floor(orders / 6), orders]
      }
    }
  }
  return { header: ['Day', 'Account', 'Users', 'Work orders'], rows: rows() }
}

/** A feature every second week, later every week, and corrections between them. */
export function releases({ plan, seed }: World): Table {
  const chance = chanceFor(seed, 'releases')
  const offline = weekOf(startOf('2026-07-08'))
  function* rows() {
    let version = 100
    for (let week = 1; week < WEEKS - 1; week++) {
      const day = dayWritten(week * WEEK + chance.between(0, 3) * DAY)
      const features = featuresIn(week)
      for (let i = 0; i < features; i++) yield [day, `4.${version++}`, chance.pick(FEATURES), 'feature']
      if (chance.happens(0.6)) yield [day, `4.${version++}`, 'Corrections', 'fix']
      if (week === offline && !plan.has('promise-not-shipped')) yield [day, `4.${version++}`, 'Offline mode', 'feature']
    }
  }
  return { header: ['Day', 'Version', 'What', 'Kind'], rows: rows() }
}

/** Features in a week: about one, and a few more at the end. */
export function featuresIn(week: number): number {
  const until = (w: number) => Math.floor(0.9 * w + (w * w) / 900)
  return until(week) - until(week - 1)
}

const FEATURES = ['Shift plan', 'Spare parts', 'Checklists', 'Machine history', 'Photos', 'Reports', 'Languages']
