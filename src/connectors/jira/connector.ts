import type { Connector } from '../connector.ts'

const about = {
  request: 'Issue key',
  title: 'Summary',
  type: 'Issue Type',
  team: 'Project name',
  priority: 'Priority',
  by: 'Reporter',
  owner: 'Assignee',
}

/** Jira: issues by which teams ask each other for things, from the CSV export of a search. */
export const jira: Connector = {
  name: 'jira',
  title: 'Jira',
  category: 'work',
  does: 'What teams ask each other for: when it was asked, begun and done, and for which day it was promised.',
  steps: [
    'In Jira, open Filters, Search work items, and search for what teams ask of each other, such as: project in (OPS, WEB) AND created >= -90d.',
    'Choose Export, CSV (all fields). More than 1,000 issues come in several files; add them all.',
    'Times are those of your profile: write its time zone into the source. If your Jira writes dates differently from 14/Jul/25 3:42 PM, change dates too.',
    'Export again every week: an issue that has moved on since gives the events that are new, and the others are known.',
  ],
  presets: [
    {
      name: 'issues',
      title: 'Issues',
      does: 'Up to four events an issue: asked, begun, done, and one each time another day is promised.',
      file: ['*jira*.csv'],
      columns: [
        'Summary',
        'Issue key',
        'Issue id',
        'Issue Type',
        'Status',
        'Project key',
        'Reporter',
        'Created',
        'Updated',
      ],
      team: 'product',
      source: {
        feeds: 'Requests between teams, and whether promises are kept.',
        file: '*jira*.csv',
        dates: 'dd mmm yy',
        zone: 'UTC',
        key: 'Issue key',
        events: [
          { name: 'request_opened', at: 'Created', props: about },
          {
            name: 'request_promised',
            at: 'Updated',
            when: { 'Due date': { exists: true } },
            key: ['Issue key', 'Due date'],
            props: { ...about, due: { column: 'Due date', type: 'date' } },
          },
          {
            name: 'request_started',
            at: 'Status Category Changed',
            optional: true,
            when: { 'Status Category': 'In Progress' },
            props: about,
          },
          {
            name: 'request_done',
            at: 'Resolved',
            optional: true,
            props: { ...about, resolution: 'Resolution', due: { column: 'Due date', type: 'date' } },
          },
        ],
        expects: { required: ['team'], everyDays: 14 },
      },
    },
  ],
}
