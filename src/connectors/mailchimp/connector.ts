import type { Connector } from '../connector.ts'

const integer = (column: string) => ({ column, type: 'integer' })

/** Mailchimp: its report of campaigns, who opened and clicked from the export of all data, and the audience. Its times are UTC. */
export const mailchimp: Connector = {
  name: 'mailchimp',
  title: 'Mailchimp',
  category: 'mail',
  does: 'Campaigns and their figures, who opened and clicked, and who subscribed, unsubscribed or cannot be reached.',
  steps: [
    'Campaigns: open Analytics, Reports and choose Export reports. Take campaigns that were sent at least a week ago: their figures grow, and the first import counts.',
    'Opens and clicks: under Account, Settings, Export your account data, take Reports. In the archive, the folders granular_activity/opens and granular_activity/clicks hold a file a campaign; their names say which.',
    'Audience: open Audience, All contacts and choose Export audience. Unpack the archive: it holds a file each of who is subscribed, unsubscribed and cleaned.',
    'If your account shows times of another zone than UTC in the report of campaigns, write that zone into its source.',
  ],
  presets: [
    {
      name: 'campaigns',
      title: 'Report of campaigns',
      does: 'One event a campaign, when it was sent, with how many received, opened and clicked it; nobody is named.',
      file: ['*campaigns*.csv', '*mailchimp*report*.csv'],
      columns: [
        'Title',
        'Subject',
        'List',
        'Send Date',
        'Successful Deliveries',
        'Unique Opens',
        'Unique Clicks',
        'Unique Id',
      ],
      team: 'marketing',
      source: {
        feeds: 'How many letters go out, and how they are received.',
        file: ['*campaigns*.csv', '*mailchimp*report*.csv'],
        dates: 'mmm dd, yyyy',
        decimal: '.',
        zone: 'UTC',
        missing: ['n/a'],
        key: 'Unique Id',
        events: [
          {
            name: 'campaign_sent',
            at: 'Send Date',
            props: {
              channel: { value: 'email' },
              campaign: 'Title',
              subject: 'Subject',
              list: 'List',
              recipients: integer('Total Recipients'),
              delivered: integer('Successful Deliveries'),
              bounced: integer('Total Bounces'),
              opens: integer('Unique Opens'),
              clicks: integer('Unique Clicks'),
              unsubscribed: integer('Unsubscribes'),
              complaints: integer('Abuse Complaints'),
            },
          },
        ],
      },
    },
    {
      name: 'opens',
      title: 'Who opened',
      does: 'One event each time somebody opened a letter.',
      file: ['opens/*.csv', '*opens*.csv'],
      columns: ['Timestamp', 'Email'],
      team: 'marketing',
      source: {
        feeds: 'Who reads what we write.',
        file: ['opens/*.csv', '*opens*.csv'],
        fileColumn: 'File',
        dates: 'yyyy-mm-dd',
        zone: 'UTC',
        key: ['Timestamp', 'Email'],
        person: { email: 'Email' },
        events: [{ name: 'email_opened', at: 'Timestamp', props: { campaign: 'File' } }],
      },
    },
    {
      name: 'clicks',
      title: 'Who clicked',
      does: 'One event each time somebody clicked a link of a letter.',
      file: ['clicks/*.csv', '*clicks*.csv'],
      columns: ['Timestamp', 'Email', 'Url'],
      team: 'marketing',
      source: {
        feeds: 'Who follows a link of a letter, and which.',
        file: ['clicks/*.csv', '*clicks*.csv'],
        fileColumn: 'File',
        dates: 'yyyy-mm-dd',
        zone: 'UTC',
        key: ['Timestamp', 'Email', 'Url'],
        person: { email: 'Email' },
        events: [{ name: 'email_clicked', at: 'Timestamp', props: { campaign: 'File', url: 'Url' } }],
      },
    },
    audience('subscribed', 'Audience: subscribed', 'Who subscribed and when, with how active they are.'),
    audience('unsubscribed', 'Audience: unsubscribed', 'Who unsubscribed, when, from which campaign and why.', {
      name: 'email_unsubscribed',
      at: 'UNSUB_TIME',
      props: { campaign: 'UNSUB_CAMPAIGN_TITLE', reason: 'UNSUB_REASON' },
    }),
    audience(
      'cleaned',
      'Audience: cleaned',
      'Whose address no longer takes mail, since when, and after which campaign.',
      {
        name: 'email_bounced',
        at: 'CLEAN_TIME',
        props: { campaign: 'CLEAN_CAMPAIGN_TITLE' },
      },
    ),
  ],
}

/** One of the three files of an audience, which differ in their last columns. */
function audience(name: string, title: string, does: string, left?: { name: string; at: string; props: object }) {
  const file = [`${name}*.csv`]
  const own = left ? [left.at, ...Object.values(left.props).map(String)] : []
  return {
    name,
    title,
    does,
    file,
    columns: ['Email Address', 'MEMBER_RATING', 'OPTIN_TIME', 'CONFIRM_TIME', 'LAST_CHANGED', 'LEID', 'EUID', ...own],
    team: 'marketing' as const,
    source: {
      feeds: 'Who wants to hear from us.',
      file,
      dates: 'yyyy-mm-dd',
      zone: 'UTC',
      key: 'EUID',
      person: { email: 'Email Address', ids: { mailchimp: 'EUID' } },
      traits: {
        first_name: 'First Name',
        last_name: 'Last Name',
        email_rating: integer('MEMBER_RATING'),
        email_status: { value: name },
      },
      asOf: 'LAST_CHANGED',
      events: [
        { name: 'email_subscribed', at: ['OPTIN_TIME', 'CONFIRM_TIME'], optional: true },
        ...(left ? [left] : []),
      ],
    },
  }
}
