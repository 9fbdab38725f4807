import type { Connector, Preset } from '../connector.ts'

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
    'The column Amount spent names the currency of the account, such as Amount spent (USD). There are presets for EUR, USD and GBP; for another, change the two places of the source that name it.',
  ],
  presets: ['EUR', 'USD', 'GBP'].map(spentIn),
}

/** The column with the amount names the currency of the account. */
function spentIn(currency: string): Preset {
  const file = ['*campaigns*.csv', '*meta*ads*.csv']
  const spent = `Amount spent (${currency})`
  return {
    name: currency === 'EUR' ? 'spend' : `spend-${currency.toLowerCase()}`,
    title: `Amount spent by day and campaign, in ${currency}`,
    does: 'One event a day and campaign, with what it cost.',
    file,
    columns: ['Campaign name', 'Campaign ID', 'Day', spent, 'Impressions', 'Link clicks', 'Reporting starts'],
    team: 'marketing',
    source: {
      feeds: 'What ads cost, and what a lead or a customer from them costs.',
      file,
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
            cost: { column: spent, type: 'money', currency },
            impressions: { column: 'Impressions', type: 'integer' },
            clicks: { column: 'Link clicks', type: 'integer' },
            conversions: { column: 'Results', type: 'number' },
          },
        },
      ],
      expects: { required: ['campaign', 'cost'], everyDays: 7 },
    },
  }
}
