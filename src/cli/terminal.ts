import { styleText } from 'node:util'

/** What is written where people read: colours, signs and widths. Nothing here gives colour a meaning of its own. */
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'cyan' | 'magenta'

export type Symbols = {
  tick: string
  cross: string
  warning: string
  dot: string
  up: string
  down: string
  flat: string
  bar: string
  rest: string
  line: string
  /** Where a plumb line hangs from, and the bob on it. */
  hang: string
  plumb: string
  unknown: string
  /** From the lowest to the highest value of a series. */
  steps: string
}

export type Terminal = {
  /** Whether a person sees it as it is written, so that lines may be drawn over. */
  interactive: boolean
  /** Columns to use: at most 100, whatever the window has. */
  width: number
  symbols: Symbols
  paint(text: string, ...styles: Style[]): string
}

type Stream = { isTTY?: boolean; columns?: number }
type Environment = Record<string, string | undefined>

const UNICODE: Symbols = {
  tick: '✓',
  cross: '✗',
  warning: '▲',
  dot: '·',
  up: '↑',
  down: '↓',
  flat: '→',
  bar: '█',
  rest: '░',
  line: '│',
  hang: '┬',
  plumb: '◆',
  unknown: '–',
  steps: '▁▂▃▄▅▆▇█',
}

const ASCII: Symbols = {
  tick: '+',
  cross: 'x',
  warning: '!',
  dot: '.',
  up: '^',
  down: 'v',
  flat: '>',
  bar: '#',
  rest: '.',
  line: '|',
  hang: 'T',
  plumb: 'o',
  unknown: '-',
  steps: '_.-~=+*#',
}

/** What may be done on a stream: colours on a terminal unless `NO_COLOR` is set or the terminal is a dumb one. */
export function terminalOf(stream: Stream, env: Environment = process.env): Terminal {
  const interactive = Boolean(stream.isTTY) && env.TERM !== 'dumb'
  const colour = interactive && !env.NO_COLOR
  return {
    interactive,
    width: Math.min(100, Math.max(40, (interactive && stream.columns) || 100)),
    symbols: env.TERM === 'dumb' || env.TERM === 'linux' ? ASCII : UNICODE,
    paint: (text, ...styles) => (colour && styles.length ? styleText(styles, text, { validateStream: false }) : text),
  }
}

/** Text from data, made harmless: what would steer a terminal or break a line is shown as a sign instead. */
export function visible(text: string): string {
  return text.replace(/\p{Cc}|\p{Bidi_Control}/gu, sign =>
    sign === '\n' || sign === '\r' ? '⏎' : sign === '\t' ? ' ' : '�',
  )
}

/** Columns a text takes on a terminal, without its colours. */
export function widthOf(text: string): number {
  let width = 0
  for (const sign of text.replace(ANSI, '')) width += WIDE.test(sign) ? 2 : NARROW.test(sign) ? 0 : 1
  return width
}

const ANSI = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')
const NARROW = /\p{Mn}|\p{Me}|\p{Cf}/u
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u
