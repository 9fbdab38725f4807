type Entry = {
  text: string
  to: string
  key: string
  does: string
  /** Where else one is, when one is there. */
  also?: readonly string[]
}

/** The menu, which is also the glossary: each entry, the key that leads to it after “g”, and what is there. */
export const MENU: readonly Entry[] = [
  { text: 'Home', to: '/', key: 'h', does: 'What I owe, what is at risk, what changed' },
  { text: 'Map', to: '/map', key: 'm', does: 'Vision, goals and numbers, and what moves what' },
  { text: 'Goals', to: '/goals', key: 'o', does: 'What we want to reach, and how far we are' },
  { text: 'Scorecard', to: '/scorecard', key: 's', does: 'Each local number beside the shared outcome' },
  { text: 'Funnel', to: '/funnel', key: 'f', does: 'How many people get from step to step' },
  { text: 'Customers', to: '/customers', key: 'c', does: 'Everybody the facts speak of, each on one timeline' },
  { text: 'Metrics', to: '/metrics', key: 'k', does: 'What each number means, and what it says' },
  { text: 'Agreements', to: '/agreements', key: 'a', does: 'Everything declared, and who has signed' },
  {
    text: 'Data',
    to: '/data',
    key: 'd',
    does: 'Sources, trackers, connections, what was rejected',
    also: ['/feeds', '/events', '/live', '/quarantine', '/trackers', '/connections', '/connectors', '/identity'],
  },
  { text: 'Alignment', to: '/alignment', key: 'l', does: 'Where agreements, facts and numbers disagree' },
  { text: 'Settings', to: '/settings', key: 't', does: 'People, teams, keys, the audit log' },
]
