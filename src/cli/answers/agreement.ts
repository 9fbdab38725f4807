import { stringify } from 'yaml'
import type { Change } from '../../core/diff.ts'
import { type Agreement, missingSignatures, type Reference, type Revision } from '../../features/agreement/agreement.ts'
import { kinds } from '../../features/index.ts'
import { inOrder } from '../../features/kind.ts'
import type { Form, NameOf } from '../format.ts'
import { type Cell, drawTable, type Table } from '../table.ts'
import { type Terminal, visible } from '../terminal.ts'
import { inline } from './inline.ts'

/** Agreements as people look them up: what they are called, whose they are, how they stand, whom they wait for. */
export function agreementsForm({ items }: { items: Agreement[] }): Form {
  const several = new Set(items.map(each => each.kind)).size > 1
  return {
    table: {
      columns: [...(several ? ['kind'] : []), 'name', 'title', 'owner', 'state', 'revision', 'waits for'],
      rows: items.map(each => [
        ...(several ? [each.kind] : []),
        each.name,
        each.head.title,
        each.head.owner,
        each.state,
        each.head.number,
        waitsFor(each),
      ]),
    },
  }
}

/** One agreement: how it stands, who has signed its newest revision and who has not, then what it says. */
export function agreementForm(agreement: Agreement, nameOf: NameOf): Form {
  const standing = standingRows(agreement, nameOf)
  const spec = inOrder(kinds.get(agreement.kind), agreement.head.spec as object)
  return {
    table: {
      columns: ['field', 'value'],
      rows: [...standing, ...spec.map(([field, value]): [string, Cell] => [field, inline(value)])],
    },
    draw: terminal => `${drawTable(fields(standing), terminal)}\n${yamlLines(Object.fromEntries(spec), terminal)}`,
  }
}

function standingRows(agreement: Agreement, nameOf: NameOf): [string, Cell][] {
  const { kind, name, state, head, inForce, objections, drift, retiredAt, retiredWhy } = agreement
  const open = objections.filter(each => each.settledAt === null)
  return [
    [kind, name],
    ['title', head.title],
    ['owner', head.owner],
    ['state', state],
    ...(retiredAt === null ? [] : [['retired', `${retiredAt.slice(0, 10)}: ${retiredWhy}`] as [string, Cell]]),
    ['in force', inForce ? `revision ${inForce.number}, since ${inForce.inForceAt?.slice(0, 10)}` : null],
    [
      'newest',
      `revision ${head.number}${head.proposed ? '' : ' (draft)'}, by ${nameOf(head.author)}, ${head.at.slice(0, 10)}`,
    ],
    ['signed by', signersOf(head, nameOf) || null],
    ['waits for', waitsFor(agreement) || null],
    ...open.map(({ team, reason, id }): [string, Cell] => ['objection', `${team}: ${reason} (${id})`]),
    ...(drift.length > 0 ? [['drifted from', namesOf(drift)] as [string, Cell]] : []),
    ['why', head.why || null],
  ]
}

/** Every revision, newest first: how it came about and whether it was ever in force. */
export function historyForm(revisions: Revision[], nameOf: NameOf): Form {
  return {
    read: {
      columns: ['revision', 'written', 'by', 'signed by', 'in force since', 'why'],
      rows: revisions.map(each => [
        each.number,
        each.at.slice(0, 10),
        nameOf(each.author),
        signersOf(each, nameOf),
        each.inForceAt?.slice(0, 10) ?? (each.proposed ? (each === revisions[0] ? 'not yet' : 'never') : 'a draft'),
        each.why,
      ]),
    },
  }
}

/** What differs between two revisions, a field a row. */
export function diffForm({ from, to, changes }: { from: number; to: number; changes: Change[] }): Form {
  const table: Table = {
    columns: ['field', `revision ${from}`, `revision ${to}`],
    rows: changes.map(({ path, before, after }) => [path.join('.'), inline(before), inline(after)]),
  }
  if (changes.length > 0) return { table }
  const said = from === to ? `There is only revision ${from} to look at` : `Revisions ${from} and ${to} say the same`
  return { table, draw: () => `${said}; nothing differs.\n` }
}

const fields = (rows: [string, Cell][]): Table => ({ columns: ['field', 'value'], rows })

const signersOf = ({ signatures }: Revision, nameOf: NameOf): string =>
  signatures.map(({ team, person }) => `${team} (${nameOf(person)})`).join(', ')

const namesOf = (references: readonly Reference[]): string => references.map(to => `${to.kind}/${to.name}`).join(', ')

/** Teams whose signature is missing or whose objection is open. */
function waitsFor({ state, head, objections }: Agreement): string {
  if (state !== 'proposed' && state !== 'contested') return ''
  const objecting = new Set(objections.filter(each => each.settledAt === null).map(each => each.team))
  const missing = missingSignatures(head).filter(team => !objecting.has(team))
  const waited = [...[...objecting].map(team => `${team} (objects)`), ...missing]
  if (waited.length > 0) return waited.join(', ')
  return head.signatures.some(each => each.person !== head.author) ? '' : 'somebody besides its author'
}

function yamlLines(value: object, terminal: Terminal): string {
  if (Object.keys(value).length === 0) return ''
  const lines = stringify(value, { lineWidth: terminal.width, flowCollectionPadding: true }).trimEnd().split('\n')
  return `${lines.map(visible).join('\n')}\n`
}
