import type { Preset } from '../connector.ts'

/** What somebody in sales did: finished tasks, among them calls and e-mails, and meetings of the calendar. */
export const activityPresets: readonly Preset[] = [
  {
    name: 'tasks',
    title: 'Tasks',
    does: 'Calls, e-mails and other tasks that were completed.',
    file: ['*task*.csv'],
    columns: ['Id', 'WhoId', 'Status', 'IsClosed', 'ActivityDate', 'TaskSubtype'],
    team: 'sales',
    source: {
      feeds: 'How often, and how soon, people are talked to.',
      file: ['*task*.csv'],
      zone: 'UTC',
      types: { IsDeleted: 'boolean', IsClosed: 'boolean' },
      skip: { IsDeleted: true },
      key: 'Id',
      person: { ids: { salesforce: 'WhoId' } },
      account: { id: 'AccountId' },
      nobody: true,
      events: [
        {
          name: {
            column: ['TaskSubtype', 'Type', 'Status'],
            map: { Call: 'call_logged', Email: 'email_logged', Meeting: 'meeting_held' },
            else: 'task_completed',
          },
          at: ['CompletedDateTime', 'ActivityDate', 'CreatedDate'],
          when: { IsClosed: true },
          props: {
            type: 'Type',
            direction: { column: 'CallType', map: { Inbound: 'in', Outbound: 'out' }, else: null },
            outcome: 'CallDisposition',
            owner: 'OwnerId',
          },
        },
      ],
      expects: { everyDays: 7 },
    },
  },
  {
    name: 'events',
    title: 'Events',
    does: 'Meetings in the calendar: when they were booked and when they were.',
    file: ['*event*.csv'],
    columns: ['Id', 'WhoId', 'StartDateTime', 'DurationInMinutes', 'ActivityDateTime'],
    team: 'sales',
    source: {
      feeds: 'How many meetings are booked and held.',
      file: ['*event*.csv'],
      zone: 'UTC',
      types: { IsDeleted: 'boolean', IsChild: 'boolean' },
      skip: { or: [{ IsDeleted: true }, { IsChild: true }] },
      key: 'Id',
      person: { ids: { salesforce: 'WhoId' } },
      account: { id: 'AccountId' },
      nobody: true,
      events: [
        { name: 'meeting_booked', at: 'CreatedDate', props: { type: 'Type', owner: 'OwnerId' } },
        {
          name: 'meeting_held',
          at: ['StartDateTime', 'ActivityDateTime', 'ActivityDate'],
          props: {
            type: 'Type',
            minutes: { column: 'DurationInMinutes', type: 'integer' },
            owner: 'OwnerId',
          },
        },
      ],
      expects: { everyDays: 7 },
    },
  },
]
