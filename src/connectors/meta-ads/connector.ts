import type { Connector } from '../connector.ts'

/** Ads on Facebook and Instagram, from Ads Manager’s table with the breakdown by day. */
export const metaAds: Connector = {
  name: 'meta-ads',
  title: 'Meta Ads',
  category: 'ads',
  does: 'What ads on Facebook and Instagram cost, by day and campaign, with impressions, clicks and results.',
  steps: [
    'In Ads Manager, open the tab Campaigns and choose Breakdown, By time, Day.',
    'Under Columns, Customise columns, take Campaign ID, Amount spent, Impressions, Link clicks and Results.',
    'Choose days that are over for at least seven days: Meta attributes results for so long, and the first import of a day counts.',
    'Choose Reports, Export table data, .csv. Leave out the summary row, or leave it in: it is passed over.',
    'The column Amount spent names the currency of the account, such as Amount spent (USD). If yours is not EUR, change both lines of the source.',
  ],
  presets: [
    {
      name: 'spend',
      title: 'Amount spent by day and campaign',
      does: 'One event a day and campaign, with what it cost.',
      file: ['*campaigns*.csv', '*meta*ads*.csv'],
      columns: ['Campaign name', 'Campaign ID', 'Day', 'Impressions', 'Link clicks', 'Results', 'Reporting starts'],
      team: 'marketing',
      source: {
        feeds: 'What ads cost, and what a lead or a customer from them costs.',
        file: ['*campaigns*.csv', '*meta*ads*.csv'],
        dates: 'yyyy-mm-dd',
        decimal: '.',
        zone: 'UTC',
        skip: { or: [{ 'Campaign ID': null }, { Day: null }] },
        key: ['Day', 'Campaign ID'],
        events: [
          {
            name: 'ad_spend',
            at: 'Day',
            props: {
              channel: { value: 'meta_ads' },
              campaign: 'Campaign name',
              campaign_id: 'Campaign ID',
              cost: { column: 'Amount spent (EUR)', type: 'money', currency: 'EUR' },
              impressions: { column: 'Impressions', type: 'integer' },
              clicks: { column: 'Link clicks', type: 'integer' },
              conversions: { column: 'Results', type: 'number' },
            },
          },
        ],
        expects: { required: ['campaign', 'cost'], everyDays: 7 },
      },
    },
  ],
}
