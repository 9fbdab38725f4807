import { type Chance, chanceFor } from './chance.ts'
import { CHANNELS, type Channel, DRIVERS, type Plan } from './plan.ts'
import { DAY, END, HOUR, isKnown, type Minute, officeTime, startOf, TURN, WEEK, WEEKS, weekOf } from './weeks.ts'

/** Everybody who met the company in 18 months, how far each has come, and the deals they signed or did not. */
export type Contact = {
  id: number
  /** Where they work, by its number among the sites. */
  site: number
  machines: number
  origin: Channel
  client: string | undefined
  subscriber: Minute
  lead?: Minute | undefined
  mql?: Minute | undefined
  answered?: Minute | undefined
  answerHours?: number
  sql?: Minute | undefined
  trial?: Minute | undefined
  customer?: Minute | undefined
  deal?: Deal
}

export type Deal = { created: Minute; demo?: Minute; closed?: Minute; stage: 'Open' | 'Won' | 'Lost'; mrr: number }

/** Sites that sales calls large. */
export const LARGE = 50

export function peopleOf(plan: Plan, seed: number): Contact[] {
  const people: Contact[] = []
  const waiting = waitingRoom()
  const chance = chanceFor(seed, 'people')
  for (let week = 0; week < WEEKS; week++) {
    const newcomers: Contact[] = []
    for (const channel of CHANNELS) {
      const came = subscribed(chance, plan, channel, week)
      newcomers.push(...came)
      for (const person of chance.some(came, plan.leads[channel][week]!)) {
        person.lead = known(person.subscriber + chance.between(1, 70) * HOUR)
        if (person.lead !== undefined) waiting.add('lead', channel, weekOf(person.lead), person)
      }
      const qualified = waiting.take(chance, 'lead', channel, [week - 3, week - 1], plan.mqls[channel][week]!)
      for (const person of qualified) {
        person.mql = officeTime(week, chance.next)
        waiting.add('mql', channel, week, person)
      }
      const accepted = waiting.take(chance, 'mql', channel, [week - 2, week - 1], plan.sqls[channel][week]!)
      for (const person of accepted) {
        open(chance, plan, person, officeTime(week, chance.next))
        waiting.add('sql', channel, week, person)
      }
    }
    close(chance, plan, waiting, week)
    for (const person of newcomers.sort((a, b) => a.subscriber - b.subscriber)) {
      person.id = FIRST_ID + people.length
      people.push(person)
    }
  }
  answer(chanceFor(seed, 'answers'), plan, people)
  if (plan.has('dates-out-of-order')) importLate(chanceFor(seed, 'fair'), people)
  return people
}

const FIRST_ID = 100_001

function subscribed(chance: Chance, plan: Plan, channel: Channel, week: number): Contact[] {
  const [first, days] = week === 0 ? [5, 2] : week === WEEKS - 1 ? [0, 1] : [0, 7]
  return Array.from({ length: plan.subscribers[channel][week]! }, () => ({
    id: 0,
    site: chance.between(0, SITES - 1),
    machines: machinesOf(chance, plan, channel, week),
    origin: channel,
    client: chance.happens(0.34) ? (chance.next() * 36 ** 6).toString(36).slice(0, 6).padStart(6, '0') : undefined,
    subscriber: week * WEEK + (first + Math.floor(chance.next() * days)) * DAY + chance.between(6 * HOUR, 22 * HOUR),
  }))
}

export const SITES = 9000

/** Half of those who fit have 40 machines or more; whoever comes for the show has a bench and a drill. */
function machinesOf(chance: Chance, plan: Plan, channel: Channel, week: number): number {
  const skewed = chance.next() * chance.next()
  const gaping = chance.next()
  const wrong =
    week >= TURN &&
    ((channel === 'Influencer' && plan.has('followers-who-never-buy') && gaping < 0.95) ||
      (channel === 'E-mail' && plan.has('opens-of-the-wrong-audience') && gaping < 0.5))
  return wrong ? 1 + Math.floor(skewed * 12) : 8 + Math.floor(skewed * 220)
}

type Step = 'lead' | 'mql' | 'sql'
type Waiting = ReturnType<typeof waitingRoom>

/** Those who wait for the next step, by the step they took last, the channel and the week. */
function waitingRoom() {
  const lists = new Map<string, Contact[]>()
  return {
    add(step: Step, channel: Channel, week: number, person: Contact): void {
      const key = `${step} ${channel} ${week}`
      const list = lists.get(key)
      if (list) list.push(person)
      else lists.set(key, [person])
    },
    /** `count` of those who have waited since one of these weeks, who then wait no longer. */
    take(
      chance: Chance,
      step: Step,
      channel: Channel,
      [from, to]: readonly [number, number],
      count: number,
    ): Contact[] {
      const keys = Array.from({ length: to - from + 1 }, (_, i) => `${step} ${channel} ${from + i}`)
      const all = keys.flatMap(key => lists.get(key) ?? [])
      const taken = chance.some(all, count)
      const gone = new Set(taken)
      for (const key of keys) {
        const list = lists.get(key)
        if (list)
          lists.set(
            key,
            list.filter(person => !gone.has(person)),
          )
      }
      return taken
    },
  }
}

