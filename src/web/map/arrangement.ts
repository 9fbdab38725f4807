import { useEffect, useMemo, useState } from 'react'
import type { Graph } from './graph.ts'
import { type Drawing, drawingOf, type Places } from './layout.ts'

const known = new Map<string, Places>()
const MOST_KEPT = 20

/** Where everything stands; nothing while that is found out. What was arranged once is arranged at once. */
export function useArrangement(graph: Graph): Places | undefined {
  const drawing = useMemo(() => drawingOf(graph), [graph])
  const key = useMemo(() => JSON.stringify(drawing), [drawing])
  const [, setDone] = useState('')
  useEffect(() => {
    if (known.has(key)) return
    const worker = new Worker(new URL('./layout-worker.ts', import.meta.url), { type: 'module' })
    worker.onmessage = ({ data }: MessageEvent<Places>) => {
      keep(key, data)
      setDone(key)
    }
    worker.postMessage(JSON.parse(key) as Drawing)
    return () => worker.terminate()
  }, [key])
  return known.get(key)
}

function keep(key: string, places: Places): void {
  known.set(key, places)
  const [oldest] = known.keys()
  if (known.size > MOST_KEPT && oldest !== undefined) known.delete(oldest)
}
