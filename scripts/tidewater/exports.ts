import { DAY, END, FIRST_FULL, LAST_THIRTEEN, WEEK, WEEKS, weekOf, written, writtenDayFirst } from './calendar.ts'
import { chanceFrom } from './chance.ts'
import type { Contact } from './people.ts'

/** What each of Tidewater's tools would export, as CSV. */

/** Churned MRR hardly moves either. */
const CHURNED = [470, 440, 500, 460, 490, 450, 480, 450, 490, 460, 500, 440, 470]

/** Per cent of e-mails opened, and people who unsubscribed, in each of the last thirteen weeks. */
const OPENED = [24, 25, 27, 28, 30, 31, 31, 33, 35, 36, 38, 39, 41]
const UNSUBSCRIBED = [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4]

export function contactsFile(people: readonly Contact[]): string {
  const header =
    'Record ID,Email,Berths,Original Source,Web Client,Became a Subscriber,Became a Lead,Became an MQL,Became an SQL,' +
    'Became a Customer,Trial Started,First Booking'
  const rows = people.map(({ id, email, berths, origin, client = '', ...dates }) => [
    id,
    email,
    berths,
    origin,
    client,
    ...[dates.subscriber, dates.lead, dates.mql, dates.sql, dates.customer, dates.trial, dates.booking].map(written),
  ])
  return csv(header, rows)
}

export function dealsFile(people: readonly Contact[]): string {
  const deals = people.flatMap(({ id, deal }) => (deal ? [{ contact: id, ...deal }] : []))
  const rows = deals
    .sort((a, b) => a.created - b.created)
    .map(({ contact, created, demo, closed, outcome, reason, mrr }, index) => {
      const shown = demo !== undefined && closed !== undefined && demo > closed ? undefined : demo
      const amount = outcome === 'Open' ? '' : mrr
      return [7001 + index, contact, outcome, amount, written(created), written(shown), written(closed), reason]
    })
  return csv('Deal ID,Contact ID,Stage,MRR,Created,Demo Held,Closed,Lost Reason', rows)
}

/** Two welcome letters, on the two Tuesdays after somebody subscribed. */
export function emailFile(people: readonly Contact[], seed: number): string {
  const chance = chanceFrom(seed)
  const gone = new Set<number>()
  const rows: Row[] = []
  for (let week = FIRST_FULL; week < WEEKS; week++) {
    const sent = week * WEEK + DAY + 7.5 * 60
    const recipients = people.filter(({ id, subscriber }) => {
      const age = week - weekOf(subscriber)
      return !gone.has(id) && age >= 1 && age <= 2
    })
    const share = OPENED[week - LAST_THIRTEEN] ?? (week < LAST_THIRTEEN ? 23 + (week % 3) : 41)
    const opened = new Set(chance.some(recipients, Math.round((recipients.length * share) / 100)))
    const leaving = new Set(
      chance.some([...opened], UNSUBSCRIBED[week - LAST_THIRTEEN] ?? (week < LAST_THIRTEEN ? 1 : 4)),
    )
    for (const person of recipients) {
      const at = opened.has(person) ? sent + 4 + Math.floor(chance.next() * chance.next() * 1500) : undefined
      const clicked = at !== undefined && chance.happens(0.16) ? at + chance.between(1, 4) : undefined
      const left = at !== undefined && leaving.has(person) ? at + chance.between(1, 3) : undefined
      if (left !== undefined) gone.add(person.id)
      rows.push([`welcome-${week - weekOf(person.subscriber)}`, person.id, ...[sent, at, clicked, left].map(written)])
    }
  }
  return csv('Letter,Contact,Sent,Opened,Clicked,Unsubscribed', rows)
}

/** Visits of people who agreed to be counted, around the day they subscribed. */
export function visitsFile(people: readonly Contact[], seed: number): string {
  const chance = chanceFrom(seed)
  const visits: { at: number; row: Row }[] = []
  for (const { client, origin, subscriber } of people) {
    if (client === undefined) continue
    const first = subscriber - chance.between(0, 9) * DAY - chance.between(2, 30)
    for (const at of [first, subscriber - 1, subscriber + chance.between(2, 12) * DAY].slice(0, chance.between(2, 3))) {
      if (at < FIRST_FULL * WEEK || at >= END) continue
      const [source, medium] = at === first ? (CAMPAIGNS[origin] ?? ['', '']) : ['', '']
      const page = at === subscriber - 1 ? '/welcome' : chance.pick(PAGES)
      visits.push({ at, row: [written(at), client, page, source, medium, loadTime(at, chance.next())] })
    }
  }
  visits.sort((a, b) => a.at - b.at)
  return csv(
    'Time,Client,Page,Source,Medium,Load ms',
    visits.map(({ row }) => row),
  )
}

