import type { Preset } from '../connector.ts'

/** Calls, meetings, e-mails, notes and tasks: HubSpot keeps each as an object of its own with almost the same columns. */
type Activity = {
  name: 'calls' | 'meetings' | 'emails' | 'notes' | 'tasks'
  does: string
  /** Columns that tell its export from the others, and its API from the others. */
  columns: readonly string[]
  api: readonly string[]
  event(by: 'export' | 'api'): Record<string, unknown>
}

const MEETINGS = {
  Completed: 'meeting_held',
  Scheduled: 'meeting_booked',
  'No show': 'meeting_missed',
  'No Show': 'meeting_missed',
  Canceled: 'meeting_cancelled',
  Cancelled: 'meeting_cancelled',
  Rescheduled: 'meeting_cancelled',
  COMPLETED: 'meeting_held',
  SCHEDULED: 'meeting_booked',
  NO_SHOW: 'meeting_missed',
  CANCELED: 'meeting_cancelled',
  RESCHEDULED: 'meeting_cancelled',
}

const ACTIVITIES: readonly Activity[] = [
  {
    name: 'calls',
    does: 'Who was called or called, when, and what came of it.',
    columns: ['Call outcome'],
    api: ['hs_call_disposition', 'hs_call_direction'],
    event: by => ({
      name: 'call_logged',
      at: by === 'api' ? 'hs_timestamp' : 'Activity date',
      props: ofCall(by),
    }),
  },
  {
    name: 'meetings',
    does: 'Meetings that were booked, held, missed or called off, by their outcome.',
    columns: ['Meeting outcome'],
    api: ['hs_meeting_outcome'],
    event: by => {
      const outcome = by === 'api' ? 'hs_meeting_outcome' : 'Meeting outcome'
      return {
        name: { column: outcome, map: MEETINGS, else: 'meeting_held' },
        at: by === 'api' ? ['hs_meeting_start_time', 'hs_timestamp'] : ['Meeting start time', 'Activity date'],
        props: { outcome, owner: ownerOf(by) },
      }
    },
  },
  {
    name: 'emails',
    does: 'E-mails that one person wrote to another and that were logged in HubSpot.',
    columns: ['Email direction'],
    api: ['hs_email_direction'],
    event: by => ({
      name: 'email_logged',
      at: by === 'api' ? 'hs_timestamp' : 'Activity date',
      props: {
        direction: {
          column: by === 'api' ? 'hs_email_direction' : 'Email direction',
          map: { INCOMING_EMAIL: 'in', 'Incoming Email': 'in', 'Incoming email': 'in' },
          else: 'out',
        },
        owner: ownerOf(by),
      },
    }),
  },
  {
    name: 'notes',
    does: 'When notes about people were written; not what they say.',
    columns: ['Note body'],
    api: ['hs_note_body'],
    event: by => ({
      name: 'note_logged',
      at: by === 'api' ? 'hs_timestamp' : 'Activity date',
      props: { owner: ownerOf(by) },
    }),
  },
  {
    name: 'tasks',
    does: 'Tasks about people that were completed, and when.',
    columns: ['Task Type', 'Task Status'],
    api: ['hs_task_status', 'hs_task_type'],
    event: by => {
      const [status, kind] = by === 'api' ? ['hs_task_status', 'hs_task_type'] : ['Task Status', 'Task Type']
      return {
        name: 'task_completed',
        at: by === 'api' ? ['hs_task_completion_date', 'hs_timestamp'] : ['Completed at', 'Due date', 'Activity date'],
        when: { [status]: { in: ['COMPLETED', 'Completed'] } },
        props: { type: kind, owner: ownerOf(by) },
      }
    },
  },
]

export const activityPresets: readonly Preset[] = ACTIVITIES.flatMap(activity => [exported(activity), byApi(activity)])

function exported({ name, does, columns, event }: Activity): Preset {
  return {
    name,
    title: titled(name),
    does,
    file: [`*hubspot*${name}*`, `all-${name}*`],
    columns: ['Record ID', ...columns],
    also: {
      'Record ID': [`Record ID - ${titled(name).slice(0, -1)}`, 'Engagement ID', 'Activity ID'],
      'Activity date': ['Timestamp', 'Date'],
    },
    team: 'sales',
    source: {
      feeds: 'How often, and how soon, people are talked to.',
      file: [`*hubspot*${name}*`, `all-${name}*`],
      types: { 'Associated Contact IDs': 'list', 'Associated Company IDs': 'list' },
      key: 'Record ID',
      person: { ids: { hubspot: 'Associated Contact IDs' } },
      account: { id: ['Primary Associated Company ID', 'Associated Company IDs'] },
      nobody: true,
      events: [event('export')],
      expects: { everyDays: 7 },
    },
  }
}

function byApi({ name, does, api, event }: Activity): Preset {
  return {
    name: `${name}-api`,
    title: `${titled(name)}, by the API`,
    does,
    file: [`*hubspot*${name}*.jsonl`],
    columns: ['id', 'hs_timestamp', ...api],
    team: 'sales',
    source: {
      feeds: 'How often, and how soon, people are talked to.',
      file: [`*hubspot*${name}*.jsonl`],
      zone: 'UTC',
      types: { contacts: 'list', companies: 'list', archived: 'boolean' },
      skip: { archived: true },
      key: 'id',
      person: { ids: { hubspot: 'contacts' } },
      account: { id: 'companies' },
      nobody: true,
      events: [event('api')],
      expects: { everyDays: 7 },
    },
  }
}

function ofCall(by: 'export' | 'api'): Record<string, unknown> {
  const [direction, outcome] =
    by === 'api' ? ['hs_call_direction', 'hs_call_disposition'] : ['Call direction', 'Call outcome']
  return {
    direction: {
      column: direction,
      map: { INBOUND: 'in', Inbound: 'in', OUTBOUND: 'out', Outbound: 'out' },
      else: null,
    },
    outcome,
    owner: ownerOf(by),
  }
}

function ownerOf(by: 'export' | 'api'): string {
  return by === 'api' ? 'hubspot_owner_id' : 'Activity assigned to'
}

function titled(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
