import type { Preset } from '../connector.ts'

/** What became of marketing e-mails: recipients’ events as the e-mail tool exports them and as the events API has them. */
export const emailEventPresets: readonly Preset[] = [
  {
    name: 'email-events',
    title: 'Marketing e-mail events',
    does: 'Each sending, delivery, opening, click, bounce and unsubscription of marketing e-mails.',
    file: ['*hubspot*email*event*', '*email-events*.jsonl'],
    columns: ['id', 'type', 'created', 'recipient', 'emailCampaignId'],
    also: { emailCampaignId: ['email_campaign_id'], filteredEvent: ['filtered_event'] },
    team: 'marketing',
    source: {
      feeds: 'Whether mailings are read.',
      file: ['*hubspot*email*event*', '*email-events*.jsonl'],
      zone: 'UTC',
      types: { filteredEvent: 'boolean' },
      skip: { or: [{ type: 'PROCESSED' }, { type: 'DEFERRED' }, { filteredEvent: true }] },
      key: 'id',
      person: { email: 'recipient' },
      events: [
        {
          name: {
            column: 'type',
            map: {
              SENT: 'email_sent',
              DELIVERED: 'email_delivered',
              OPEN: 'email_opened',
              CLICK: 'email_clicked',
              REPLY: 'email_replied',
              BOUNCE: 'email_bounced',
              DROPPED: 'email_dropped',
              MTA_DROPPED: 'email_dropped',
              SPAMREPORT: 'email_reported',
            },
            else: null,
          },
          at: 'created',
          when: { type: { ne: 'STATUSCHANGE' } },
          props: { campaign: 'emailCampaignId', link: 'url' },
        },
        {
          name: 'email_unsubscribed',
          at: 'created',
          when: { type: 'STATUSCHANGE', portalSubscriptionStatus: { in: ['UNSUBSCRIBED', null] } },
          props: { campaign: 'emailCampaignId' },
        },
      ],
    },
  },
  {
    name: 'email-recipients',
    title: 'Recipients of a marketing e-mail',
    does: 'When each recipient of one e-mail got, opened, clicked or left it.',
    file: ['*email*recipients*'],
    columns: ['Email', 'Sent', 'Delivered', 'Opened', 'Clicked'],
    also: {
      Sent: ['Sent date', 'Sent Date'],
      Delivered: ['Delivered date', 'Delivered Date'],
      Opened: ['Opened date', 'Opened Date', 'First opened date'],
      Clicked: ['Clicked date', 'Clicked Date', 'First clicked date'],
      Bounced: ['Bounced date', 'Bounced Date'],
      Unsubscribed: ['Unsubscribed date', 'Unsubscribed Date'],
      Replied: ['Replied date', 'Replied Date'],
      'Email name': ['Email Name', 'Marketing email name'],
    },
    team: 'marketing',
    source: {
      feeds: 'Whether mailings are read.',
      file: ['*email*recipients*'],
      person: { email: 'Email' },
      key: ['Email', 'Sent'],
      events: [
        {
          each: {
            Sent: 'email_sent',
            Delivered: 'email_delivered',
            Opened: 'email_opened',
            Clicked: 'email_clicked',
            Replied: 'email_replied',
            Bounced: 'email_bounced',
            Unsubscribed: 'email_unsubscribed',
          },
          props: { campaign: 'Email name' },
        },
      ],
    },
  },
]
