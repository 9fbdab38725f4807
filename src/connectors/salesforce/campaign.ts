import type { Preset } from '../connector.ts'

/** Campaigns with what they cost, and who was in them and answered. */
export const campaignPresets: readonly Preset[] = [
  {
    name: 'campaigns',
    title: 'Campaigns',
    does: 'When campaigns began, and what they were meant to cost and did.',
    file: ['*campaign*.csv'],
    columns: ['Id', 'Name', 'StartDate', 'BudgetedCost', 'ActualCost', 'CreatedDate'],
    team: 'marketing',
    source: {
      feeds: 'What a campaign costs for each deal it brings.',
      file: ['*campaign*.csv'],
      zone: 'UTC',
      types: { IsDeleted: 'boolean' },
      skip: { IsDeleted: true },
      key: 'Id',
      events: [
        {
          name: 'campaign_started',
          at: ['StartDate', 'CreatedDate'],
          props: {
            campaign: 'Name',
            campaign_id: 'Id',
            type: 'Type',
            budget: { column: 'BudgetedCost', type: 'money', currency: '{CurrencyIsoCode}' },
            cost: { column: 'ActualCost', type: 'money', currency: '{CurrencyIsoCode}' },
          },
        },
      ],
    },
  },
  {
    name: 'campaign-members',
    title: 'Campaign Members',
    does: 'Who was added to which campaign, and who answered.',
    file: ['*campaign*member*.csv'],
    columns: ['Id', 'CampaignId', 'LeadId', 'ContactId', 'HasResponded', 'CreatedDate'],
    team: 'marketing',
    source: {
      feeds: 'Which campaigns people answered before they bought.',
      file: ['*campaign*member*.csv'],
      zone: 'UTC',
      types: { IsDeleted: 'boolean', HasResponded: 'boolean' },
      skip: { IsDeleted: true },
      key: 'Id',
      person: { email: 'Email', ids: { salesforce: ['ContactId', 'LeadId'], salesforce_contact: 'ContactId' } },
      events: [
        {
          name: 'campaign_joined',
          at: 'CreatedDate',
          props: { campaign: ['Campaign.Name', 'CampaignId'], campaign_id: 'CampaignId', status: 'Status' },
        },
        {
          name: 'campaign_responded',
          at: ['FirstRespondedDate', 'LastModifiedDate'],
          when: { HasResponded: true },
          props: { campaign: ['Campaign.Name', 'CampaignId'], campaign_id: 'CampaignId', status: 'Status' },
        },
      ],
    },
  },
]
