import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

const QUIET_MS = 250

/** Keeps what pages show fresh: whenever the server says that something changed, readings on the screen are asked again. */
export function useChanges(): void {
  const client = useQueryClient()
  useEffect(() => {
    const source = new EventSource('/api/v1/changes')
    let timer: ReturnType<typeof setTimeout> | undefined
    const onChange = (event: MessageEvent<string>) => {
      if (isPrivate(event.data)) return
      clearTimeout(timer)
      timer = setTimeout(() => void client.invalidateQueries(), QUIET_MS)
    }
    source.addEventListener('change', onChange)
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
