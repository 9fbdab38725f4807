/** An object of Salesforce and what is asked of it; the names are those of its API. */
export type SalesforceObject = {
  /** As SOQL names it. */
  from: string
  /** The field that holds the instant of the last change. */
  stamp: string
  /** Fields that Salesforce defines, of which those are asked for that the user may see; a company’s own are brought as well. */
  fields: readonly string[]
  /** Whether Salesforce archives records of it after a year, and gives them only with the deleted ones. */
  archived?: boolean
}

const stamped = (from: string, fields: readonly string[]): SalesforceObject => ({
  from,
  stamp: 'SystemModstamp',
  fields: ['Id', 'IsDeleted', 'CreatedDate', 'LastModifiedDate', 'SystemModstamp', ...fields],
})

const archived = (from: string, fields: readonly string[]): SalesforceObject => ({
  ...stamped(from, [...ACTIVITY, ...fields]),
  archived: true,
})

const PERSON = ['FirstName', 'LastName', 'Email', 'MobilePhone', 'Phone', 'Title', 'LeadSource', 'OwnerId']
const OF_DEAL = ['Opportunity.AccountId', 'Opportunity.ContactId']
const ACTIVITY = ['WhoId', 'WhatId', 'AccountId', 'OwnerId', 'Type', 'ActivityDate']

/** What the API brings, by the name of the preset that reads it. */
export const OBJECTS: Readonly<Record<string, SalesforceObject>> = {
  leads: stamped('Lead', [
    ...PERSON,
    ...['Company', 'Website', 'Country', 'Industry', 'NumberOfEmployees', 'AnnualRevenue', 'Status', 'Rating'],
    ...['IsConverted', 'ConvertedDate', 'ConvertedContactId', 'ConvertedAccountId', 'ConvertedOpportunityId'],
  ]),
  contacts: stamped('Contact', [
    ...PERSON,
    'AccountId',
    'ReportsToId',
    'Department',
    'MailingCountry',
    'HasOptedOutOfEmail',
  ]),
  accounts: stamped('Account', [
    ...['Name', 'Website', 'Industry', 'Type', 'NumberOfEmployees', 'AnnualRevenue', 'BillingCountry', 'ParentId'],
    ...['AccountSource', 'OwnerId'],
  ]),
  opportunities: stamped('Opportunity', [
    ...['Name', 'AccountId', 'ContactId', 'CampaignId', 'StageName', 'Amount', 'CurrencyIsoCode', 'CloseDate', 'Type'],
    ...['LeadSource', 'Probability', 'ForecastCategoryName', 'IsClosed', 'IsWon', 'OwnerId'],
  ]),
  'opportunity-history': {
    from: 'OpportunityHistory',
    stamp: 'SystemModstamp',
    fields: [
      ...['Id', 'IsDeleted', 'OpportunityId', 'CreatedDate', 'CreatedById', 'SystemModstamp', 'StageName', 'Amount'],
      ...['CurrencyIsoCode', 'CloseDate', 'Probability', 'ExpectedRevenue', 'ForecastCategory', ...OF_DEAL],
    ],
  },
  'opportunity-field-history': {
    from: 'OpportunityFieldHistory',
    stamp: 'CreatedDate',
    fields: ['Id', 'OpportunityId', 'Field', 'OldValue', 'NewValue', 'CreatedDate', 'CreatedById', ...OF_DEAL],
  },
  campaigns: stamped('Campaign', [
    ...['Name', 'Type', 'Status', 'StartDate', 'EndDate', 'IsActive', 'BudgetedCost', 'ActualCost', 'CurrencyIsoCode'],
    ...['ParentId', 'OwnerId'],
  ]),
  'campaign-members': stamped('CampaignMember', [
    ...['CampaignId', 'LeadId', 'ContactId', 'Email', 'Status', 'HasResponded', 'FirstRespondedDate', 'Campaign.Name'],
  ]),
  tasks: archived('Task', ['TaskSubtype', 'Status', 'IsClosed', 'CallType', 'CallDisposition', 'CompletedDateTime']),
  events: archived('Event', ['IsChild', 'EventSubtype', 'StartDateTime', 'ActivityDateTime', 'DurationInMinutes']),
}
