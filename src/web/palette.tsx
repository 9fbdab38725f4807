import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight, spotlight } from '@mantine/spotlight'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { listAgreements } from '../features/agreement/operations/reading.ts'
import { useReading } from '../features/ask.ts'
import type { searchCustomers } from '../features/customer/operations/searching.ts'
import { MENU } from './menu.ts'

export const openPalette = spotlight.open

const SHORTEST = 3
const QUIET_MS = 200

/** ⌘K: every page and every agreement by what it is called, and customers by anything that is known of them. */
export function Palette() {
  const navigate = useNavigate()
  const [query, setQuery] = useState('')
  const all = useReading<typeof listAgreements>('agreement.list', { limit: 500 }, { enabled: query !== '' })
  const [text] = useDebouncedValue(query.trim(), QUIET_MS)
  const found = useReading<typeof searchCustomers>(
    'customer.search',
    { text, limit: 6 },
    { enabled: text.length >= SHORTEST },
  )
  const go = (to: string) => void navigate({ to })
  const pages = MENU.map(({ text, to, does }) => ({ id: to, label: text, description: does, onClick: () => go(to) }))
  const agreements = (all.data?.items ?? []).map(({ kind, name, head: { title } }) => ({
    id: `${kind}/${name}`,
    label: title,
    description: `${kind} ${name}`,
    onClick: () => go(`/agreements/${kind}/${name}`),
  }))
  const customers = (text.length >= SHORTEST ? (found.data?.items ?? []) : []).map(({ id, who, is, matched }) => ({
    id: `customer ${id}`,
    label: who || id,
    description: `${is} ${id}`,
    keywords: [text, matched],
    onClick: () => go(`/customers/${id}`),
  }))
  return (
    <Spotlight
      query={query}
      onQueryChange={setQuery}
      actions={[
        { group: 'Go to', actions: pages },
        { group: 'Agreements', actions: agreements },
        { group: 'Customers', actions: customers },
      ]}
      limit={12}
      nothingFound="Nothing is called like that."
      searchProps={{ placeholder: 'Where to?', 'aria-label': 'Where to?' }}
      shortcut={null}
    />
  )
}
