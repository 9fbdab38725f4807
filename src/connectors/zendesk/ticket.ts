import type { Preset } from '../connector.ts'

const FEEDS = 'How much is asked, and how soon it is answered and solved.'

/** Tickets as a view exports them and as the API has them, their changes, and what their clocks did. */
export const ticketPresets: readonly Preset[] = [
  {
    name: 'tickets',
    title: 'Tickets',
    does: 'When tickets were created and solved, how soon they were answered, and how often they were reopened.',
    file: ['*ticket*.csv', 'export-*.csv'],
    columns: ['Id', 'Requester', 'Requester id', 'Requester email', 'Created at', 'Solved at'],
    team: 'service',
    source: {
      feeds: FEEDS,
      file: ['*ticket*.csv', 'export-*.csv'],
      key: 'Id',
      person: {
        email: 'Requester email',
        ids: { zendesk: 'Requester id', zendesk_ticket: 'Id' },
      },
      account: { domain: 'Requester domain' },
      events: [
        {
          name: 'ticket_created',
          at: 'Created at',
          props: {
            ticket: 'Id',
            priority: 'Priority',
            type: 'Ticket type',
            via: 'Via',
            group: 'Group',
            brand: 'Brand',
            agent: 'Assignee',
            first_reply_minutes: { column: 'First reply time in minutes', type: 'number' },
          },
        },
        {
          name: 'ticket_solved',
          at: 'Solved at',
          optional: true,
          props: {
            ticket: 'Id',
            agent: 'Assignee',
            reopens: { column: 'Reopens', type: 'number' },
            replies: { column: 'Replies', type: 'number' },
            rating: 'Satisfaction Score',
          },
        },
      ],
      expects: { everyDays: 7 },
    },
  },
  {
    name: 'tickets-api',
    title: 'Tickets, by the API',
    does: 'When tickets were created, and by whom, from the full export as JSON.',
    file: ['*tickets*.json', '*tickets*.jsonl'],
    columns: ['id', 'requester_id', 'organization_id', 'status', 'created_at', 'brand_id'],
    also: { 'via.channel': ['via_channel'] },
    team: 'service',
    source: {
      feeds: FEEDS,
      file: ['*tickets*.json', '*tickets*.jsonl'],
      zone: 'UTC',
      skip: { status: 'deleted' },
      key: 'id',
      person: { ids: { zendesk: 'requester_id', zendesk_ticket: 'id' } },
      account: { id: 'organization_id' },
      events: [
        {
          name: 'ticket_created',
          at: 'created_at',
          props: {
            ticket: 'id',
            priority: 'priority',
            type: 'type',
            via: 'via.channel',
            group: 'group_id',
            brand: 'brand_id',
            agent: 'assignee_id',
          },
        },
      ],
      expects: { everyDays: 7 },
    },
  },
  {
    name: 'ticket-changes',
    title: 'Changes of tickets',
    does: 'Every change of a ticket’s status, one row a field that changed.',
    file: ['*ticket*history*.csv', '*ticket*events*.csv'],
    columns: ['ticket_id', 'field_name', 'value', 'updated'],
    also: { updated: ['updated_at', 'created_at', 'timestamp'], user_id: ['updater_id'] },
    team: 'service',
    source: {
      feeds: FEEDS,
      file: ['*ticket*history*.csv', '*ticket*events*.csv'],
      zone: 'UTC',
      key: ['ticket_id', 'field_name', 'updated'],
      person: { ids: { zendesk_ticket: 'ticket_id' } },
      events: [
        {
          name: {
            column: 'value',
            map: {
              open: 'ticket_opened',
              pending: 'ticket_pending',
              'on-hold': 'ticket_on_hold',
              hold: 'ticket_on_hold',
              solved: 'ticket_solved',
              closed: 'ticket_closed',
            },
            else: null,
          },
          at: 'updated',
          when: { field_name: 'status' },
          props: { ticket: 'ticket_id', agent: 'user_id' },
        },
        {
          name: 'ticket_rated',
          at: 'updated',
          when: { field_name: 'satisfaction_score', value: { in: ['good', 'bad'] } },
          props: { ticket: 'ticket_id', rating: 'value' },
        },
      ],
    },
  },
  {
    name: 'metric-events',
    title: 'Metric events of tickets',
    does: 'First answers, and service levels that were applied, met and broken, as Zendesk’s own clocks saw them.',
    file: ['*metric*events*'],
    columns: ['id', 'ticket_id', 'metric', 'instance_id', 'type', 'time'],
    team: 'service',
    source: {
      feeds: 'Whether what was promised to customers is kept.',
      file: ['*metric*events*'],
      zone: 'UTC',
      types: { deleted: 'boolean' },
      skip: { deleted: true },
      key: 'id',
      person: { ids: { zendesk_ticket: 'ticket_id' } },
      events: [
        {
          name: 'ticket_answered',
          at: 'time',
          when: { metric: 'reply_time', type: 'fulfill', instance_id: '1' },
          props: { ticket: 'ticket_id' },
        },
        {
          name: 'ticket_sla_broken',
          at: 'time',
          when: { type: 'breach' },
          props: { ticket: 'ticket_id', clock: 'metric' },
        },
      ],
    },
  },
]
