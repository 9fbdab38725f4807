import { useEffect, useRef, useState } from 'react'

/** A message that goes by, as the server tells it. */
export type LiveEvent = {
  at: string
  receivedAt: string
  source: string
  type: string
  name: string
  verdict: 'stored' | 'duplicate' | 'quarantined' | 'refused'
  code: string | null
  reason: string | null
  identifiers: Record<string, string>
  props: Record<string, unknown>
}

export type Line = LiveEvent & { number: number }

/** Lines that are kept while a page is open; older ones go. */
const KEPT = 500

export type Live = {
  lines: readonly Line[]
  /** How many came while the page stood still, or were too many to be told. */
  waiting: number
  skipped: number
  isOpen: boolean
  clear(): void
}

/** What comes in, newest first, while `isPaused` is false; nothing that came before the page was opened. */
export function useLive({ source, name, isPaused }: { source?: string; name?: string; isPaused: boolean }): Live {
  const [lines, setLines] = useState<readonly Line[]>([])
  const [held, setHeld] = useState<readonly Line[]>([])
  const [skipped, setSkipped] = useState(0)
  const [isOpen, setOpen] = useState(false)
  const paused = useRef(isPaused)
  const count = useRef(0)

  useEffect(() => {
    paused.current = isPaused
    if (isPaused) return
    setHeld(before => {
      if (before.length > 0) setLines(shown => [...before, ...shown].slice(0, KEPT))
      return []
    })
  }, [isPaused])

  useEffect(() => {
    const asked = new URLSearchParams({ ...(source ? { source } : {}), ...(name ? { name } : {}) })
    const stream = new EventSource(`/api/v1/events/live?${asked}`)
    stream.addEventListener('hello', () => setOpen(true))
    stream.addEventListener('error', () => setOpen(false))
    stream.addEventListener('event', (event: MessageEvent<string>) => {
      const line = { ...(JSON.parse(event.data) as LiveEvent), number: ++count.current }
      const add = (before: readonly Line[]) => [line, ...before].slice(0, KEPT)
      if (paused.current) setHeld(add)
      else setLines(add)
    })
    stream.addEventListener('skipped', (event: MessageEvent<string>) =>
      setSkipped(before => before + (JSON.parse(event.data) as { count: number }).count),
    )
    return () => stream.close()
  }, [source, name])

  const clear = () => {
    setLines([])
    setHeld([])
    setSkipped(0)
  }
  return { lines, waiting: held.length, skipped, isOpen, clear }
}
