import type { Connector } from '../connector.ts'

/** Google Ads, from a report of Report editor: two lines of titles, the columns, a row a day and campaign, totals at the end. */
export const googleAds: Connector = {
  name: 'google-ads',
  title: 'Google Ads',
  category: 'ads',
  does: 'What ads on Google cost, by day and campaign, with impressions, clicks and conversions.',
  steps: [
    'In Google Ads, open Insights and reports, then Report editor, and make a new table.',
    'As rows take Day, Campaign and Campaign ID; as columns Currency code, Cost, Impr., Clicks and Conversions.',
    'Choose days that are over for at least three days: Google corrects clicks for so long, and the first import of a day counts.',
    'Download the table as .csv. To get it every day, schedule the report by e-mail and save its attachment into the import folder.',
    'If your account is not in English, rename the columns in the source to what the file calls them, and say decimal: "," where it writes 1.234,56.',
  ],
  presets: [
    {
      name: 'spend',
      title: 'Cost by day and campaign',
      does: 'One event a day and campaign, with what it cost.',
      file: ['*campaign*report*.csv', '*google*ads*.csv'],
      columns: ['Day', 'Campaign', 'Campaign ID', 'Currency code', 'Cost', 'Impr.', 'Clicks', 'Conversions'],
      team: 'marketing',
      source: {
        feeds: 'What ads cost, and what a lead or a customer from them costs.',
        file: ['*campaign*report*.csv', '*google*ads*.csv'],
        header: 'Campaign ID',
        dates: 'yyyy-mm-dd',
        decimal: '.',
        zone: 'UTC',
        missing: ['--', ' --'],
        skip: { or: [{ Day: null }, { Day: { startsWith: 'Total' } }] },
        key: ['Day', 'Campaign ID'],
        events: [
          {
            name: 'ad_spend',
            at: 'Day',
            props: {
              channel: { value: 'google_ads' },
              campaign: 'Campaign',
              campaign_id: 'Campaign ID',
              cost: { column: 'Cost', type: 'money', currency: '{Currency code}' },
              impressions: { column: 'Impr.', type: 'integer' },
              clicks: { column: 'Clicks', type: 'integer' },
              conversions: { column: 'Conversions', type: 'number' },
            },
          },
        ],
        expects: { required: ['campaign', 'cost'], everyDays: 7 },
      },
    },
  ],
}
