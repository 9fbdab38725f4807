import type { Connector } from '../connector.ts'
import { activityPresets } from './activity.ts'
import { salesforceApi } from './api.ts'
import { campaignPresets } from './campaign.ts'
import { opportunityPresets } from './opportunity.ts'
import { personPresets } from './person.ts'
import { reportPresets } from './report.ts'

/** Salesforce, by the names of its API, which Data Loader writes too, and from reports. */
export const salesforce: Connector = {
  name: 'salesforce',
  title: 'Salesforce',
  category: 'crm',
  does: 'Leads, contacts, accounts, opportunities with their history, campaigns and their members, tasks and meetings.',
  steps: [
    'Open Data Loader, choose Export All, log in, and choose an object: Lead, Contact, Account, Opportunity, Campaign, CampaignMember, Task or Event. Select all fields and export to CSV.',
    'For the history of stages export OpportunityHistory, or OpportunityFieldHistory if you track the field Stage; take one of the two, for both tell the same changes. Add Opportunity.AccountId and Opportunity.ContactId to the query: a history alone does not know whose deal it is.',
    'For members of campaigns add Campaign.Name to the query, or their campaigns are known by id only.',
    'Without Data Loader, make a report of type Leads or Opportunities with the columns that the preset names and export it as Details Only, .csv. A report writes dates as your language does, and ids of 15 characters, which do not meet those of Data Loader: stay with one of the two.',
    'If your reasons for lost deals stand in another field than Loss_Reason__c, name it in the source of opportunities.',
    'Instead of files, connect by the API: Setup, External Client App Manager, New External Client App with OAuth, scopes api and refresh_token, and the client credentials flow with a user to run as who may only read.',
  ],
  presets: [...personPresets, ...opportunityPresets, ...campaignPresets, ...activityPresets, ...reportPresets],
  api: salesforceApi,
}
