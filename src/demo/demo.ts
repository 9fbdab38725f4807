import { fail } from '../core/error.ts'
import { csv, type Table } from './csv.ts'
import { calls, contacts, deals } from './exports/crm.ts'
import { cancellations, invoices, staff } from './exports/finance.ts'
import { ads, letters, social } from './exports/marketing.ts'
import { releases, usage } from './exports/product.ts'
import { checkIns } from './exports/said.ts'
import { helpDesk, itTickets, siteStatus } from './exports/support.ts'
import { visits } from './exports/web.ts'
import { FAULTS, type FaultId } from './faults.ts'
import { company, teams } from './files/company.ts'
import { cycles, type Goals, goalsOf, vision } from './files/goals.ts'
import { companyGoals, sharedGoals } from './files/goals-across-teams.ts'
import { teamGoals } from './files/goals-team.ts'
import { channels, funnels, language } from './files/language.ts'
import { annotations, scorecards } from './files/looking.ts'
import { metricsOfEmail } from './files/metrics-email.ts'
import { metricsOfMarketing } from './files/metrics-marketing.ts'
import { metricsOfOffice } from './files/metrics-office.ts'
import { metricsOfProduct, metricsOfService } from './files/metrics-product.ts'
import { metricsOfLeadership, metricsOfSales } from './files/metrics-sales.ts'
import { metricsOfWeb } from './files/metrics-web.ts'
import { sourcesOfOffice, sourcesOfProduct, sourcesOfSales } from './files/sources.ts'
import { sourcesOfMarketing } from './files/sources-marketing.ts'
import type { Story } from './files/story.ts'
import { planOf } from './plan.ts'
import { readme } from './readme.ts'
import { driversOf, EDITION, type Truth } from './truth.ts'
import { type World, worldOf } from './world.ts'

/**
 * The demo company: a made-up company of tens of thousands of contacts and 18 months, with the exports of every tool its teams
 * use. The same options always give the same bytes.
 */

export type Options = {
  /** Whole number from 0 to 2,147,483,647. */
  seed?: number
  /** The twin without a fault: same company, same size, same chance. */
  healthy?: boolean
  /** Only these faults; all of them, when absent. */
  faults?: readonly FaultId[]
  /** About how many contacts, 4,000 or more; the numbers of the story shrink with them. */
  people?: number
}

/** A file by its path in the folder of the company, and its text part by part. */
export type DemoFile = { path: string; parts(): Iterable<string> }

export const USUAL_PEOPLE = 22_000
export const LEAST_PEOPLE = 4000

/** The company, file by file, the truth last; no file is ever held whole. */
export function companyOf(options: Options = {}): readonly DemoFile[] {
  const truth = truthOf(options)
  const { seed, people } = truth
  const world = worldOf(seed, new Set(truth.faults.map(({ id }) => id)), people)
  const { plan } = world
  const story: Story = { plan, hoped: planOf(seed, () => false, people), has: plan.has }
  const text = (path: string, of: () => string): DemoFile => ({ path, parts: () => [of()] })
  return [
    text('README.md', () => readme(truth)),
    ...declared(story),
    ...exported(world),
    { path: 'data/check-ins.csv', parts: () => csv(checkIns(story, seed)) },
    text(TRUTH, () => `${JSON.stringify(truth, null, 2)}\n`),
  ]
}

/** What is planted in the company of the same options, and what really moves what in it. */
export function truthOf({ seed = 1, healthy = false, faults, people = USUAL_PEOPLE }: Options = {}): Truth {
  requireWhole('seed', seed, 0, MAX_SEED)
  requireWhole('people', people, LEAST_PEOPLE, MOST_PEOPLE)
  const planted = FAULTS.filter(({ id }) => !healthy && (faults?.includes(id) ?? true))
  return {
    demo: 'pelloway',
    edition: EDITION,
    seed,
    healthy: planted.length === 0,
    people,
    from: '2025-03-01',
    to: '2026-08-31',
    faults: planted,
    drivers: driversOf(fault => planted.some(({ id }) => id === fault)),
  }
}

/** The last file of all, so that where it is the others are whole. */
export const TRUTH = 'truth.json'

export const MAX_SEED = 2 ** 31 - 1
const MOST_PEOPLE = 1_000_000

function requireWhole(what: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return
  const [from, to] = [least, most].map(each => each.toLocaleString('en'))
  fail('invalid', `The ${what} is a whole number from ${from} to ${to}, not ${value}.`)
}

function declared(story: Story): DemoFile[] {
  const file = (path: string, text: (story: Story) => string): DemoFile => ({ path, parts: () => [text(story)] })
  const aims = goalsOf(story)
  const goals = (path: string, text: (story: Story, aims: Goals) => string) => file(path, told => text(told, aims))
  return [
    file('company.yaml', company),
    file('teams.yaml', teams),
    file('vision.yaml', vision),
    file('cycles.yaml', cycles),
    goals('goals/company.yaml', companyGoals),
    goals('goals/shared.yaml', sharedGoals),
    goals('goals/teams.yaml', teamGoals),
    file('scorecard.yaml', scorecards),
    file('annotations.yaml', annotations),
    file('language.yaml', language),
    file('channels.yaml', channels),
    file('funnels.yaml', funnels),
    file('sources/marketing.yaml', sourcesOfMarketing),
    file('sources/sales.yaml', sourcesOfSales),
    file('sources/product.yaml', sourcesOfProduct),
    file('sources/office.yaml', sourcesOfOffice),
    file('metrics/leadership.yaml', metricsOfLeadership),
    file('metrics/sales.yaml', metricsOfSales),
    file('metrics/marketing.yaml', metricsOfMarketing),
    file('metrics/email.yaml', metricsOfEmail),
    file('metrics/web.yaml', metricsOfWeb),
    file('metrics/product.yaml', metricsOfProduct),
    file('metrics/customer-success.yaml', metricsOfService),
    file('metrics/office.yaml', metricsOfOffice),
  ]
}

function exported(world: World): DemoFile[] {
  const file = (name: string, table: (world: World) => Table): DemoFile => ({
    path: `data/${name}`,
    parts: () => csv(table(world)),
  })
  return [
    file('crm-contacts.csv', contacts),
    file('crm-deals.csv', deals),
    file('calls.csv', calls),
    file('email-letters.csv', letters),
    file('social-days.csv', social),
    file('ads-spend.csv', ads),
    file('web-visits.csv', visits),
    file('product-usage.csv', usage),
    file('releases.csv', releases),
    file('help-desk-tickets.csv', helpDesk),
    file('it-tickets.csv', itTickets),
    file('site-status.csv', siteStatus),
    file('billing-invoices.csv', invoices),
    file('billing-cancellations.csv', cancellations),
    file('staff.csv', staff),
  ]
}
