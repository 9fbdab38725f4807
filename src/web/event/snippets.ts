export type Snippet = {
  name: string
  title: string
  says: string
  code: (address: string, writeKey: string) => string
}

/** What has to stand in a site, an app or a server so that its events come here. */
export const SNIPPETS: readonly Snippet[] = [
  {
    name: 'browser',
    title: 'Browser',
    says: 'With @segment/analytics-next in your build. Pages, clicks and sign-ins of visitors, who stay anonymous until they say who they are.',
    code: (address, writeKey) => `import { AnalyticsBrowser } from '@segment/analytics-next'

export const analytics = AnalyticsBrowser.load(
  { writeKey: '${writeKey}', cdnURL: '${address}' },
  { integrations: { 'Segment.io': { apiHost: '${address.replace(/^https?:\/\//, '')}/v1', protocol: '${address.split(':')[0]}' } } },
)

analytics.page()
analytics.identify('user-42', { email: 'ada@example.com' })
analytics.track('Trial started', { plan: 'team' })`,
  },
  {
    name: 'node',
    title: 'Node',
    says: 'With @segment/analytics-node on your server.',
    code: (address, writeKey) => `import { Analytics } from '@segment/analytics-node'

const analytics = new Analytics({ writeKey: '${writeKey}', host: '${address}' })

analytics.track({ userId: 'user-42', event: 'Invoice paid', properties: { amount: 120, currency: 'EUR' } })
await analytics.closeAndFlush()`,
  },
  {
    name: 'rudderstack',
    title: 'RudderStack',
    says: 'With @rudderstack/rudder-sdk-node, or any other of its libraries.',
    code: (address, writeKey) => `import RudderAnalytics from '@rudderstack/rudder-sdk-node'

const analytics = new RudderAnalytics('${writeKey}', { dataPlaneUrl: '${address}' })

analytics.track({ userId: 'user-42', event: 'Invoice paid', properties: { amount: 120, currency: 'EUR' } })`,
  },
  {
    name: 'beacon',
    title: 'Without a library',
    says: 'From any page, also while it is being left. A messageId makes it safe to send it twice.',
    code: (address, writeKey) => `navigator.sendBeacon('${address}/v1/track', JSON.stringify({
  writeKey: '${writeKey}',
  messageId: crypto.randomUUID(),
  anonymousId: 'visitor-7',
  event: 'Page left',
  properties: { page: location.pathname },
}))`,
  },
  {
    name: 'curl',
    title: 'curl',
    says: 'To see that it works. The answer says what became of each message.',
    code: (address, writeKey) => `curl ${address}/v1/batch -u ${writeKey}: -H 'content-type: application/json' -d '{
  "batch": [
    { "type": "identify", "userId": "user-42", "traits": { "email": "ada@example.com" } },
    { "type": "track", "userId": "user-42", "event": "Trial started", "messageId": "first" }
  ]
}'`,
  },
]