/** Milliseconds until a page stands: about 3,400, and from July on less every week. */
function loadTime(at: number, chance: number): number {
  const median = 3400 - 115 * Math.max(0, weekOf(at) - LAST_THIRTEEN + 1)
  return Math.round(median * (0.75 + chance * 0.5))
}

/** The evening of 11 September, on which the help desk’s export stopped. */
const STOPPED = 35 * WEEK + 4 * DAY + 20 * 60

/** Tickets of harbours that were customers before 2026. */
export function ticketsFile(seed: number): string {
  const chance = chanceFrom(seed)
  const rows: Row[] = []
  for (let week = FIRST_FULL; week <= 35; week++) {
    const moments = Array.from(
      { length: 22 + chance.between(-2, 2) },
      () => week * WEEK + chance.between(0, 4) * DAY + chance.between(8 * 60, 17 * 60),
    )
    for (const at of moments.sort((a, b) => a - b)) {
      const minutes = 60 + Math.round((chance.next() + chance.next()) * 70)
      const solved = Math.floor(at / DAY) * DAY + chance.between(0, 2) * DAY + chance.between(17 * 60, 18 * 60)
      const again = chance.happens(0.09) ? 'yes' : 'no'
      const requester = `office@${chance.pick(OLD_CUSTOMERS)}.example`
      rows.push([
        `#${2001 + rows.length}`,
        requester,
        chance.pick(TOPICS),
        writtenDayFirst(at),
        minutes,
        writtenDayFirst(solved < STOPPED ? Math.max(solved, at + minutes + 5) : undefined),
        again,
      ])
    }
  }
  return csv('Ticket,Requester,Topic,Created,First reply (min),Solved,Reopened', rows, ';')
}

/** Subscriptions that ended, as the billing tool lists them. */
export function cancellationsFile(seed: number): string {
  const chance = chanceFrom(seed)
  const rows: Row[] = []
  const harbours = chance.some(OLD_CUSTOMERS, OLD_CUSTOMERS.length)
  for (let week = FIRST_FULL; week < WEEKS - 1; week++) {
    const total = CHURNED[(week + 13 - (LAST_THIRTEEN % 13)) % 13] as number
    const first = Math.round((total * chance.between(35, 65)) / 1000) * 10
    for (const mrr of [first, total - first]) {
      const harbour = harbours[rows.length % harbours.length]
      rows.push([
        written(week * WEEK + chance.between(0, 4) * DAY).slice(0, 10),
        `${harbour}.example`,
        mrr,
        chance.pick(WHY_LEFT),
      ])
    }
  }
  rows.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
  return csv('Ends on,Account,MRR,Reason', rows)
}

type Row = (string | number)[]

function csv(header: string, rows: readonly Row[], delimiter = ','): string {
  return `${[header.replaceAll(',', delimiter), ...rows.map(row => row.join(delimiter))].join('\n')}\n`
}

const PAGES = ['/', '/pricing', '/berth-plan', '/waiting-list', '/brochure']
const CAMPAIGNS: Record<string, [source: string, medium: string]> = {
  'Organic Search': ['google', 'organic'],
  'Paid Search': ['google', 'cpc'],
  Referral: ['harbourmasters', 'referral'],
  Newsletter: ['newsletter', 'email'],
}
const TOPICS = ['Berth plan', 'Invoices', 'Waiting list', 'Log-in', 'Mobile app']
const WHY_LEFT = ['Too expensive', 'Missing feature', 'Back to paper', 'Harbour sold']
const OLD_CUSTOMERS = ['port', 'marina', 'harbour', 'moorings'].flatMap(what =>
  (
    'aber ballin brod cam dal erne fenn garth hythe inch jura kyle lamor mull nairn orme penn quoile rhos skye tarb ulva ' +
    'vigo wyre yarm'
  )
    .split(' ')
    .map(where => `${where}${what}`),
)
