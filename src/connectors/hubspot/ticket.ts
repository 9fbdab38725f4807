import type { Preset } from '../connector.ts'

/** Tickets of the service hub, as the export tool writes them and as the API has them. */
export const ticketPresets: readonly Preset[] = [
  {
    name: 'tickets',
    title: 'Tickets',
    does: 'When tickets were created, first answered and closed.',
    file: ['*hubspot*ticket*', 'all-tickets*'],
    columns: ['Record ID', 'Ticket name', 'Create Date', 'Ticket status'],
    also: {
      'Record ID': ['Record ID - Ticket', 'Ticket ID'],
      'Create Date': ['Create date'],
      'Close Date': ['Close date'],
    },
    team: 'service',
    source: {
      feeds: 'How much is asked, and how soon it is answered and solved.',
      file: ['*hubspot*ticket*', 'all-tickets*'],
      types: { 'Associated Contact IDs': 'list', 'Associated Company IDs': 'list' },
      ...tickets({
        id: 'Record ID',
        contact: ['Associated Contact IDs'],
        company: ['Primary Associated Company ID', 'Associated Company IDs'],
        created: 'Create Date',
        answered: 'First agent email response date',
        closed: 'Close Date',
        pipeline: 'Pipeline',
        stage: 'Ticket status',
        priority: 'Priority',
        category: 'Category',
        via: 'Source',
        agent: 'Ticket owner',
      }),
    },
  },
  {
    name: 'tickets-api',
    title: 'Tickets, by the API',
    does: 'The same as the export of tickets, in the names of the CRM API.',
    file: ['*hubspot*tickets*.jsonl'],
    columns: ['id', 'createdate', 'hs_pipeline_stage', 'hs_ticket_category'],
    also: { archived: ['is_deleted', '_fivetran_deleted'] },
    team: 'service',
    source: {
      feeds: 'How much is asked, and how soon it is answered and solved.',
      file: ['*hubspot*tickets*.jsonl'],
      zone: 'UTC',
      types: { contacts: 'list', companies: 'list', archived: 'boolean' },
      skip: { archived: true },
      ...tickets({
        id: 'id',
        contact: ['contacts'],
        company: ['companies'],
        created: 'createdate',
        answered: 'first_agent_reply_date',
        closed: 'closed_date',
        pipeline: 'hs_pipeline',
        stage: 'hs_pipeline_stage',
        priority: 'hs_ticket_priority',
        category: 'hs_ticket_category',
        via: 'source_type',
        agent: 'hubspot_owner_id',
      }),
    },
  },
]

type Spelling = Record<
  'id' | 'created' | 'answered' | 'closed' | 'pipeline' | 'stage' | 'priority' | 'category' | 'via' | 'agent',
  string
> & { contact: string[]; company: string[] }

function tickets(column: Spelling): Record<string, unknown> {
  return {
    key: column.id,
    person: { ids: { hubspot: column.contact } },
    account: { id: column.company },
    nobody: true,
    events: [
      {
        name: 'ticket_created',
        at: column.created,
        props: {
          ticket: column.id,
          pipeline: column.pipeline,
          priority: column.priority,
          type: column.category,
          via: column.via,
          agent: column.agent,
        },
      },
      {
        name: 'ticket_answered',
        at: column.answered,
        optional: true,
        props: { ticket: column.id, agent: column.agent },
      },
      {
        name: 'ticket_closed',
        at: column.closed,
        optional: true,
        props: { ticket: column.id, stage: column.stage, agent: column.agent },
      },
    ],
    expects: { everyDays: 7 },
  }
}
