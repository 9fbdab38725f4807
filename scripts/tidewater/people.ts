import { DAY, END, inWeek, LAST_THIRTEEN, type Minute, WEEK, WEEKS, weekOf } from './calendar.ts'
import { type Chance, chanceFrom } from './chance.ts'

/** The people who met Tidewater in 2026, how far each has come, and the deals they signed or did not. */
export type Contact = {
  id: number
  email: string
  berths: number
  origin: string
  client: string | undefined
  subscriber: Minute
  lead?: Minute
  mql?: Minute
  sql?: Minute
  customer?: Minute
  trial?: Minute
  booking?: Minute
  deal?: Deal
}

export type Deal = {
  id: number
  created: Minute
  demo: Minute | undefined
  closed?: Minute
  outcome: 'Open' | 'Won' | 'Lost'
  reason: string
  mrr: number
}

/** New MRR hardly moves: so many per cent off 2,500, in thirteen weeks by turns, the same forwards and backwards. */
const WOBBLE = [
  [4, -1, -5, 3, 0, 2, -6, 2, 0, 3, -5, -1, 4],
  [1, -4, 3, 0, -3, 5, -2, 5, -3, 0, 3, -4, 1],
]
const NEW_MRR = 2500

/** Per week, and over again: what swings without going anywhere. */
const MQLS = [23, 21, 24, 22, 20, 23, 24, 21, 22, 23, 21, 24, 22]
const BOOKINGS = [4, 3, 5, 4, 6, 3, 5, 4, 4, 6, 3, 5, 4]
const CLOSED = [10, 11, 11, 10, 11, 10, 10, 11, 10, 11, 10, 10, 11]
const WON = [5, 6, 5, 6, 6, 5, 6, 5, 5, 6, 5, 6, 5]

const ORIGINS = [
  ['Organic Search', 34],
  ['Paid Search', 22],
  ['Referral', 14],
  ['Direct', 12],
  ['Boat Show', 9],
  ['Newsletter', 6],
  ['', 3],
] as const

export function peopleOf(seed: number): Contact[] {
  const chance = chanceFrom(seed)
  const people = subscribers(chance)
  for (const person of people)
    if (chance.happens(0.62)) person.lead = working(chance, person.subscriber + chance.between(0, 5) * DAY)
  for (let week = 0; week < WEEKS; week++) {
    advance(chance, people, week, 'lead', 'mql', swinging(week, MQLS), 4)
    advance(chance, people, week, 'mql', 'sql', 11 + chance.between(0, 1), 3)
  }
  for (const person of people) if (person.sql !== undefined) tryOut(chance, person, person.sql)
  for (let week = 0; week < WEEKS; week++) {
    advance(chance, people, week, 'trial', 'booking', swinging(week, BOOKINGS), 2)
    close(chance, people, week)
  }
  stampLate(chance, people)
  return people
}

function subscribers(chance: Chance): Contact[] {
  const people: Contact[] = []
  const taken = new Set<string>()
  const harbours = HARBOURS.flatMap(first =>
    PLACES.map(last => ({ domain: `${first}${last}.example`, berths: size(chance) })),
  )
  for (let week = 0; week < WEEKS; week++) {
    const moments = Array.from({ length: inWeek(week, 54 + chance.between(-2, 2)) }, () => moment(chance, week))
    for (const subscriber of moments.sort((a, b) => a - b)) {
      const id = 40_001 + people.length
      const { domain, berths } = chance.pick(harbours)
      const name = chance.pick(NAMES)
      const email = taken.has(`${name}@${domain}`) ? `${name}.${id % 100}@${domain}` : `${name}@${domain}`
      taken.add(email)
      const client = chance.happens(0.4)
        ? `c${(chance.next() * 36 ** 5).toString(36).slice(0, 5).padStart(5, '0')}`
        : undefined
      people.push({ id, email, berths, origin: originOf(chance), client, subscriber })
    }
  }
  return people
}

const swinging = (week: number, values: readonly number[]): number => values[week % values.length] ?? 0

type Step = 'lead' | 'mql' | 'sql' | 'trial' | 'booking'

/** In a week, so many of those who took the step `from` in the weeks before take the step `to`. */
function advance(
  chance: Chance,
  people: readonly Contact[],
  week: number,
  from: Step,
  to: Step,
  count: number,
  weeks: number,
): void {
  const waiting = people.filter(person => {
    const entered = person[from]
    return person[to] === undefined && entered !== undefined && entered < week * WEEK && weekOf(entered) >= week - weeks
  })
  for (const person of chance.some(waiting, inWeek(week, count))) person[to] = moment(chance, week)
}

