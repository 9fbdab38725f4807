import type { Connector } from '../connector.ts'

const about = {
  request: 'ID',
  title: 'Title',
  team: 'Team',
  project: 'Project',
  priority: 'Priority',
  by: 'Creator',
  owner: 'Assignee',
}

/** Linear: issues by which teams ask each other for things, from the CSV export of a workspace. */
export const linear: Connector = {
  name: 'linear',
  title: 'Linear',
  category: 'work',
  does: 'What teams ask each other for: when it was asked, begun, done or called off, and for which day it was promised.',
  steps: [
    'In Linear, open Settings, Administration, Import / Export, and choose Export CSV; or, in a view of issues, the command “Export issues as CSV”.',
    'Only admins may export the whole workspace. Private teams are left out unless you choose to include them.',
    'Export again every week: an issue that has moved on since gives the events that are new, and the others are known.',
  ],
  presets: [
    {
      name: 'issues',
      title: 'Issues',
      does: 'Up to five events an issue: asked, begun, done, called off, and one each time another day is promised.',
      file: ['*linear*.csv'],
      columns: [
        'ID',
        'Team',
        'Title',
        'Status',
        'Priority',
        'Creator',
        'Assignee',
        'Created',
        'Completed',
        'Canceled',
        'Due Date',
      ],
      team: 'product',
      source: {
        feeds: 'Requests between teams, and whether promises are kept.',
        file: '*linear*.csv',
        dates: 'yyyy-mm-dd',
        zone: 'UTC',
        key: 'ID',
        events: [
          { name: 'request_opened', at: 'Created', props: about },
          {
            name: 'request_promised',
            at: 'Updated',
            when: { 'Due Date': { exists: true } },
            key: ['ID', 'Due Date'],
            props: { ...about, due: { column: 'Due Date', type: 'date' } },
          },
          { name: 'request_started', at: 'Started', optional: true, props: about },
          {
            name: 'request_done',
            at: 'Completed',
            optional: true,
            props: { ...about, due: { column: 'Due Date', type: 'date' } },
          },
          { name: 'request_dropped', at: 'Canceled', optional: true, props: about },
        ],
        expects: { required: ['team'], everyDays: 14 },
      },
    },
  ],
}
