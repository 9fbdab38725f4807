import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ask, reading } from '../../features/ask.ts'
import type { createCheckIn, listCheckIns } from '../../features/check-in/operations.ts'
import { useMe } from '../me.ts'
import { SAID_LIMIT } from './said.tsx'
import type { Spoken } from './spoken.ts'

/** Says something of a goal. It stands among the check-ins at once, and is taken back where the server refuses it. */
export function useCheckIn(goal: string) {
  const client = useQueryClient()
  const me = useMe()
  const { queryKey } = reading<typeof listCheckIns>('check-in.list', { goal, limit: SAID_LIMIT })
  return useMutation({
    async mutationFn(said: readonly Spoken[]) {
      for (const each of said)
        await ask<typeof createCheckIn>('check-in.create', { goal, ...each }, { once: crypto.randomUUID() })
    },
    async onMutate(said) {
      await client.cancelQueries({ queryKey })
      const before = client.getQueryData(queryKey)
      const at = new Date().toISOString()
      const shown = said.map((each, i) => ({ ...each, goal, at, by: me.id, id: `sent-${i}`, from: 'plumbline' }))
      if (before) client.setQueryData(queryKey, { ...before, items: [...shown.toReversed(), ...before.items] })
      return { before }
    },
    onError: (_error, _said, kept) => client.setQueryData(queryKey, kept?.before),
    onSettled: () => {
      void client.invalidateQueries()
    },
  })
}