function open(chance: Chance, plan: Plan, person: Contact, at: Minute): void {
  person.sql = at
  const demo = known(at + chance.between(2, 8) * DAY)
  person.deal = { created: at + chance.between(5, 90), stage: 'Open', mrr: 0 }
  if (demo !== undefined && chance.happens(0.85)) person.deal.demo = demo
  const skips = weekOf(at) >= TURN - 6 && plan.has('stage-people-skip') && chance.happens(0.8)
  if (!skips) person.trial = known(at + chance.between(1, 5) * DAY + chance.between(10, 90))
}

/** Closes a week’s deals; prices follow the size of the site, and add up to what was signed in the week. */
function close(chance: Chance, plan: Plan, waiting: Waiting, week: number): void {
  const since = [week - DRIVERS.sqlsToCustomers - 1, week - DRIVERS.sqlsToCustomers + 1] as const
  const won = CHANNELS.flatMap(channel => waiting.take(chance, 'sql', channel, since, plan.customers[channel][week]!))
  const perMachine = won.reduce((sum, { machines }) => sum + weightOf(machines), 0)
  let left = Math.round(plan.newMrr[week]!)
  for (const [index, person] of won.entries()) {
    const share = Math.round((plan.newMrr[week]! * weightOf(person.machines)) / perMachine / 5) * 5
    const mrr = index === won.length - 1 ? left : share
    left -= mrr
    settle(chance, person, week, 'Won', mrr)
    person.customer = Math.min(END - 1, person.deal!.closed! + chance.between(1, 20))
  }
  const losing = [since[0] - 1, since[1]] as const
  const lost = CHANNELS.flatMap(channel => waiting.take(chance, 'sql', channel, losing, Number.POSITIVE_INFINITY))
  const gone = new Set(chance.some(lost, plan.lost[week]!))
  for (const person of lost)
    if (gone.has(person)) settle(chance, person, week, 'Lost', Math.round(weightOf(person.machines) / 2) * 10)
    else waiting.add('sql', person.origin, weekOf(person.sql!), person)
}

const weightOf = (machines: number): number => 30 + machines

function settle(chance: Chance, person: Contact, week: number, stage: Deal['stage'], mrr: number): void {
  const deal = person.deal!
  const after = Math.max(deal.demo ?? 0, person.trial ?? 0, deal.created)
  deal.closed = Math.max(officeTime(week, chance.next), Math.min(after + 60, (week + 1) * WEEK - 61))
  if (deal.demo !== undefined && deal.demo >= deal.closed) deal.demo = deal.closed - 30
  deal.stage = stage
  deal.mrr = mrr
}

/** When sales answered those who became MQLs: large sites as the plan says, small ones whenever the list got there. */
function answer(chance: Chance, plan: Plan, people: readonly Contact[]): void {
  const byWeek = Map.groupBy(
    people.filter(({ mql }) => mql !== undefined),
    ({ mql }) => weekOf(mql!),
  )
  for (const [week, all] of byWeek) {
    const large = all.filter(({ machines }) => machines >= LARGE)
    for (const person of all) {
      const isLarge = person.machines >= LARGE
      const at = isLarge ? (large.indexOf(person) + chance.next()) / large.length : chance.next()
      const median = isLarge ? plan.responseHours[week]! : 2.6
      person.answerHours = Math.round(median * (0.4 + 1.2 * at) * 100) / 100
      person.answered = known(person.mql! + Math.round(person.answerHours * HOUR))
    }
  }
}

/** Buyers of a fair in June whose list was imported weeks later, with the day of the import for the day they became MQLs. */
function importLate(chance: Chance, people: readonly Contact[]): void {
  const fair = startOf('2026-06-01')
  const bought = people.filter(
    ({ customer, origin }) =>
      origin === 'Trade Fair' && customer !== undefined && customer > fair && customer < END - 3 * WEEK,
  )
  for (const person of chance.some(bought, Math.max(3, Math.ceil(bought.length / 2)))) {
    person.mql = (Math.floor(person.customer! / DAY) + chance.between(2, 9)) * DAY + 9 * HOUR + chance.between(0, 20)
  }
}

const known = (at: Minute): Minute | undefined => (isKnown(at) ? at : undefined)
