import type { Connector, Preset } from '../connector.ts'
import { ticketPresets } from './ticket.ts'

const whoPresets: readonly Preset[] = [
  {
    name: 'users',
    title: 'Users',
    does: 'Who asks: their e-mail address, by which they meet everywhere else, and their organisation.',
    file: ['*users*.json', '*users*.jsonl', '*user_data*.csv'],
    columns: ['id', 'email', 'role', 'organization_id', 'updated_at', 'locale'],
    team: 'service',
    source: {
      feeds: 'Who the tickets are from.',
      file: ['*users*.json', '*users*.jsonl', '*user_data*.csv'],
      zone: 'UTC',
      types: { suspended: 'boolean' },
      skip: { role: { in: ['agent', 'admin'] } },
      key: 'id',
      person: { user: 'external_id', email: 'email', ids: { zendesk: 'id' } },
      account: { id: 'organization_id' },
      traits: { name: 'name', locale: 'locale', suspended: 'suspended' },
      asOf: 'updated_at',
    },
  },
  {
    name: 'organizations',
    title: 'Organisations',
    does: 'The companies that users belong to.',
    file: ['*organizations*.json', '*organizations*.jsonl', '*organization_data*.csv'],
    columns: ['id', 'name', 'shared_tickets', 'updated_at', 'group_id'],
    team: 'service',
    source: {
      feeds: 'Which companies ask.',
      file: ['*organizations*.json', '*organizations*.jsonl', '*organization_data*.csv'],
      zone: 'UTC',
      types: { domain_names: 'list' },
      key: 'id',
      account: { id: 'id', domain: 'domain_names' },
      accountTraits: { name: 'name' },
      asOf: 'updated_at',
    },
  },
]

/** Zendesk, from exported views, its full export as JSON, and tables of its API. */
export const zendesk: Connector = {
  name: 'zendesk',
  title: 'Zendesk',
  category: 'help desk',
  does: 'Tickets, how they were answered and solved, the service levels that were kept or broken, users and organisations.',
  steps: [
    'In Admin Center open Account, Tools, Reports, tab Export. If there is no such tab, the owner of the account asks Zendesk’s support to switch exports on.',
    'Request file for the CSV export of tickets; a mail brings the link. A ticket that was solved since comes in with its solution at the next import.',
    'Request the full JSON export of users and organizations, so that people meet by their e-mail address and companies by their domain.',
    'For every change of status take ticket_field_history from your warehouse, or the API’s incremental ticket events as rows of ticket_id, field_name, value, updated.',
    'For promised times save the API’s incremental/ticket_metric_events as lines of JSON.',
    'Times of the CSV export are those of your account’s zone: say so in the source.',
    'If external_id of your users is not the id that your own product gives them, take “user” out of the source.',
  ],
  presets: [...ticketPresets, ...whoPresets],
}
