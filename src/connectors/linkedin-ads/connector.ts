import type { Connector } from '../connector.ts'

/** LinkedIn Campaign Manager’s performance report: titles on top, days of UTC, tabs and UTF-16 in most accounts. */
export const linkedinAds: Connector = {
  name: 'linkedin-ads',
  title: 'LinkedIn Ads',
  category: 'ads',
  does: 'What ads on LinkedIn cost, by day and campaign, with impressions, clicks, conversions and leads.',
  steps: [
    'In Campaign Manager, choose Plan, Analyze, and the campaigns; then Export.',
    'As report type take Campaign performance, as time breakdown Daily.',
    'Choose days that are over for at least two days: LinkedIn corrects its figures for so long, and the first import of a day counts.',
    'Export the .csv and add it as it is, with the lines of titles on top.',
  ],
  presets: [
    {
      name: 'spend',
      title: 'Campaign performance by day',
      does: 'One event a day and campaign, with what it cost.',
      file: ['*campaign?performance*.csv', '*linkedin*ads*.csv'],
      columns: [
        'Start Date (in UTC)',
        'Currency',
        'Campaign ID',
        'Campaign Name',
        'Total Spent',
        'Impressions',
        'Clicks',
        'Conversions',
        'Leads',
      ],
      team: 'marketing',
      source: {
        feeds: 'What ads cost, and what a lead or a customer from them costs.',
        file: ['*campaign?performance*.csv', '*linkedin*ads*.csv'],
        header: 'Start Date (in UTC)',
        dates: 'mm/dd/yyyy',
        decimal: '.',
        zone: 'UTC',
        skip: { 'Campaign ID': null },
        key: ['Start Date (in UTC)', 'Campaign ID'],
        events: [
          {
            name: 'ad_spend',
            at: 'Start Date (in UTC)',
            props: {
              channel: { value: 'linkedin_ads' },
              campaign: 'Campaign Name',
              campaign_id: 'Campaign ID',
              campaign_group: 'Campaign Group Name',
              cost: { column: 'Total Spent', type: 'money', currency: '{Currency}' },
              impressions: { column: 'Impressions', type: 'integer' },
              clicks: { column: 'Clicks', type: 'integer' },
              conversions: { column: 'Conversions', type: 'number' },
              leads: { column: 'Leads', type: 'integer' },
            },
          },
        ],
        expects: { required: ['campaign', 'cost'], everyDays: 7 },
      },
    },
  ],
}
