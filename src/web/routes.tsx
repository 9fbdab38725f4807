import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  useRouterState,
} from '@tanstack/react-router'
import { lazy, Suspense, useRef } from 'react'
import { ProductError } from '../core/error.ts'
import { Failure } from '../kit/page.tsx'
import { meOptions } from './me.ts'
import { Shell } from './shell.tsx'

const root = createRootRouteWithContext<{ client: QueryClient }>()({
  component: Outlet,
  notFoundComponent: () => (
    <Failure error={new Error('There is no page at this address. The menu leads to all of them.')} />
  ),
})

const ReceiptDrawer = lazy(() => import('./receipt/receipt-drawer.tsx'))

/** The shell, and over it the receipt of the number that the address names, loaded when the first one is asked for. */
function Inside() {
  const isAsked = useRouterState({ select: state => 'receipt' in state.location.search })
  const wasAsked = useRef(false)
  wasAsked.current ||= isAsked
  return (
    <>
      <Shell />
      <Suspense fallback={null}>{wasAsked.current ? <ReceiptDrawer /> : null}</Suspense>
    </>
  )
}

/** Everything behind the sign-in; whoever is nobody is sent there, and comes back to the page they asked for. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Inside,
  async beforeLoad({ context, location }) {
    try {
      return { me: await context.client.ensureQueryData(meOptions) }
    } catch (error) {
      if (error instanceof ProductError && error.details.status === 401)
        throw redirect({ to: '/sign-in', search: { to: location.href } })
      throw error
    }
  },
  errorComponent: ({ error }) => <Failure error={error} />,
})

const page = <Path extends string>(path: Path, load: () => Promise<{ default: React.ComponentType }>) =>
  createRoute({ getParentRoute: () => inside, path, component: lazyRouteComponent(load) })

const outside = <Path extends string>(path: Path, load: () => Promise<{ default: React.ComponentType }>) =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load) })

const tree = root.addChildren([
  outside('/sign-in', () => import('./sign-in/sign-in-page.tsx')),
  outside('/setup', () => import('./sign-in/setup-page.tsx')),
  outside('/invitation', () => import('./sign-in/invitation-page.tsx')),
  inside.addChildren([
    page('/', () => import('./home/home-page.tsx')),
    page('/settings', () => import('./settings/settings-page.tsx')),
    page('/alignment', () => import('../features/finding/web/alignment-page.tsx')),
    page('/alignment/rules', () => import('../features/finding/web/rules-page.tsx')),
    page('/agreements', () => import('./agreements/list-page.tsx')),
    page('/agreements/$kind/new', () => import('./agreements/propose-page.tsx')),
    page('/agreements/$kind/$name', () => import('./agreements/agreement-page.tsx')),
    page('/agreements/$kind/$name/change', () => import('./agreements/propose-page.tsx')),
    page('/data', () => import('./data/data-page.tsx')),
    page('/data/new/$upload', () => import('./data/mapping-page.tsx')),
    page('/data/$source', () => import('./data/source-page.tsx')),
    page('/data/$source/mend', () => import('./data/mend-page.tsx')),
    page('/customers', () => import('./customer/customers-page.tsx')),
    page('/customers/$id', () => import('./customer/customer-page.tsx')),
    page('/feeds', () => import('./feed/feeds-page.tsx')),
    page('/events', () => import('./feed/events-page.tsx')),
    page('/events/$name', () => import('./feed/event-page.tsx')),
    page('/connections', () => import('./connection/connections-page.tsx')),
    page('/connections/$name', () => import('./connection/connection-page.tsx')),
    page('/connectors', () => import('./connection/connectors-page.tsx')),
    page('/connectors/$name', () => import('./connection/connector-page.tsx')),
    page('/identity', () => import('./identity/identity-page.tsx')),
    page('/live', () => import('./event/live-page.tsx')),
    page('/quarantine', () => import('./event/quarantine-page.tsx')),
    page('/trackers', () => import('./event/trackers-page.tsx')),
    page('/map', () => import('./map/map-page.tsx')),
    page('/goals', () => import('./goal/goals-page.tsx')),
    page('/goals/$name', () => import('./goal/goal-page.tsx')),
    page('/metrics', () => import('./metric/catalogue-page.tsx')),
    page('/metrics/$name', () => import('./metric/metric-page.tsx')),
    page('/scorecard', () => import('./scorecard/scorecard-page.tsx')),
    page('/scorecard/$name', () => import('./scorecard/scorecard-page.tsx')),
    page('/funnel', () => import('../features/funnel/web/funnel-page.tsx')),
    page('/funnel/$name', () => import('../features/funnel/web/funnel-page.tsx')),
  ]),
])

export function createRoutes(client: QueryClient) {
  return createRouter({ routeTree: tree, context: { client }, defaultPreload: 'intent', scrollRestoration: true })
}
