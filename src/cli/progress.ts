import { readable } from './table.ts'
import { type Terminal, terminalOf, visible } from './terminal.ts'

export type Progress = {
  /** So much is done; `total` may become known or better known on the way. */
  at(done: number, total?: number): void
  /** Takes the bar away. */
  end(): void
}

type Options = {
  /** What is being done, such as `Importing leads.csv`. */
  label: string
  /** What is counted, such as `rows`. */
  unit: string
  total?: number
  stream?: { write(text: string): unknown; isTTY?: boolean; columns?: number }
  terminal?: Terminal
  now?: () => number
}

const REDRAW_MS = 100
const BAR = 24

/** A bar with rate and time left, drawn over itself; silent where nobody watches. */
export function progress(options: Options): Progress {
  const { unit, stream = process.stderr, terminal = terminalOf(stream), now = Date.now } = options
  if (!terminal.interactive) return { at() {}, end() {} }
  const room = (stream.columns ?? 100) - 1
  const label = visible(options.label)
  const started = now()
  let drawnAt = Number.NEGATIVE_INFINITY
  return {
    at(done, total = options.total) {
      if (now() - drawnAt < REDRAW_MS && done !== total) return
      drawnAt = now()
      const line = progressLine({ label, unit, done, total, seconds: (drawnAt - started) / 1000 }, terminal)
      stream.write(`\r\u001b[K${[...line].slice(0, room).join('')}`)
    },
    end() {
      if (drawnAt > Number.NEGATIVE_INFINITY) stream.write('\r\u001b[K')
    },
  }
}

type State = { label: string; unit: string; done: number; total?: number; seconds: number }

/** One state of the bar. Without a total there is neither share nor time left, and without time no rate. */
export function progressLine({ label, unit, done, total, seconds }: State, terminal: Terminal): string {
  const rate = seconds > 0 ? done / seconds : 0
  const speed = rate ? ` ${terminal.symbols.dot} ${readable(Math.round(rate))} ${unit}/s` : ''
  if (!total) return `${label} ${readable(done)} ${unit}${speed}`
  const share = Math.min(1, done / total)
  const filled = Math.round(share * BAR)
  const bar = terminal.symbols.bar.repeat(filled) + terminal.symbols.rest.repeat(BAR - filled)
  const left = rate && share < 1 ? ` ${terminal.symbols.dot} ${clock((total - done) / rate)} left` : ''
  return `${label} ${bar} ${Math.floor(share * 100)} % ${readable(done)} ${unit}${speed}${left}`
}

function clock(seconds: number): string {
  const whole = Math.ceil(seconds)
  const parts =
    whole >= 3600
      ? [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
      : [Math.floor(whole / 60), whole % 60]
  return parts.map((part, i) => (i ? String(part).padStart(2, '0') : String(part))).join(':')
}
