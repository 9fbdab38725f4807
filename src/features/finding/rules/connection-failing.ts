import type { Rule } from '../rule.ts'

export const connectionFailing: Rule = {
  id: 'connection-failing',
  severity: 'error',
  about: 'data',
  says: 'A connection to an outside system has failed again and again, and nobody has put it right.',
  why: 'What rests on it stands still while it looks as if nothing had happened.',
  fix: 'Look at “connection show”: enter a new key or correct the address, or pause the connection on purpose.',
  find: ({ connections }) =>
    connections.map(({ name, owner, sources, failures, says }) => ({
      objects: sources.map(source => `source/${source}`),
      part: name,
      teams: [owner],
      message: says,
      numbers: { failures },
      main: 'failures',
    })),
}
