import type { Preset } from '../connector.ts'

const AMOUNT = { column: 'Amount', type: 'money', currency: '{CurrencyIsoCode}' }

/** Opportunities, and the two ways in which Salesforce keeps their history. */
export const opportunityPresets: readonly Preset[] = [
  {
    name: 'opportunities',
    title: 'Opportunities',
    does: 'When deals were opened, won or lost, with their amounts.',
    file: ['*opportunit*.csv'],
    columns: ['Id', 'StageName', 'Amount', 'CloseDate', 'IsClosed', 'IsWon', 'CreatedDate'],
    team: 'sales',
    source: {
      feeds: 'Pipeline, win rate and won revenue.',
      file: ['*opportunit*.csv'],
      zone: 'UTC',
      types: { IsDeleted: 'boolean', IsClosed: 'boolean', IsWon: 'boolean' },
      skip: { IsDeleted: true },
      key: 'Id',
      person: { ids: { salesforce: 'ContactId', salesforce_contact: 'ContactId' } },
      account: { id: 'AccountId' },
      nobody: true,
      events: [
        {
          name: 'deal_created',
          at: 'CreatedDate',
          props: { deal: 'Id', owner: 'OwnerId', origin: 'LeadSource', type: 'Type' },
        },
        {
          name: 'deal_won',
          at: 'CloseDate',
          when: { IsWon: true },
          props: { deal: 'Id', amount: AMOUNT, owner: 'OwnerId', origin: 'LeadSource', type: 'Type' },
        },
        {
          name: 'deal_lost',
          at: 'CloseDate',
          when: { IsClosed: true, IsWon: { ne: true } },
          props: {
            deal: 'Id',
            amount: AMOUNT,
            reason: ['Loss_Reason__c', 'StageName'],
            owner: 'OwnerId',
            origin: 'LeadSource',
            type: 'Type',
          },
        },
      ],
      expects: { everyDays: 7 },
    },
  },
  {
    name: 'opportunity-history',
    title: 'Opportunity History',
    does: 'Every change of an opportunity’s stage or amount, as OpportunityHistory keeps it.',
    file: ['*opportunity*history*.csv'],
    columns: ['Id', 'OpportunityId', 'StageName', 'ExpectedRevenue', 'CreatedDate'],
    team: 'sales',
    source: {
      feeds: 'How long deals stay in each stage.',
      file: ['*opportunity*history*.csv'],
      zone: 'UTC',
      types: { IsDeleted: 'boolean' },
      skip: { IsDeleted: true },
      key: 'Id',
      person: { ids: { salesforce: 'Opportunity.ContactId', salesforce_contact: 'Opportunity.ContactId' } },
      account: { id: 'Opportunity.AccountId' },
      nobody: true,
      events: [
        {
          name: 'deal_stage_changed',
          at: 'CreatedDate',
          props: {
            deal: 'OpportunityId',
            stage: 'StageName',
            amount: AMOUNT,
            probability: { column: 'Probability', type: 'number' },
          },
        },
      ],
    },
  },
  {
    name: 'opportunity-field-history',
    title: 'Opportunity Field History',
    does: 'Every change of an opportunity’s stage, from which to which, as OpportunityFieldHistory keeps it.',
    file: ['*opportunity*field*history*.csv'],
    columns: ['Id', 'OpportunityId', 'Field', 'OldValue', 'NewValue', 'CreatedDate'],
    team: 'sales',
    source: {
      feeds: 'How long deals stay in each stage.',
      file: ['*opportunity*field*history*.csv'],
      zone: 'UTC',
      key: 'Id',
      person: { ids: { salesforce: 'Opportunity.ContactId', salesforce_contact: 'Opportunity.ContactId' } },
      account: { id: 'Opportunity.AccountId' },
      nobody: true,
      events: [
        {
          name: 'deal_stage_changed',
          at: 'CreatedDate',
          when: { Field: 'StageName' },
          props: { deal: 'OpportunityId', stage: 'NewValue', stage_before: 'OldValue', changed_by: 'CreatedById' },
        },
      ],
    },
  },
]
