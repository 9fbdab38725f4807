/** An object of HubSpot’s CRM and what is asked of it; the names are those of its API. */
export type CrmObject = {
  /** As it stands in addresses. */
  path: string
  /** The property that holds the instant of the last change. */
  modified: string
  /** Properties that HubSpot defines; those that a company defined itself are brought as well. */
  properties: readonly string[]
  /** Properties that HubSpot defines by pattern, such as the dates of a pipeline’s stages. */
  pattern?: RegExp
  /** Objects whose ids are brought beside it, as lists under these names. */
  beside: readonly ('contacts' | 'companies')[]
  /** The property whose history becomes the rows, instead of the record itself. */
  history?: string
  /** The scope that a token needs to read it. */
  scope: string
}

const OWNER = ['hubspot_owner_id', 'createdate']

const deals: CrmObject = {
  path: 'deals',
  modified: 'hs_lastmodifieddate',
  properties: [
    ...OWNER,
    'dealname',
    'dealstage',
    'pipeline',
    'amount',
    'deal_currency_code',
    'closedate',
    'dealtype',
    'closed_lost_reason',
    'closed_won_reason',
    'hs_is_closed',
    'hs_is_closed_won',
    'hs_analytics_source',
    'hs_primary_associated_company',
  ],
  pattern: /^hs_v2_date_entered_/,
  beside: ['contacts', 'companies'],
  scope: 'crm.objects.deals.read',
}

/** What the API brings, by the name of the preset that reads it. */
export const OBJECTS: Readonly<Record<string, CrmObject>> = {
  'contacts-api': {
    path: 'contacts',
    modified: 'lastmodifieddate',
    properties: [
      ...OWNER,
      'email',
      'firstname',
      'lastname',
      'jobtitle',
      'company',
      'country',
      'mobilephone',
      'associatedcompanyid',
      'lifecyclestage',
      'hs_lead_status',
      'hs_analytics_source',
      'hs_analytics_source_data_1',
      'hs_analytics_source_data_2',
      'first_conversion_date',
      'first_conversion_event_name',
    ],
    pattern: /^hs_(v2_date_entered|lifecyclestage)_.*/,
    beside: ['companies'],
    scope: 'crm.objects.contacts.read',
  },
  'companies-api': {
    path: 'companies',
    modified: 'hs_lastmodifieddate',
    properties: [
      ...OWNER,
      'name',
      'domain',
      'industry',
      'country',
      'numberofemployees',
      'annualrevenue',
      'type',
      'lifecyclestage',
    ],
    beside: [],
    scope: 'crm.objects.companies.read',
  },
  'deals-api': deals,
  'deal-stages-api': { ...deals, properties: ['dealstage'], pattern: undefined, history: 'dealstage' },
}
