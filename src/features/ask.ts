import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { type Code, type Details, ProductError } from '../core/error.ts'
import type { AnyOperation } from './operation.ts'

/**
 * How pages reach operations. `Verb` is the type of the operation, imported as a type only; its name goes over the wire:
 * `useReading<typeof measureGoal>('goal.measure', { name })`.
 */

type In<Verb extends AnyOperation> = z.input<Verb['input']>
type Out<Verb extends AnyOperation> = z.output<Verb['output']>

/** Carries an operation out on the server; what it says is wrong becomes the `ProductError` it was there. */
export async function ask<Verb extends AnyOperation>(
  name: string,
  input: In<Verb>,
  { once, signal }: { once?: string; signal?: AbortSignal } = {},
): Promise<Out<Verb>> {
  return send(`/api/v1/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(once === undefined ? {} : { 'idempotency-key': once }) },
    body: JSON.stringify(input ?? {}),
    ...(signal ? { signal } : {}),
  }) as Promise<Out<Verb>>
}

/** A request to our own server, with its answer read as JSON and its problem thrown. */
export async function send(path: string, init?: RequestInit): Promise<unknown> {
  let response: Response
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ProductError(
      'unavailable',
      'The server does not answer. Nothing you typed is lost; try again in a moment.',
    )
  }
  const body = await response.json().catch(() => undefined)
  if (response.ok) return body
  throw problemIn(response.status, body as Body | undefined)
}

type Body = Details & { code?: Code; detail?: string; message?: string; title?: string; status?: number }

function problemIn(status: number, body: Body | undefined): ProductError {
  const { code, detail, message, title: _, status: __, ...details } = body ?? {}
  const known = code && /^(invalid|forbidden|not_found|conflict|limit|unavailable)$/.test(code) ? code : codeOf(status)
  return new ProductError(known, detail ?? message ?? `The server answered ${status}.`, { ...details, status })
}

function codeOf(status: number): Code {
  if (status === 401 || status === 403) return 'forbidden'
  if (status === 404) return 'not_found'
  if (status === 429) return 'limit'
  return status >= 500 ? 'unavailable' : 'invalid'
}

/** A reading as query options, to be prefetched or used with others. */
export function reading<Verb extends AnyOperation>(name: string, input: In<Verb>) {
  return queryOptions({
    queryKey: [name, input],
    queryFn: ({ signal }) => ask<Verb>(name, input, { signal }),
    staleTime: 30_000,
    retry: (count, error) => error instanceof ProductError && error.code === 'unavailable' && count < 2,
  })
}

/** A reading that the page shows, refreshed whenever the server says that something changed. */
export function useReading<Verb extends AnyOperation>(name: string, input: In<Verb>, { enabled = true } = {}) {
  return useQuery({ ...reading<Verb>(name, input), enabled })
}

/** A write. It is carried out once however often it is sent; afterwards every reading on the page is fresh. */
export function useChange<Verb extends AnyOperation>(name: string) {
  const client = useQueryClient()
  return useMutation<Out<Verb>, Error, In<Verb>>({
    mutationFn: input => ask<Verb>(name, input, { once: crypto.randomUUID() }),
    onSuccess: () => void client.invalidateQueries(),
  })
}
