import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { send } from '../features/ask.ts'
import type { Actor } from '../features/context.ts'

/** Whoever is signed in. */
export const meOptions = queryOptions({
  queryKey: ['me'],
  queryFn: () => send('/api/v1/me') as Promise<Actor>,
  staleTime: 60_000,
  retry: false,
})

export const useMe = (): Actor => useSuspenseQuery(meOptions).data
