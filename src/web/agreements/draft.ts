import { useLocalStorage } from '@mantine/hooks'
import { useCallback, useState } from 'react'
import { rebase } from '../../features/agreement/rebase.ts'

/** What somebody is about to propose, kept in the browser until it is. */
export type Draft = {
  value: Record<string, unknown>
  /** The revision it changes and what that said; absent for something new. */
  base?: { revision: number; value: Record<string, unknown> }
  why: string
  step: number
}

type Drafting = {
  draft: Draft
  /** Whether it was begun before this page was opened. */
  isKept: boolean
  change: (change: Partial<Draft>) => void
  forget: () => void
}

/** A draft that survives reloads, one per person and agreement. */
export function useDraft(key: string, start: () => Draft): Drafting {
  const [stored, setStored, remove] = useLocalStorage<Draft | null>({
    key: `plumbline draft ${key}`,
    defaultValue: null,
    getInitialValueInEffect: false,
  })
  const [began] = useState(start)
  const [isKept, setKept] = useState(stored !== null)
  const draft = stored ?? began
  const change = useCallback(
    (change: Partial<Draft>) => setStored(before => ({ ...(before ?? began), ...change })),
    [setStored, began],
  )
  const forget = useCallback(() => {
    setKept(false)
    remove()
  }, [remove])
  return { draft, isKept, change, forget }
}

/** A draft put on top of a newer revision, and the fields that both changed. */
export function onTop(draft: Draft, newest: NonNullable<Draft['base']>): { draft: Partial<Draft>; both: string[] } {
  const { value, both } = rebase(draft.base?.value ?? {}, draft.value, newest.value)
  return { draft: { value, base: newest }, both }
}
