import type { Preset } from '../connector.ts'

/** Reports, exported as “Details Only”: their columns have the labels people see, and ids of 15 characters where they are included. */
export const reportPresets: readonly Preset[] = [
  {
    name: 'leads-report',
    title: 'Report of leads',
    does: 'When leads were created and converted, from a report instead of Data Loader.',
    file: ['report*.csv', '*leads*report*.csv'],
    columns: ['Lead ID', 'Email', 'Lead Source', 'Lead Status', 'Create Date'],
    also: { 'Create Date': ['Created Date'], Mobile: ['Mobile Phone'], 'Company / Account': ['Company'] },
    team: 'marketing',
    source: {
      feeds: 'How many leads come, from where, and how many become contacts.',
      file: ['report*.csv', '*leads*report*.csv'],
      key: 'Lead ID',
      person: { email: 'Email', phone: 'Mobile', ids: { salesforce: 'Lead ID' } },
      traits: {
        first_name: 'First Name',
        last_name: 'Last Name',
        job_title: 'Title',
        company: 'Company / Account',
        country: 'Country',
        industry: 'Industry',
        origin: 'Lead Source',
        lead_status: 'Lead Status',
        owner: 'Lead Owner',
      },
      asOf: ['Last Modified Date', 'Create Date'],
      events: [
        {
          each: { 'Create Date': 'lead_created', 'Converted Date': 'lead_converted' },
          props: { origin: 'Lead Source', status: 'Lead Status', owner: 'Lead Owner' },
        },
      ],
      expects: { required: ['origin'], everyDays: 7 },
    },
  },
  {
    name: 'opportunities-report',
    title: 'Report of opportunities',
    does: 'When deals were opened, won or lost, from a report instead of Data Loader.',
    file: ['report*.csv', '*opportunit*report*.csv'],
    columns: ['Opportunity ID', 'Stage', 'Amount', 'Close Date', 'Created Date', 'Won', 'Closed'],
    also: { 'Amount Currency': ['Currency', 'Opportunity Currency'] },
    team: 'sales',
    source: {
      feeds: 'Pipeline, win rate and won revenue.',
      file: ['report*.csv', '*opportunit*report*.csv'],
      types: { Won: 'boolean', Closed: 'boolean' },
      key: 'Opportunity ID',
      account: { id: 'Account ID', domain: 'Website' },
      nobody: true,
      events: [
        {
          name: 'deal_created',
          at: 'Created Date',
          props: { deal: 'Opportunity ID', owner: 'Opportunity Owner', origin: 'Lead Source', type: 'Type' },
        },
        closed('deal_won', { Won: true }),
        closed('deal_lost', { Closed: true, Won: { ne: true } }),
      ],
      expects: { everyDays: 7 },
    },
  },
]

function closed(name: 'deal_won' | 'deal_lost', when: object): Record<string, unknown> {
  return {
    name,
    at: 'Close Date',
    when,
    props: {
      deal: 'Opportunity ID',
      amount: { column: 'Amount', type: 'money', currency: '{Amount Currency}' },
      owner: 'Opportunity Owner',
      origin: 'Lead Source',
      type: 'Type',
      ...(name === 'deal_lost' ? { reason: ['Loss Reason', 'Stage'] } : {}),
    },
  }
}
