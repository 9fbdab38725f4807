import type { receiptOfStage } from '../../features/stage/operations.ts'
import type { Form } from '../format.ts'
import { drawTable, readableInstant } from '../table.ts'
import { type Terminal, visible } from '../terminal.ts'
import { inline } from './inline.ts'

type Receipt = Awaited<ReturnType<typeof receiptOfStage>>
type Fact = NonNullable<Receipt['entered']>['facts'][number]

/** Whether a person is in a stage and since when, then each line of its rule with what fulfilled it. */
export function receiptForm(receipt: Receipt): Form {
  const { stage, revision, entered, lines } = receipt
  return {
    draw: terminal => {
      const head = entered
        ? `${terminal.symbols.tick} In “${stage}” since ${readableInstant(entered.at)}, under revision ${revision}.`
        : `${terminal.symbols.cross} Not in “${stage}” under revision ${revision}.`
      return `${terminal.paint(head, entered ? 'green' : 'yellow')}\n\n${lines.map(line => drawLine(line, terminal)).join('\n')}`
    },
  }
}

function drawLine({ rule, held }: Receipt['lines'][number], terminal: Terminal): string {
  const head = `${held ? terminal.symbols.tick : terminal.symbols.cross} ${visible(inline(rule))}`
  if (!held) return `${head}\n  nothing fulfils it yet\n`
  return `${head}\n${drawTable({ columns: ['  when', 'event', 'source', 'said'], rows: held.facts.map(factRow) }, terminal)}`
}

const factRow = ({ at, event, source, said }: Fact) => [
  `  ${readableInstant(at)}`,
  event ?? 'traits',
  source,
  inline(said),
]
