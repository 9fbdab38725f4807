import { useRef } from 'react'

/** The value, or once it is gone, what it was: for drawers, which show it while they close and give the focus back. */
export function useLastKnown<T>(value: T | undefined): T | undefined {
  const known = useRef(value)
  if (value !== undefined) known.current = value
  return value ?? known.current
}
