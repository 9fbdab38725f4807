import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

const QUIET_MS = 250

/** Keeps what pages show fresh: whenever the server says that something changed, readings on the screen are asked again. */
export function useChanges(): void {
  const client = useQueryClient()
  useEffect(() => {
    const source = new EventSource('/api/v1/changes')
    let timer: ReturnType<typeof setTimeout> | undefined
    let heardMs = 0
    const refresh = () => {
      clearTimeout(timer)
      timer = setTimeout(() => void client.invalidateQueries(), QUIET_MS)
    }
    source.addEventListener('change', (event: MessageEvent<string>) => {
      heardMs = performance.now()
      if (!isPrivate(event.data)) refresh()
    })
    // What changed before the line stood, or while it was broken, was told to nobody here.
    source.addEventListener('hello', (event: MessageEvent<string>) => {
      const { agoMs } = JSON.parse(event.data) as { agoMs: number | null }
      if (agoMs !== null && agoMs < performance.now() - heardMs) refresh()
    })
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [client])
}

/** What somebody does with their own inbox changes nothing for anybody else, and their own page knows it already. */
function isPrivate(data: string): boolean {
  return (JSON.parse(data) as { operation?: string }).operation?.startsWith('inbox.') ?? false
}
