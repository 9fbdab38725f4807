import type { Preset } from '../connector.ts'

/** Contacts, as the export tool writes them and as the API has them: lifecycle stages are dates, so each becomes an event. */
export const contactPresets: readonly Preset[] = [
  {
    name: 'contacts',
    title: 'Contacts',
    does: 'When contacts were created and when they entered each lifecycle stage, and what is known of them.',
    file: ['*hubspot*contact*', 'hubspot-crm-exports-*contacts*', 'all-contacts*'],
    columns: ['Record ID', 'Email', 'Create Date', 'Lifecycle Stage'],
    also: { 'Record ID': ['Record ID - Contact', 'Contact ID', 'Record ID – Contact'] },
    team: 'marketing',
    source: {
      feeds: 'The stages people pass, and where they came from.',
      file: ['*hubspot*contact*', 'hubspot-crm-exports-*contacts*', 'all-contacts*'],
      types: { 'Associated Company IDs': 'list' },
      ...contacts({
        id: 'Record ID',
        email: 'Email',
        mobile: 'Mobile Phone Number',
        company: ['Primary Associated Company ID', 'Associated Company IDs'],
        created: 'Create Date',
        modified: 'Last Modified Date',
        converted: 'First Conversion Date',
        origin: 'Original Source',
        stage: 'Lifecycle Stage',
        status: 'Lead Status',
        first: 'First Name',
        last: 'Last Name',
        job: 'Job Title',
        employer: 'Company Name',
        country: 'Country/Region',
        owner: 'Contact owner',
        entered: {
          subscriber: 'Became a Subscriber Date',
          lead: 'Became a Lead Date',
          mql: 'Became a Marketing Qualified Lead Date',
          sql: 'Became a Sales Qualified Lead Date',
          opportunity: 'Became an Opportunity Date',
          customer: 'Became a Customer Date',
          evangelist: 'Became an Evangelist Date',
        },
      }),
    },
  },
  {
    name: 'contacts-api',
    title: 'Contacts, by the API',
    does: 'The same as the export of contacts, in the names of the CRM API.',
    file: ['*hubspot*contacts*.jsonl'],
    columns: ['id', 'email', 'createdate', 'lastname', 'jobtitle'],
    also: { archived: ['is_deleted', '_fivetran_deleted'] },
    team: 'marketing',
    source: {
      feeds: 'The stages people pass, and where they came from.',
      file: ['*hubspot*contacts*.jsonl'],
      zone: 'UTC',
      types: { companies: 'list', archived: 'boolean' },
      skip: { archived: true },
      ...contacts({
        id: 'id',
        email: 'email',
        mobile: 'mobilephone',
        company: ['associatedcompanyid', 'companies'],
        created: 'createdate',
        modified: 'lastmodifieddate',
        converted: 'first_conversion_date',
        origin: 'hs_analytics_source',
        stage: 'lifecyclestage',
        status: 'hs_lead_status',
        first: 'firstname',
        last: 'lastname',
        job: 'jobtitle',
        employer: 'company',
        country: 'country',
        owner: 'hubspot_owner_id',
        entered: {
          subscriber: 'hs_lifecyclestage_subscriber_date',
          lead: 'hs_lifecyclestage_lead_date',
          mql: 'hs_lifecyclestage_marketingqualifiedlead_date',
          sql: 'hs_lifecyclestage_salesqualifiedlead_date',
          opportunity: 'hs_lifecyclestage_opportunity_date',
          customer: 'hs_lifecyclestage_customer_date',
          evangelist: 'hs_lifecyclestage_evangelist_date',
        },
      }),
    },
  },
]

type Spelling = Record<
  | 'id'
  | 'email'
  | 'mobile'
  | 'created'
  | 'modified'
  | 'converted'
  | 'origin'
  | 'stage'
  | 'status'
  | 'first'
  | 'last'
  | 'job'
  | 'employer'
  | 'country'
  | 'owner',
  string
> & {
  company: string[]
  entered: Record<'subscriber' | 'lead' | 'mql' | 'sql' | 'opportunity' | 'customer' | 'evangelist', string>
}

function contacts({ entered, ...column }: Spelling): Record<string, unknown> {
  const stages = Object.fromEntries(Object.entries(entered).map(([stage, date]) => [date, `became_${stage}`]))
  return {
    key: column.id,
    person: { email: column.email, phone: column.mobile, ids: { hubspot: column.id } },
    account: { id: column.company },
    traits: {
      first_name: column.first,
      last_name: column.last,
      job_title: column.job,
      company: column.employer,
      country: column.country,
      origin: column.origin,
      lifecycle_stage: column.stage,
      lead_status: column.status,
      owner: column.owner,
    },
    asOf: [column.modified, column.created],
    events: [
      { name: 'contact_created', at: column.created, props: { origin: column.origin } },
      { each: { ...stages, [column.converted]: 'first_conversion' }, props: { origin: column.origin } },
    ],
    expects: { required: ['origin'], everyDays: 7 },
  }
}
