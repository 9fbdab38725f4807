import { queryOptions } from '@tanstack/react-query'
import { send } from '../../features/ask.ts'

export type SignInState = {
  company: string
  /** Whether nobody is here yet, and the first admin can be made. */
  setup: boolean
  demo: { id: string; name: string; role: string }[] | null
  sso: boolean
}

export const stateOptions = queryOptions({
  queryKey: ['sign-in state'],
  queryFn: () => send('/api/auth/state') as Promise<SignInState>,
})

/** Sends what somebody typed to a route of signing in. */
export function post(path: string, body: unknown): Promise<unknown> {
  return send(`/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** Where to go after signing in: only to a page of our own. */
export function after(search: string): string {
  const to = new URLSearchParams(search).get('to') ?? '/'
  return /^\/(?![/\\])/.test(to) ? to : '/'
}
