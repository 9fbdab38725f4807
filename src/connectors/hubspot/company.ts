import type { Preset } from '../connector.ts'

/** Companies, as the export tool writes them and as the API has them. */
export const companyPresets: readonly Preset[] = [
  {
    name: 'companies',
    title: 'Companies',
    does: 'What is known of the companies that contacts and deals belong to.',
    file: ['*hubspot*compan*', 'all-companies*'],
    columns: ['Record ID', 'Company name', 'Create Date'],
    also: { 'Record ID': ['Record ID - Company', 'Company ID'], 'Company name': ['Company Name', 'Name'] },
    team: 'sales',
    source: {
      feeds: 'What tells companies apart: industry, size, country.',
      file: ['*hubspot*compan*', 'all-companies*'],
      ...companies({
        id: 'Record ID',
        domain: 'Company Domain Name',
        name: 'Company name',
        industry: 'Industry',
        country: 'Country/Region',
        employees: 'Number of Employees',
        revenue: 'Annual Revenue',
        type: 'Type',
        owner: 'Company owner',
        stage: 'Lifecycle Stage',
        created: 'Create Date',
        modified: 'Last Modified Date',
      }),
    },
  },
  {
    name: 'companies-api',
    title: 'Companies, by the API',
    does: 'The same as the export of companies, in the names of the CRM API.',
    file: ['*hubspot*companies*.jsonl'],
    columns: ['id', 'name', 'createdate', 'industry', 'annualrevenue'],
    also: { archived: ['is_deleted', '_fivetran_deleted'] },
    team: 'sales',
    source: {
      feeds: 'What tells companies apart: industry, size, country.',
      file: ['*hubspot*companies*.jsonl'],
      zone: 'UTC',
      types: { archived: 'boolean' },
      skip: { archived: true },
      ...companies({
        id: 'id',
        domain: 'domain',
        name: 'name',
        industry: 'industry',
        country: 'country',
        employees: 'numberofemployees',
        revenue: 'annualrevenue',
        type: 'type',
        owner: 'hubspot_owner_id',
        stage: 'lifecyclestage',
        created: 'createdate',
        modified: 'hs_lastmodifieddate',
      }),
    },
  },
]

type Spelling = Record<
  | 'id'
  | 'domain'
  | 'name'
  | 'industry'
  | 'country'
  | 'employees'
  | 'revenue'
  | 'type'
  | 'owner'
  | 'stage'
  | 'created'
  | 'modified',
  string
>

function companies(column: Spelling): Record<string, unknown> {
  return {
    key: column.id,
    account: { id: column.id, domain: column.domain },
    accountTraits: {
      name: column.name,
      industry: column.industry,
      country: column.country,
      employees: { column: column.employees, type: 'number' },
      annual_revenue: { column: column.revenue, type: 'number' },
      type: column.type,
      lifecycle_stage: column.stage,
      owner: column.owner,
    },
    asOf: [column.modified, column.created],
  }
}
