import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { type Cell, drawTable } from '../src/cli/table.ts'
import type { Terminal } from '../src/cli/terminal.ts'
import type { Figure } from './figure.ts'

export type Measured = { name: string; rows: number; figures: Figure[] }

/** Where and when something was measured; `load` is how many processes wanted a core in the last minute, before it began. */
export type Machine = {
  processor: string
  cores: number
  memoryGiB: number
  system: string
  node: string
  date: string
  load: number
}

export function machine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    date: new Date().toISOString().slice(0, 10),
    load: Number((loadavg()[0] ?? 0).toFixed(1)),
  }
}

/** The figures as people read them, each beside its budget and how far it keeps it; below one it does not. */
export function drawFigures(on: Machine, benches: readonly Measured[], terminal: Terminal): string {
  const { processor, cores, memoryGiB, system, node, date, load } = on
  const rows = benches.flatMap(({ name, figures }) => figures.map(figure => [name, ...cellsOf(figure)]))
  return [
    `${cores} cores (${processor}), ${memoryGiB} GiB, ${system}, Node ${node}, ${date}, load ${load} before it began`,
    benches.map(({ name, rows }) => (rows ? `${name}: ${rows.toLocaleString('en')} rows` : name)).join(', '),
    '',
    drawTable(
      { columns: ['bench', 'figure', 'best', 'median', 'cpu', 'unit', 'budget', 'budget/figure'], rows },
      terminal,
    ),
  ].join('\n')
}

function cellsOf({ what, unit, best, median, cpu, budget }: Figure): Cell[] {
  const isRate = unit.endsWith('/s')
  const room = budget === undefined ? undefined : isRate ? median / budget : budget / median
  return [
    what,
    rounded(best),
    rounded(median),
    cpu === undefined ? undefined : rounded(cpu),
    unit,
    budget,
    room === undefined ? undefined : { text: `${room.toFixed(1)}×`, style: room < 1 ? 'red' : 'green' },
  ]
}

/** Three digits say all that can be said of a time. */
const rounded = (value: number): number => (value < 1000 ? Number(value.toPrecision(3)) : Math.round(value))
