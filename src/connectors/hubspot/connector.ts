import type { Connector } from '../connector.ts'
import { activityPresets } from './activity.ts'
import { hubspotApi } from './api.ts'
import { companyPresets } from './company.ts'
import { contactPresets } from './contact.ts'
import { dealPresets } from './deal.ts'
import { emailEventPresets } from './email-event.ts'
import { ticketPresets } from './ticket.ts'
import { knownInWarehouses } from './warehouse.ts'

/** HubSpot, from the files of its export tool and by its CRM API. */
export const hubspot: Connector = {
  name: 'hubspot',
  title: 'HubSpot',
  category: 'crm',
  does: 'Contacts with their lifecycle, companies, deals with the stages they pass, calls, meetings, e-mails and tickets.',
  steps: [
    'Open CRM, Contacts, choose the view “All contacts”, then Export. Take “All properties on records” and CSV, and tick the associated company.',
    'Do the same for Companies, Deals and Tickets, and for Calls, Meetings, Emails, Notes and Tasks, which have views of their own. For deals and activities tick the associated contacts and companies: without their ids an event stands on nobody’s timeline.',
    'HubSpot writes dates in the time zone of your account and may write them in the order of your language. The zone goes into the source; where the order cannot be told you are asked.',
    'For e-mails open Marketing, Email, one sent e-mail, Recipients, then Export. All events of all e-mails come from the API under email/public/v1/events, a line of JSON each.',
    'A pipeline of your own has other stages than the sales pipeline that HubSpot begins with: add one event per column “Date entered …” to the source of deals.',
    'Instead of files, connect by the API: Settings, Integrations, Private apps, create one with the scopes crm.objects.contacts.read, crm.objects.companies.read, crm.objects.deals.read and tickets, and content for e-mail events, and copy its access token.',
  ],
  presets: [
    ...contactPresets,
    ...companyPresets,
    ...dealPresets,
    ...activityPresets,
    ...emailEventPresets,
    ...ticketPresets,
  ].map(preset => (preset.name.endsWith('-api') ? knownInWarehouses(preset) : preset)),
  api: hubspotApi,
}
