import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ProductError } from '../../core/error.ts'
import { send } from '../../features/ask.ts'
import type { Draft } from '../../features/source/draft.ts'
import type { Imported, ImportProgress } from '../../features/source/operations/importing.ts'
import type { Preview } from '../../features/source/operations/previewing.ts'

/** A file that somebody sent and that waits for its import. */
export type Upload = {
  upload: string
  name: string
  bytes: number
  rows: number | null
  at: string
  until: string
  /** Sources whose files are called so. */
  fits: { name: string; title: string }[]
  state: 'waiting' | 'importing' | 'imported' | 'failed'
  source?: string
  progress?: ImportProgress | null
  imported?: Imported | null
  failure?: { detail: string } | null
}

export type Limits = { bytes: number; unpacked: number; rows: number }

const AT = '/api/v1/uploads'

/** The files of whoever asks that wait. */
export function useUploads({ enabled }: { enabled: boolean }) {
  return useQuery({
    queryKey: ['uploads'],
    queryFn: () => send(AT) as Promise<{ limits: Limits; uploads: Upload[] }>,
    enabled,
  })
}

const POLL_MS = 400

/** One of them, asked again and again while it is imported. */
export function useUpload(id: string, { watched = false } = {}) {
  return useQuery({
    queryKey: ['uploads', id],
    queryFn: () => send(`${AT}/${id}`) as Promise<Upload>,
    retry: false,
    refetchInterval: query => (watched || query.state.data?.state === 'importing' ? POLL_MS : false),
  })
}

export function useDraft(id: string, { enabled }: { enabled: boolean }) {
  return useQuery({
    queryKey: ['uploads', id, 'draft'],
    queryFn: () => tell(id, 'draft', {}) as Promise<Draft & { name: string }>,
    enabled,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function usePreview(id: string, spec: unknown, { enabled }: { enabled: boolean }) {
  return useQuery({
    queryKey: ['uploads', id, 'preview', spec],
    queryFn: () => tell(id, 'preview', { spec }) as Promise<Preview>,
    enabled,
    retry: false,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export const importUpload = (id: string, source: string): Promise<Imported> =>
  tell(id, 'import', { source }) as Promise<Imported>

export const removeUpload = (id: string): Promise<unknown> => send(`${AT}/${id}`, { method: 'DELETE' })

function tell(id: string, verb: string, body: object): Promise<unknown> {
  return send(`${AT}/${id}/${verb}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** Sends a file as it is; `onShare` hears how much of it has gone, from 0 to 1. */
export function sendFile(file: File, onShare: (share: number) => void, signal: AbortSignal): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', `${AT}?name=${encodeURIComponent(file.name)}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.responseType = 'json'
    request.upload.onprogress = event => onShare(event.total > 0 ? event.loaded / event.total : 0)
    request.onload = () => {
      const { detail, code } = request.response ?? {}
      if (request.status < 300) resolve(request.response as Upload)
      else reject(new ProductError(code ?? 'unavailable', detail ?? `The server answered ${request.status}.`))
    }
    request.onerror = () =>
      reject(new ProductError('unavailable', `“${file.name}” did not arrive: the server does not answer. Try again.`))
    request.onabort = () => reject(new ProductError('unavailable', `“${file.name}” was not sent.`))
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}
