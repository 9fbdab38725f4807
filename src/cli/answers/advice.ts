import type { adviseGoal } from '../../features/goal/operations/advise.ts'
import type { Form } from '../format.ts'
import { wrap } from '../table.ts'
import { type Terminal, visible } from '../terminal.ts'

type Advised = Awaited<ReturnType<typeof adviseGoal>>
type Piece = Advised['advice'][number]

/** What could be better about a goal, each with how people often write it and how it says more. */
export function adviceForm({ goal, advice }: Advised): Form {
  return {
    table: {
      columns: ['rule', 'where', 'advice', 'weak', 'strong'],
      rows: advice.map(({ rule, path, sentence, weak, strong }) => [rule, placeOf(path), sentence, weak, strong]),
    },
    draw: terminal =>
      advice.length === 0
        ? `${terminal.paint(`${terminal.symbols.tick} Nothing to add to “${goal}”.`, 'green')}\n`
        : advice.map(piece => drawPiece(piece, terminal)).join(''),
  }
}

function drawPiece({ rule, path, sentence, weak, strong }: Piece, { symbols, paint, width }: Terminal): string {
  const lines = (text: string, first: string) =>
    wrap(visible(text), width - 4).map((line, i) => `  ${i === 0 ? first : ' '} ${line}`)
  const said = wrap(visible(sentence), width - 2).map(line => `  ${line}`)
  const example =
    weak === null || strong === null
      ? []
      : [...lines(weak, symbols.cross), ...lines(strong, symbols.tick)].map(line => paint(line, 'dim'))
  const head = `${paint(`${symbols.dot} ${placeOf(path)}`, 'blue')} ${paint(rule, 'dim')}`
  return `${[head, ...said, ...example].join('\n')}\n`
}

/** `results 2, weight`: people count from one. */
function placeOf(path: Piece['path']): string {
  const [field = '', ...rest] = path.map(step => (typeof step === 'number' ? String(step + 1) : step))
  const [index, ...inner] = rest
  return [index === undefined ? field : `${field} ${index}`, ...inner].join(', ')
}
