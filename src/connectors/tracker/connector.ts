import type { Connector } from '../connector.ts'

/** Trackers that speak Segment’s protocol; they send to the collector and need no mapping. */
export const tracker: Connector = {
  name: 'tracker',
  title: 'Trackers (Segment, RudderStack)',
  category: 'analytics',
  does: 'What people do in your product and on your website, as it happens, from the SDKs of Segment or RudderStack.',
  steps: [
    'Make a write key: plumbline source key website. It is shown once.',
    'Point the SDK you have, or a new one, at Plumbline. In a browser, analytics-next takes integrations: { "Segment.io": { apiHost: "plumbline.acme.example/v1", protocol: "https" } }.',
    'On a server, @segment/analytics-node takes host: "https://plumbline.acme.example", and @rudderstack/rudder-sdk-node takes dataPlaneUrl.',
    'Call identify with the id that your product gives people, and their e-mail address where you know it: by these they meet the people of your other systems.',
    'Watch the events arrive under Data. What the collector refuses or holds back says why.',
  ],
  presets: [],
}
