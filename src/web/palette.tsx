import { Spotlight, spotlight } from '@mantine/spotlight'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { listAgreements } from '../features/agreement/operations/reading.ts'
import { useReading } from '../features/ask.ts'
import { MENU } from './menu.ts'

export const openPalette = spotlight.open

/** ⌘K: every page and every agreement by what it is called. */
export function Palette() {
  const navigate = useNavigate()
  const [query, setQuery] = useState('')
  const all = useReading<typeof listAgreements>('agreement.list', { limit: 500 }, { enabled: query !== '' })
  const go = (to: string) => void navigate({ to })
  const pages = MENU.map(({ text, to, does }) => ({ id: to, label: text, description: does, onClick: () => go(to) }))
  const agreements = (all.data?.items ?? []).map(({ kind, name, head: { title } }) => ({
    id: `${kind}/${name}`,
    label: title,
    description: `${kind} ${name}`,
    onClick: () => go(`/agreements/${kind}/${name}`),
  }))
  return (
    <Spotlight
      query={query}
      onQueryChange={setQuery}
      actions={[
        { group: 'Go to', actions: pages },
        { group: 'Agreements', actions: agreements },
      ]}
      limit={12}
      nothingFound="Nothing is called like that."
      searchProps={{ placeholder: 'Where to?', 'aria-label': 'Where to?' }}
      shortcut={null}
    />
  )
}
