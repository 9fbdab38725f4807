import { type Chance, chanceFor } from '../chance.ts'
import type { Table } from '../csv.ts'
import type { Channel } from '../plan.ts'
import { DAY, HOUR, isKnown, type Minute, WEEK, WEEKS, weekOf, written } from '../weeks.ts'
import { marked, whole } from '../wobble.ts'
import type { World } from '../world.ts'

type Visit = { at: Minute; client: string; page: string; source: string; medium: string }

/** Web analytics: pages seen by whoever agreed to be counted, a row a page. */
export function visits(world: World): Table {
  const { plan, seed } = world
  const chance = chanceFor(seed, 'load times')
  const byWeek = visitsOf(world)
  const failing = whole(byWeek.map((list, week) => list.length * plan.errorRate[week]!))
  function* rows() {
    for (const [week, list] of byWeek.entries()) {
      list.sort((a, b) => a.at - b.at)
      const failed = marked(chance, list.length, failing[week]!)
      for (const [index, { at, client, page, source, medium }] of list.entries()) {
        const load = Math.round(plan.loadMs[week]! * (0.75 + 0.5 * chance.next()))
        yield [written(at), client, page, source, medium, load, failed.has(index) ? 'yes' : 'no']
      }
    }
  }
  return { header: ['Time', 'Client', 'Page', 'Source', 'Medium', 'Load ms', 'Failed'], rows: rows() }
}

function visitsOf({ plan, people, seed }: World): Visit[][] {
  const chance = chanceFor(seed, 'visits')
  const byWeek: Visit[][] = Array.from({ length: WEEKS }, () => [])
  const add = (visit: Visit) => {
    if (isKnown(visit.at)) byWeek[weekOf(visit.at)]!.push(visit)
  }
  for (const { client, origin, subscriber } of people) {
    if (client === undefined) continue
    const [source, medium] = CAMPAIGNS[origin]
    const first = subscriber - chance.between(0, 9) * DAY - chance.between(2, 30)
    add({ at: first, client, page: chance.pick(PAGES), source, medium })
    add({ at: subscriber - 1, client, page: '/newsletter', source: '', medium: '' })
  }
  for (let week = 0; week < WEEKS; week++) {
    for (let i = 0; i < plan.landingVisits[week]!; i++)
      add({ ...somebody(chance, week), page: '/fewer-stops', source: 'google', medium: 'cpc' })
    for (let i = 0; i < plan.demoRequests[week]!; i++)
      add({ ...somebody(chance, week), page: '/demo/requested', source: '', medium: '' })
  }
  return byWeek
}

function somebody(chance: Chance, week: number): { at: Minute; client: string } {
  const [first, days] = week === 0 ? [5, 2] : week === WEEKS - 1 ? [0, 1] : [0, 7]
  const day = first + Math.floor(chance.next() * days)
  const client = `v${(VISITORS + chance.between(0, VISITORS)).toString(36)}`
  return { at: week * WEEK + day * DAY + chance.between(7 * HOUR, 21 * HOUR), client }
}

/** Most of those who look have looked before. */
const VISITORS = 4000

const PAGES = ['/', '/pricing', '/spare-parts', '/shift-plan', '/customers']
const CAMPAIGNS: Readonly<Record<Channel, readonly [source: string, medium: string]>> = {
  'Organic Search': ['google', 'organic'],
  'Paid Search': ['google', 'cpc'],
  'E-mail': ['newsletter', 'email'],
  Referral: ['partner', 'referral'],
  'Trade Fair': ['fair', 'event'],
  Influencer: ['video', 'influencer'],
}
