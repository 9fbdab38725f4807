import { AnalyticsBrowser } from '@segment/analytics-next'

/** What a shop’s page does with Segment’s own library, as its makers ship it. It runs in a browser; its title says how it went. */
type Shop = { key: string; collector: string; batching: boolean }

const { key, collector, batching } = (window as unknown as { shop: Shop }).shop
const strategy = { deliveryStrategy: { strategy: 'batching', config: { size: 5, timeout: 200 } } } as const
const analytics = AnalyticsBrowser.load(
  { writeKey: key, cdnURL: collector },
  batching ? { integrations: { 'Segment.io': strategy } } : {},
)
analytics.on('error', ({ code }) => {
  document.title = `error ${code}`
})
await analytics.page('Pricing')
await analytics.identify('ada', { email: 'ada@acme.test' })
await analytics.track('Order Completed', { revenue: 12.5, currency: 'EUR' })
await analytics.group('acme', { website: 'https://acme.test' })
await analytics.alias('ada-2', 'ada')

const said = (event: string) =>
  JSON.stringify({ writeKey: key, userId: 'ada', event, messageId: `${event} ${batching}` })
navigator.sendBeacon(`${collector}/v1/track`, said('Left'))
const image = new Image()
const seen = new Promise<void>((resolve, reject) => {
  image.onload = () => resolve()
  image.onerror = reject
})
image.src = `${collector}/v1/pixel/track?data=${encodeURIComponent(btoa(said('Opened')))}`
await seen
document.title ||= 'done'
