import { z } from 'zod'
import { must } from '../../core/error.ts'
import { toInstant, toMs } from '../../core/instant.ts'
import type { Api } from '../connector.ts'
import { OBJECTS } from './object.ts'
import { fieldsOf, rowsSince, WRITING_MS } from './query.ts'
import { DATA, openSession } from './session.ts'

/**
 * Salesforce by OAuth 2.0 and SOQL. A cursor is the instant of the last change that was read.
 *
 * Reading begins a little before the cursor: a change gets its instant when its transaction begins to write and is seen when
 * that ends, so that one may appear behind others that are later. Records that were deleted in Salesforce are not heard of.
 */
export const salesforceApi: Api = {
  fields: [
    {
      name: 'domain',
      title: 'My Domain',
      secret: false,
      hint: 'In Salesforce: Setup, My Domain, Current My Domain URL, such as acme.my.salesforce.com.',
    },
    {
      name: 'client_id',
      title: 'Consumer key',
      secret: false,
      hint: 'In Salesforce: Setup, External Client App Manager, your app, Settings, OAuth Settings.',
    },
    { name: 'client_secret', title: 'Consumer secret', secret: true, hint: 'It stands beside the consumer key.' },
    {
      name: 'refresh_token',
      title: 'Refresh token',
      secret: true,
      hint: 'Leave it empty when the app has the client credentials flow turned on, with a user to run as.',
      optional: true,
    },
    {
      name: 'currency',
      title: 'Currency',
      secret: false,
      hint: 'Where Salesforce keeps one currency only it does not say which: enter its code, such as EUR.',
      optional: true,
    },
  ],
  hosts: ['*.salesforce.com'],
  objects: Object.keys(OBJECTS),
  async test(asked) {
    await openSession(asked).ask(`${DATA}/sobjects`, z.looseObject({ sobjects: z.array(z.unknown()) }))
  },
  async *read(asked, name, cursor) {
    const object = must(OBJECTS[name], `Salesforce has the object “${name}”`)
    const session = openSession(asked)
    const fields = await fieldsOf(session, object)
    const unseen = object.fields.filter(field => !fields.includes(field))
    const currency = asked.settings.currency?.trim() || null
    const missing = Object.fromEntries(unseen.map(field => [field, field === 'CurrencyIsoCode' ? currency : null]))
    const since = cursor ? Math.max(0, toMs(cursor) - WRITING_MS) : undefined
    for await (const { rows, since: reached } of rowsSince(session, object, fields, since))
      yield { rows: rows.map(row => ({ ...missing, ...row })), cursor: toInstant(reached) }
  },
}
