import type { Connector } from '../connector.ts'

/** Names of ours for what Google Analytics calls otherwise; the rest keep its names. */
const NAMES = {
  page_view: 'page_viewed',
  session_start: 'session_started',
  form_submit: 'form_submitted',
  file_download: 'file_downloaded',
  sign_up: 'signed_up',
}

const props = {
  page: 'event_params.page_location',
  referrer: 'event_params.page_referrer',
  session: 'event_params.ga_session_id',
  utm_source: ['collected_traffic_source.manual_source', 'traffic_source.source'],
  utm_medium: ['collected_traffic_source.manual_medium', 'traffic_source.medium'],
  utm_campaign: ['collected_traffic_source.manual_campaign_name', 'traffic_source.name'],
  country: 'geo.country',
  device: 'device.category',
}

/** Google Analytics 4: its events as BigQuery keeps them, and the reports of Explore as CSV with remarks on top. */
export const ga4: Connector = {
  name: 'ga4',
  title: 'Google Analytics 4',
  category: 'analytics',
  does: 'Visits and what visitors did on the website, event by event or as daily figures.',
  steps: [
    'Event by event: in Admin, Product links, BigQuery links, let Google Analytics export to BigQuery every day.',
    'Take tables events_YYYYMMDD that are three days old, since Google adds to them for so long, and none of events_intraday: bq extract --destination_format NEWLINE_DELIMITED_JSON --compression GZIP.',
    'Daily figures: in Explore, make a free form with the rows Date and Session source / medium and the values Sessions, Engaged sessions and Key events.',
    'Choose days that are over for at least two days, and Export data, CSV. Add the file as it is, with the remarks on top.',
  ],
  presets: [
    {
      name: 'events',
      title: 'Events from BigQuery',
      does: 'Every event of every visitor, with page, source and campaign; visitors who logged in are known by their user id.',
      file: ['events?20*.json*', '*ga4*events*.json*'],
      columns: ['event_timestamp', 'event_name', 'event_params', 'user_pseudo_id', 'stream_id'],
      team: 'marketing',
      source: {
        feeds: 'Where visitors come from, and what they do before somebody talks to them.',
        file: ['events?20*.json*', '*ga4*events*.json*'],
        format: 'jsonl',
        pairs: ['event_params', 'user_properties'],
        dates: { event_timestamp: 'microseconds' },
        person: { user: 'user_id', anonymous: 'user_pseudo_id' },
        nobody: true,
        events: [
          {
            name: { column: 'event_name', map: NAMES, else: null },
            at: 'event_timestamp',
            props,
          },
          {
            name: '{event_name}',
            at: 'event_timestamp',
            when: { event_name: { nin: Object.keys(NAMES) } },
            props,
          },
        ],
        expects: { everyDays: 4 },
      },
    },
    {
      name: 'traffic',
      title: 'Sessions by day and source',
      does: 'One event a day and source of traffic, with how many sessions there were; nobody is named.',
      file: ['*free*form*.csv', '*ga4*traffic*.csv'],
      columns: ['Date', 'Session source / medium', 'Sessions', 'Engaged sessions', 'Key events'],
      team: 'marketing',
      source: {
        feeds: 'How many visits there are, and from where.',
        file: ['*free*form*.csv', '*ga4*traffic*.csv'],
        header: 'Session source / medium',
        dates: 'yyyymmdd',
        decimal: '.',
        zone: 'UTC',
        skip: { or: [{ Date: null }, { Date: { contains: 'otal' } }] },
        key: ['Date', 'Session source / medium'],
        events: [
          {
            name: 'sessions_counted',
            at: 'Date',
            props: {
              source_medium: 'Session source / medium',
              sessions: { column: 'Sessions', type: 'integer' },
              engaged: { column: 'Engaged sessions', type: 'integer' },
              conversions: { column: 'Key events', type: 'number' },
            },
          },
        ],
        expects: { everyDays: 7 },
      },
    },
  ],
}
