import type { Connector } from '../connector.ts'

const FEEDS = 'How much is asked, and how soon it is answered and solved.'

/** Intercom, from the conversation export of its reports and from lines of its API. */
export const intercom: Connector = {
  name: 'intercom',
  title: 'Intercom',
  category: 'help desk',
  does: 'Conversations that customers began, how they were answered, closed and rated, and the contacts behind them.',
  steps: [
    'Open Reports, a report of conversations, and choose Export, “Export conversations (CSV)”. Tick the columns User email and Conversation rating; without an e-mail address a conversation stands on nobody’s timeline.',
    'The header says the zone of its times, such as “Conversation started at (Europe/Berlin)”; the draft takes it from there.',
    'For answers, solutions and ratings with their own times, save what the API answers under /conversations and /contacts as lines of JSON, one object a line.',
    'Conversations that your own team or a bot began are left out: nobody asked.',
  ],
  presets: [
    {
      name: 'conversations',
      title: 'Conversations',
      does: 'When conversations began, and how they were rated.',
      file: ['*conversation*.csv'],
      columns: ['Conversation ID', 'Conversation started at (UTC)', 'Current conversation state'],
      team: 'service',
      source: {
        feeds: FEEDS,
        file: ['*conversation*.csv'],
        skip: { 'Started by': { in: ['Teammate', 'Admin', 'Operator', 'Bot'] } },
        key: 'Conversation ID',
        person: { email: 'User email', ids: { intercom: 'User ID' } },
        nobody: true,
        events: [
          {
            name: 'ticket_created',
            at: 'Conversation started at (UTC)',
            props: {
              ticket: 'Conversation ID',
              via: ['Channel', 'Conversation source'],
              group: 'Team currently assigned',
              agent: 'Teammate currently assigned',
              rating: { column: 'Conversation rating', type: 'number' },
            },
          },
          {
            name: 'ticket_solved',
            at: ['Conversation first closed at (UTC)', 'Conversation last closed at (UTC)'],
            optional: true,
            props: { ticket: 'Conversation ID', agent: 'Teammate currently assigned' },
          },
        ],
        expects: { everyDays: 7 },
      },
    },
    {
      name: 'conversations-api',
      title: 'Conversations, by the API',
      does: 'When conversations began, got a first answer, were closed for the first time, and were rated.',
      file: ['*conversations*.json', '*conversations*.jsonl'],
      columns: ['id', 'created_at', 'state', 'source.type', 'source.author.type'],
      team: 'service',
      source: {
        feeds: FEEDS,
        file: ['*conversations*.json', '*conversations*.jsonl'],
        zone: 'UTC',
        dates: {
          created_at: 'seconds',
          'statistics.first_admin_reply_at': 'seconds',
          'statistics.first_close_at': 'seconds',
          'conversation_rating.created_at': 'seconds',
        },
        skip: { 'source.author.type': { in: ['admin', 'team', 'bot'] } },
        key: 'id',
        person: { email: 'source.author.email', ids: { intercom: 'source.author.id' } },
        events: [
          {
            name: 'ticket_created',
            at: 'created_at',
            props: { ticket: 'id', via: 'source.type', group: 'team_assignee_id', agent: 'admin_assignee_id' },
          },
          {
            name: 'ticket_answered',
            at: 'statistics.first_admin_reply_at',
            optional: true,
            props: { ticket: 'id', agent: 'admin_assignee_id' },
          },
          {
            name: 'ticket_solved',
            at: 'statistics.first_close_at',
            optional: true,
            props: { ticket: 'id', agent: 'admin_assignee_id' },
          },
          {
            name: 'ticket_rated',
            at: 'conversation_rating.created_at',
            optional: true,
            when: { 'conversation_rating.rating': { exists: true } },
            props: { ticket: 'id', rating: 'conversation_rating.rating' },
          },
        ],
        expects: { everyDays: 7 },
      },
    },
    {
      name: 'contacts-api',
      title: 'Contacts, by the API',
      does: 'Who writes: their e-mail address and the id your own product gave them, and when they signed up.',
      file: ['*intercom*contacts*.json', '*contacts*.jsonl'],
      columns: ['id', 'external_id', 'role', 'email', 'created_at', 'signed_up_at'],
      team: 'service',
      source: {
        feeds: 'Who the conversations are with.',
        file: ['*intercom*contacts*.json', '*contacts*.jsonl'],
        zone: 'UTC',
        dates: { created_at: 'seconds', updated_at: 'seconds', signed_up_at: 'seconds' },
        key: 'id',
        person: { user: 'external_id', email: 'email', phone: 'phone', ids: { intercom: 'id' } },
        traits: { name: 'name', role: 'role', country: 'location.country', owner: 'owner_id' },
        asOf: ['updated_at', 'created_at'],
        events: [
          { name: 'contact_created', at: 'created_at', props: { role: 'role' } },
          { name: 'signed_up', at: 'signed_up_at', optional: true },
        ],
      },
    },
  ],
}
