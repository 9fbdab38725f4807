/** One thing that was measured several times. */
export type Figure = {
  what: string
  unit: 's' | 'rows/s' | 'events/s' | 'MB'
  /** Each run, in order. */
  runs: number[]
  /** The least time or memory, the highest rate. */
  best: number
  median: number
  /** Processor time of the median run in seconds, all threads together: less than the time taken when others were busy. */
  cpu?: number
  /** What the design allows, in the same unit; given only at the size it speaks of. */
  budget?: number
}

/** What a benchmark is told: how much data, how often, and where it may put files. */
export type Setting = {
  rows: number
  runs: number
  folder: string
  /** Which generated companies, for benchmarks that judge rather than time: `1-20,101-140`. */
  seeds?: string
  /** Says what is being done, for whoever waits. */
  note(text: string): void
  /** Says what was found besides figures, as people and as programs read it. */
  tell?(text: string, details: unknown): void
}

export type Bench = {
  does: string
  /** Rows without `--rows`; what they are rows of is in `does`. */
  rows: number
  run(setting: Setting): Promise<Figure[]>
}

export type Run = { seconds: number; cpu: number }

/** Carries something out and says how long it took. */
export async function timed<T>(work: () => Promise<T> | T): Promise<Run & { result: T }> {
  const before = process.cpuUsage()
  const began = performance.now()
  const result = await work()
  const seconds = (performance.now() - began) / 1000
  const { user, system } = process.cpuUsage(before)
  return { seconds, cpu: (user + system) / 1e6, result }
}

/** Collects runs under what they are runs of. */
export function stopwatch() {
  const all = new Map<string, Run[]>()
  return {
    async time<T>(what: string, work: () => Promise<T> | T): Promise<T> {
      const { result, ...run } = await timed(work)
      all.set(what, [...(all.get(what) ?? []), run])
      return result
    },
    runs: (what: string): readonly Run[] => all.get(what) ?? [],
    /** A figure for each, in the order in which they were first run. */
    figures: (budgets: Readonly<Record<string, number | undefined>> = {}): Figure[] =>
      [...all].map(([what, runs]) => duration(what, runs, budgets[what])),
  }
}

export function duration(what: string, runs: readonly Run[], budget?: number): Figure {
  const inOrder = runs.toSorted((a, b) => a.seconds - b.seconds)
  const middle = inOrder[Math.floor((inOrder.length - 1) / 2)]
  return { ...figure(what, 's', seconds(runs)), cpu: middle?.cpu, ...(budget === undefined ? {} : { budget }) }
}

export function rate(
  what: string,
  unit: 'rows/s' | 'events/s',
  amount: number,
  runs: readonly Run[],
  budget?: number,
): Figure {
  const { cpu } = duration(what, runs)
  const rates = seconds(runs).map(each => amount / each)
  return { ...figure(what, unit, rates), cpu, ...(budget === undefined ? {} : { budget }) }
}

export function megabytes(what: string, bytes: readonly number[]): Figure {
  return figure(
    what,
    'MB',
    bytes.map(each => each / 1e6),
  )
}

/** Runs something and says how much memory the process held at most meanwhile, looked at often. */
export async function withPeak<T>(work: () => Promise<T>): Promise<{ result: T; peak: number }> {
  let peak = process.memoryUsage.rss()
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 20)
  try {
    const result = await work()
    return { result, peak: Math.max(peak, process.memoryUsage.rss()) }
  } finally {
    clearInterval(timer)
  }
}

const seconds = (runs: readonly Run[]): number[] => runs.map(run => run.seconds)

function figure(what: string, unit: Figure['unit'], runs: readonly number[]): Figure {
  const inOrder = runs.toSorted((a, b) => a - b)
  const best = unit.endsWith('/s') ? inOrder.at(-1) : inOrder[0]
  const median = inOrder[Math.floor((inOrder.length - 1) / 2)]
  return { what, unit, runs: [...runs], best: best ?? Number.NaN, median: median ?? Number.NaN }
}
