import type { Connector } from '../connector.ts'
import { SCHEMES } from './signature.ts'

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
  receives: {
    fields: [
      {
        name: 'secret',
        title: 'Secret',
        secret: true,
        hint: 'What the other system signs with; at least 16 characters',
      },
      {
        name: 'scheme',
        title: 'Kind of signature',
        secret: false,
        hint: `${SCHEMES.join(', ')}; standard, when left out`,
        optional: true,
      },
      {
        name: 'header',
        title: 'Header of the signature',
        secret: false,
        hint: 'Of sha256, where it is another than X-Hub-Signature-256',
        optional: true,
      },
      {
        name: 'list',
        title: 'Field with the rows',
        secret: false,
        hint: 'Such as data.items, where the body is no row or list of rows itself',
        optional: true,
      },
      {
        name: 'id',
        title: 'Id of the delivery',
        secret: false,
        hint: 'A header, or a field of the body, that is the same when something is sent again; else the content is',
        optional: true,
      },
    ],
  },
}
