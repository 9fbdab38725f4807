import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'

/** What the address says after the question mark, as text; a list is joined by commas. */
export type UrlState = Readonly<Record<string, string | undefined>>

/**
 * The filters of a page as they stand in its address, so that a link shows the same to whoever follows it. What is set to
 * `undefined` or nothing disappears from the address; other words there stay. `push` makes the way back lead to what was before.
 */
export function useUrlState(): [UrlState, (change: UrlState, options?: { push?: boolean }) => void] {
  const search = useRouterState({ select: state => state.location.search as Record<string, unknown> })
  const navigate = useNavigate()
  const said = useMemo(
    () => Object.fromEntries(Object.entries(search).map(([key, value]) => [key, textOf(value)])),
    [search],
  )
  const set = useCallback(
    (change: UrlState, { push = false } = {}) =>
      void navigate({
        to: '.',
        replace: !push,
        resetScroll: false,
        search: ((before: Record<string, unknown>) => changed(before, change)) as never,
      }),
    [navigate],
  )
  return [said, set]
}

/** The words of an address with some of them changed. Whole numbers are kept as such, so that they are not put in quotes. */
export function changed(before: Record<string, unknown>, change: UrlState): Record<string, unknown> {
  const after: Record<string, unknown> = { ...before }
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined || value === '') delete after[key]
    else after[key] = /^(0|[1-9]\d{0,8})$/.test(value) ? Number(value) : value
  }
  return after
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(String).join(',')
  return typeof value === 'string' ? value : JSON.stringify(value)
}
