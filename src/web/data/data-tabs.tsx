import { Anchor } from '@mantine/core'
import { Link, useRouterState } from '@tanstack/react-router'

/** Everything about data has a page; each stands here with what it shows. */
export const DATA_PAGES = [
  { to: '/data', text: 'Sources' },
  { to: '/feeds', text: 'Feed map' },
  { to: '/events', text: 'Catalogue' },
  { to: '/live', text: 'Live' },
  { to: '/quarantine', text: 'Quarantine' },
  { to: '/trackers', text: 'Trackers' },
  { to: '/connections', text: 'Connections' },
  { to: '/identity', text: 'Identity' },
] as const

/** Leads from each page about data to the others. */
export function DataTabs() {
  const path = useRouterState({ select: state => state.location.pathname })
  return (
    <nav className="data-tabs" aria-label="Pages about data">
      {DATA_PAGES.map(({ to, text }) => (
        <Anchor
          key={to}
          component={Link}
          to={to as string}
          fz="sm"
          underline="never"
          aria-current={path === to ? 'page' : undefined}
        >
          {text}
        </Anchor>
      ))}
    </nav>
  )
}
