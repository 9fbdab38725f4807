import type { z } from 'zod'
import type { splitIdentity } from '../../features/identity/operations/deciding.ts'
import type {
  listCrowded,
  listRulings,
  previewIdentity,
  showIdentity,
} from '../../features/identity/operations/showing.ts'
import type { Form, NameOf } from '../format.ts'
import { drawTable } from '../table.ts'
import type { Terminal } from '../terminal.ts'

type Shown = z.output<typeof showIdentity.output>
type Crowded = z.output<typeof listCrowded.output>
type Preview = z.output<typeof previewIdentity.output>
type Decided = z.output<typeof splitIdentity.output>
type Rulings = z.output<typeof listRulings.output>

const day = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`

export function shownForm({ person, identifiers, links, held, history }: Shown): Form {
  const rows = identifiers.map(({ code, kind, value, since }) => {
    const with_ = links.flatMap(({ one, other }) => (one === code ? [other] : other === code ? [one] : []))
    return [code, kind, value, day(since), with_.join(', ')]
  })
  const table = { columns: ['id', 'kind', 'value', 'first seen', 'named together with'], rows }
  return {
    table,
    draw: terminal =>
      parts([
        person,
        drawTable(table, terminal),
        ...section(
          'Held back:',
          ['id', 'and', 'kind', 'value', 'of', 'since', 'why'],
          held.map(({ one, other, at, why }) => [one, other.code, other.kind, other.value, other.person, day(at), why]),
          terminal,
        ),
        ...section(
          'What changed:',
          ['when', 'what', 'by'],
          history.map(({ at, act, person, other, fact }) => [
            day(at),
            act === 'merge' ? `${other} was put to ${person}` : `${other} was taken out of ${person}`,
            fact === null ? 'the rules' : `fact ${fact}`,
          ]),
          terminal,
        ),
      ]),
  }
}

export function crowdedForm({ people, shared }: Crowded): Form {
  const columns = ['person', 'kind', 'ids']
  const rows = people.map(({ person, kind, ids }) => [person, kind, ids])
  return {
    table: { columns, rows },
    draw: terminal =>
      parts([
        rows.length ? drawTable({ columns, rows }, terminal) : 'Nobody has two ids of one kind.\n',
        ...section(
          'Held back:',
          ['id', 'kind', 'value', 'links', 'why', 'what to do'],
          shared.map(({ code, kind, value, links, why, advice }) => [code, kind, value, links, why, advice]),
          terminal,
        ),
      ]),
  }
}

export function regroupedForm(preview: Preview): Form {
  return { draw: terminal => told(preview, terminal) }
}

export function decidedForm({ id, change }: Decided): Form {
  return {
    draw: terminal => parts([`Decided: ${id}\n`, change ? told(change, terminal) : 'Nothing changed.\n']),
  }
}

export function rulingsForm(rulings: Rulings, nameOf: NameOf): Form {
  const rows = rulings.map(({ id, says, one, other, why, by, at, undone }) => [
    id,
    `${one} ${says === 'apart' ? 'is not' : 'is'} ${other}`,
    by.length === 26 ? nameOf(by) : by,
    at === null ? '' : day(at),
    why,
    undone === null ? '' : `undone ${day(undone)}`,
  ])
  return { table: { columns: ['decision', 'says', 'by', 'since', 'why', 'state'], rows } }
}

function told({ before, after, moved, held, acts }: Preview, terminal: Terminal): string {
  return parts([
    `${count(before, 'person', 'people')} before, ${after} after; ${count(moved, 'id', 'ids')} of another person.\n`,
    ...section('Held back:', ['why', 'links'], Object.entries(held), terminal),
    ...section(
      'Who:',
      ['what'],
      acts.map(({ act, person, other }) => [
        act === 'merge' ? `${other} is put to ${person}` : `${other} is taken out of ${person}`,
      ]),
      terminal,
    ),
  ])
}

const count = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`

function section(title: string, columns: string[], rows: (string | number)[][], terminal: Terminal): string[] {
  return rows.length ? [`${title}\n${drawTable({ columns, rows }, terminal)}`] : []
}

const parts = (texts: readonly string[]): string =>
  texts.map(text => (text.endsWith('\n') ? text : `${text}\n`)).join('\n')
