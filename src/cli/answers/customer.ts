import type { eraseCustomer } from '../../features/customer/operations/erasing.ts'
import type { listAccounts, listMembers } from '../../features/customer/operations/listing.ts'
import type { searchCustomers } from '../../features/customer/operations/searching.ts'
import type { showAccount, showCustomer } from '../../features/customer/operations/showing.ts'
import type { timelineOfCustomer } from '../../features/customer/operations/timeline.ts'
import type { Form } from '../format.ts'
import { drawTable } from '../table.ts'
import { type Terminal, visible } from '../terminal.ts'
import { inline } from './inline.ts'

type Timeline = Awaited<ReturnType<typeof timelineOfCustomer>>
type Person = Awaited<ReturnType<typeof showCustomer>>
type Account = Awaited<ReturnType<typeof showAccount>>
type Found = Awaited<ReturnType<typeof searchCustomers>>
type Listed = Awaited<ReturnType<typeof listAccounts>> | Awaited<ReturnType<typeof listMembers>>
type Erased = Awaited<ReturnType<typeof eraseCustomer>>

const MASKED = 'What is personal is masked; an admin lets somebody see it with “plumbline person grant”.\n'

/** What happened, a line each, the newest first. */
export function timelineForm({ items, customer, who, masked, newer, eventsOnly }: Timeline): Form {
  const several = new Set(items.map(each => each.person)).size > 1
  return {
    draw: terminal => {
      const table = {
        columns: ['when', 'kind', 'team', 'what', ...(several ? ['who'] : [])],
        rows: items.map(each => [each.at, each.kind, each.team, each.sentence, ...(several ? [each.who] : [])]),
      }
      const head = `${visible(who)} (${customer})`
      const only = eventsOnly ? 'Stages are left out, because the account has many people.\n' : ''
      const after = newer === null ? '' : `What is newer: “--cursor ${newer}”.\n`
      return `${terminal.paint(head, 'bold')}\n\n${items.length ? drawTable(table, terminal) : 'Nothing happened that fits.\n'}${after}${only}${masked ? MASKED : ''}`
    },
    table: {
      columns: ['at', 'kind', 'team', 'source', 'event', 'person', 'account', 'sentence'],
      rows: items.map(each => [
        each.at,
        each.kind,
        each.team,
        each.source,
        each.event,
        each.person,
        each.account,
        each.sentence,
      ]),
    },
  }
}

/** Who somebody is: ids, what is known of them, where they belong and how far they got. */
export function personForm(person: Person): Form {
  return {
    draw: terminal => {
      const { accounts, stages, consent, suppressed } = person
      const consents = consent.map(({ purpose, state, at }) => [purpose, state, at])
      return [
        head(person, terminal),
        drawTable(
          { columns: ['account', 'id', 'known by'], rows: accounts.map(each => [each.who, each.id, each.by]) },
          terminal,
        ),
        drawTable(
          { columns: ['stage', 'entered', 'revision'], rows: stages.map(each => [each.title, each.at, each.revision]) },
          terminal,
        ),
        ...(consents.length > 0
          ? [drawTable({ columns: ['consent', 'state', 'since'], rows: consents }, terminal)]
          : []),
        ...(suppressed ? ['Nothing new of them is stored.\n'] : []),
        ...(person.masked ? [MASKED] : []),
      ].join('\n')
    },
  }
}

export function accountForm(account: Account): Form {
  return {
    draw: terminal =>
      [head(account, terminal), `${account.people} people\n`, ...(account.masked ? [MASKED] : [])].join('\n'),
  }
}

function head({ id, who, identifiers, traits, owner, teams, lastSeen }: Person | Account, terminal: Terminal): string {
  const looked = owner ? `Looked after by ${visible(owner.name)}, says ${visible(owner.source)}.\n` : ''
  const seen = lastSeen ? `Last seen ${lastSeen.slice(0, 10)}.\n` : ''
  return [
    `${terminal.paint(`${visible(who)} (${id})`, 'bold')}\n${seen}${looked}`,
    drawTable({ columns: ['id', 'value'], rows: identifiers.map(each => [each.kind, each.value]) }, terminal),
    drawTable(
      {
        columns: ['known', 'value', 'source', 'since'],
        rows: traits.map(each => [each.name, inline(each.value), each.source, each.since?.slice(0, 10)]),
      },
      terminal,
    ),
    drawTable(
      {
        columns: ['team', 'events', 'newest'],
        rows: teams.map(each => [each.team, each.events, each.last.slice(0, 10)]),
      },
      terminal,
    ),
  ].join('\n')
}

export function foundForm({ items }: Found): Form {
  return {
    read: {
      columns: ['id', 'who', 'what', 'matched', 'events', 'last seen'],
      rows: items.map(each => [each.id, each.who, each.is, each.matched, each.events, each.lastSeen?.slice(0, 10)]),
    },
  }
}

export function listedForm({ items }: Listed): Form {
  return {
    read: {
      columns: ['id', 'who', 'events', 'last seen'],
      rows: items.map(each => [each.id, each.who, each.events, each.lastSeen?.slice(0, 10)]),
    },
  }
}

/** What was removed, and what names them still because it is signed or chained. */
export function erasedForm({ pseudonym, left, ...counts }: Erased): Form {
  return {
    draw: terminal => {
      const rows = Object.entries(counts).map(([what, count]) => [what, count])
      const still = left.map(({ table, column, rows: n }) => `${n} of “${table}.${column}”`).join(', ')
      return [
        terminal.paint('Erased for good; nothing new of them is stored.', 'green'),
        `\nOn the register as ${pseudonym}.\n\n`,
        drawTable({ columns: ['removed', 'count'], rows }, terminal),
        still
          ? `\nSigned or chained, so that it stays and names them: ${still}. Propose a revision without them.\n`
          : '',
      ].join('')
    },
  }
}
