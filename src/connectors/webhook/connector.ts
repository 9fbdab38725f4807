import type { Connector } from '../connector.ts'

export const webhook: Connector = {
  name: 'webhook',
  title: 'Webhook',
  category: 'webhook',
  does: 'Takes what another system sends by itself the moment it happens, after it has proved who it is.',
  steps: [
    'Connect, with a secret that the other system signs with. Where it makes the secret itself, copy it from there.',
    'In the other system, enter the address of this server followed by /v1/webhook/ and the name of the connection.',
    'Say what the rows mean in a source, as for a file, and have it signed. What comes before that is held, and can be tried again.',
  ],
  presets: [],
  receives: { fields: [] },
}
