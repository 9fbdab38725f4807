/** An object of HubSpot’s CRM and what is asked of it; the names are those of its API. */
export type CrmObject = {
  /** As it stands in addresses. */
  path: string
  /** The property that holds the instant of the last change. */
  modified: string
  /** Properties that HubSpot defines; those that a company defined itself are brought as well. */
  properties: readonly string[]
  /** Properties that HubSpot defines by pattern, such as the dates of a pipeline’s stages. */
  pattern?: RegExp | undefined
  /** Objects whose ids stand beside it, as lists under these names. */
  beside: readonly ('contacts' | 'companies')[]
  /** The property whose history becomes the rows, instead of the record itself. */
  history?: string
  /** What a token must be allowed to read. */
  scope: string
}

const BOTH = ['contacts', 'companies'] as const
const OWNED = ['createdate', 'hubspot_owner_id']

const deals: CrmObject = {
  path: 'deals',
  modified: 'hs_lastmodifieddate',
  properties: [
    ...OWNED,
    ...['dealname', 'dealstage', 'pipeline', 'amount', 'deal_currency_code', 'closedate', 'dealtype'],
    ...['closed_lost_reason', 'closed_won_reason', 'hs_is_closed', 'hs_is_closed_won', 'hs_analytics_source'],
    'hs_primary_associated_company',
  ],
  pattern: /^hs_v2_date_entered_/,
  beside: BOTH,
  scope: 'crm.objects.deals.read',
}

/** Calls, meetings and the like; what they say stays in HubSpot. */
function activity(path: string, properties: readonly string[]): CrmObject {
  return {
    path,
    modified: 'hs_lastmodifieddate',
    properties: ['hs_createdate', 'hs_timestamp', 'hubspot_owner_id', ...properties],
    beside: BOTH,
    scope: 'crm.objects.contacts.read',
  }
}

/** What the CRM’s API brings, by the name of the preset that reads it. */
export const OBJECTS: Readonly<Record<string, CrmObject>> = {
  'contacts-api': {
    path: 'contacts',
    modified: 'lastmodifieddate',
    properties: [
      ...OWNED,
      ...['email', 'firstname', 'lastname', 'jobtitle', 'company', 'country', 'mobilephone', 'associatedcompanyid'],
      ...['lifecyclestage', 'hs_lead_status', 'first_conversion_date', 'first_conversion_event_name'],
      ...['hs_analytics_source', 'hs_analytics_source_data_1', 'hs_analytics_source_data_2'],
      ...[
        'subscriber',
        'lead',
        'marketingqualifiedlead',
        'salesqualifiedlead',
        'opportunity',
        'customer',
        'evangelist',
      ].map(stage => `hs_lifecyclestage_${stage}_date`),
    ],
    pattern: /^hs_(v2_date_entered_|lifecyclestage_.*_date$)/,
    beside: ['companies'],
    scope: 'crm.objects.contacts.read',
  },
  'companies-api': {
    path: 'companies',
    modified: 'hs_lastmodifieddate',
    properties: [
      ...OWNED,
      ...['name', 'domain', 'industry', 'country', 'numberofemployees', 'annualrevenue', 'type', 'lifecyclestage'],
    ],
    beside: [],
    scope: 'crm.objects.companies.read',
  },
  'deals-api': deals,
  'deal-stages-api': { ...deals, history: 'dealstage' },
  'calls-api': activity('calls', ['hs_call_direction', 'hs_call_disposition', 'hs_call_duration', 'hs_call_status']),
  'meetings-api': activity('meetings', ['hs_meeting_outcome', 'hs_meeting_start_time', 'hs_meeting_end_time']),
  'emails-api': activity('emails', ['hs_email_direction', 'hs_email_status']),
  'notes-api': activity('notes', []),
  'tasks-api': activity('tasks', ['hs_task_status', 'hs_task_type', 'hs_task_completion_date', 'hs_task_priority']),
  'tickets-api': {
    path: 'tickets',
    modified: 'hs_lastmodifieddate',
    properties: [
      ...OWNED,
      ...['subject', 'closed_date', 'first_agent_reply_date', 'source_type', 'hs_pipeline', 'hs_pipeline_stage'],
      ...['hs_ticket_priority', 'hs_ticket_category'],
    ],
    pattern: /^hs_v2_date_entered_/,
    beside: BOTH,
    scope: 'tickets',
  },
}