function tryOut(chance: Chance, person: Contact, sql: Minute): void {
  const created = sql + chance.between(2, 40)
  const demo = chance.happens(0.82) ? working(chance, sql + chance.between(1, 6) * DAY) : undefined
  person.deal = { id: 0, created, demo: within(demo), outcome: 'Open', reason: '', mrr: 0 }
  if (chance.happens(0.7)) person.trial = within(sql + chance.between(0, 3) * DAY + chance.between(10, 90))
}

/** Closes a week's deals; prices follow the berths, and add up to what the story wants of the week. */
function close(chance: Chance, people: readonly Contact[], week: number): void {
  const open = people.filter(({ sql, deal }) => {
    const age = sql === undefined ? -1 : week - weekOf(sql)
    return deal?.outcome === 'Open' && age >= 1 && age <= 8
  })
  const closing = chance.some(open, inWeek(week, swinging(week, CLOSED)))
  const won = chance.some(closing, inWeek(week, swinging(week, WON)))
  for (const person of closing) {
    const deal = person.deal as Deal
    deal.closed = Math.max(moment(chance, week), (deal.demo ?? deal.created) + 60)
    deal.outcome = won.includes(person) ? 'Won' : 'Lost'
    deal.mrr = Math.round(person.berths * 0.8) * 10
    if (deal.outcome === 'Won') person.customer = deal.closed + chance.between(1, 20)
    else deal.reason = chance.pick(REASONS)
  }
  const wobble = WOBBLE[week < LAST_THIRTEEN ? 0 : 1]?.[(week + 26 - LAST_THIRTEEN) % 13] ?? 0
  price(won, inWeek(week, (NEW_MRR * (100 + wobble)) / 100))
}

function price(won: readonly Contact[], total: number): void {
  const berths = won.reduce((sum, person) => sum + person.berths, 0)
  let left = total
  for (const [index, { berths: own, deal }] of won.entries()) {
    const mrr = index === won.length - 1 ? left : Math.round((total * own) / berths / 5) * 5
    if (deal) deal.mrr = mrr
    left -= mrr
  }
}

/**
 * Seven people bought at the boat show in Southampton, and the list with their names was imported days later. Somebody else
 * takes each one's place among the MQLs of the week, so that no week stands out.
 */
function stampLate(chance: Chance, people: readonly Contact[]): void {
  const bought = people.filter(({ customer = 0 }) => customer > LAST_THIRTEEN * WEEK && customer < END - 2 * WEEK)
  for (const person of chance.some(bought, 7)) {
    const was = person.mql as Minute
    const mql = Math.floor((person.customer as number) / DAY + chance.between(2, 9)) * DAY + chance.between(540, 560)
    const other = people.find(
      each => each.deal === undefined && weekOf(each.mql ?? 0) === weekOf(mql) && (each.lead ?? END) < was - DAY,
    )
    if (other) other.mql = was
    person.mql = mql
    person.origin = 'Boat Show'
    delete person.sql
  }
}

function moment(chance: Chance, week: number): Minute {
  const days = week === WEEKS - 1 ? 3 : 5
  return week * WEEK + chance.between(0, days - 1) * DAY + chance.between(8 * 60, 18 * 60 + 59)
}

/** The same day at an hour of work, or `undefined` after the end of the story. */
function working(chance: Chance, at: Minute): Minute | undefined {
  return within(Math.floor(at / DAY) * DAY + Math.max(at % DAY, 8 * 60) + chance.between(5, 90))
}

const within = (at: Minute | undefined): Minute | undefined => (at !== undefined && at < END ? at : undefined)

function size(chance: Chance): number {
  const skew = chance.next() * chance.next()
  return 8 + Math.round(skew * 150)
}

function originOf(chance: Chance): string {
  let left = chance.next() * 100
  for (const [origin, share] of ORIGINS) {
    if (left < share) return origin
    left -= share
  }
  return ''
}

const REASONS = ['Price', 'No time this season', 'Went with another tool', 'No decision']
const PLACES = 'bay cove creek ferry haven holm mouth ness point quay sound strand wick'.split(' ')
const HARBOURS = (
  'alder amber arran ash birch black bramble brent carrow clew corran curlew dun east elder fal fern glas gorse grey gull ' +
  'hazel heron holly inver kerry kil lark linnet loch mallow marl moor north oak otter plover reed rowan salt sand seal ' +
  'shell skerry stan tern thorn west willow'
).split(' ')
const NAMES = (
  'ada aidan alma anja anton bea ben bram cara carl ciara colm dara dora eamon edda elin emil emma erik eva fay finn frida ' +
  'gerda greta hana hugo ida ines ivar jana jens jonas juno kaja karl katia lars lea leif lena lotte maeve mara maren milo ' +
  'mira nell nico niall nora olaf orla oscar paula per petra piet ruth saoirse signe silas sofia sven tara theo tilda una ' +
  'vera viktor wim yara'
).split(' ')
