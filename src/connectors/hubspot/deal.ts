import type { Preset } from '../connector.ts'

/** Stages of the sales pipeline that every HubSpot account begins with; an export names each in a column of its own. */
const STAGES = [
  'Appointment Scheduled',
  'Qualified To Buy',
  'Presentation Scheduled',
  'Decision Maker Bought-In',
  'Contract Sent',
]

/** Deals with the dates of their stages, and the history of their stages as rows of its own. */
export const dealPresets: readonly Preset[] = [
  {
    name: 'deals',
    title: 'Deals',
    does: 'When deals were created, entered the stages of the sales pipeline, and were won or lost, with their amounts.',
    file: ['*hubspot*deal*', 'all-deals*'],
    columns: ['Record ID', 'Deal Name', 'Deal Stage', 'Create Date', 'Close Date'],
    also: {
      'Record ID': ['Record ID - Deal', 'Deal ID'],
      'Is Closed Won': ['Is closed won', 'Is Closed Won?'],
      'Is Deal Closed?': ['Is Closed', 'Is deal closed?'],
      ...Object.fromEntries(
        STAGES.map(label => [entered(label), [`Date entered "${label}"`, `Date entered ${label}`]]),
      ),
    },
    team: 'sales',
    source: {
      feeds: 'Pipeline, win rate and won revenue.',
      file: ['*hubspot*deal*', 'all-deals*'],
      types: {
        'Associated Contact IDs': 'list',
        'Associated Company IDs': 'list',
        'Is Closed Won': 'boolean',
        'Is Deal Closed?': 'boolean',
      },
      ...deals({
        id: 'Record ID',
        contact: ['Associated Contact IDs'],
        company: ['Primary Associated Company ID', 'Associated Company IDs'],
        stages: STAGES.map(stage => ({ at: entered(stage), stage })),
        created: 'Create Date',
        closed: 'Close Date',
        stage: 'Deal Stage',
        pipeline: 'Pipeline',
        owner: 'Deal owner',
        amount: 'Amount',
        currency: 'Currency',
        origin: 'Original Source Type',
        type: 'Deal Type',
        reason: 'Closed Lost Reason',
        won: 'Is Closed Won',
        over: 'Is Deal Closed?',
      }),
    },
  },
  {
    name: 'deals-api',
    title: 'Deals, by the API',
    does: 'When deals were created, won or lost; the stages between come from the history of deal stages.',
    file: ['*hubspot*deals*.jsonl'],
    columns: ['id', 'dealname', 'dealstage', 'createdate', 'closedate'],
    also: {
      id: ['deal_id'],
      archived: ['is_deleted', '_fivetran_deleted'],
      dealstage: ['deal_pipeline_stage_id'],
      pipeline: ['deal_pipeline_id'],
      hubspot_owner_id: ['owner_id'],
    },
    team: 'sales',
    source: {
      feeds: 'Pipeline, win rate and won revenue.',
      file: ['*hubspot*deals*.jsonl'],
      zone: 'UTC',
      types: {
        contacts: 'list',
        companies: 'list',
        archived: 'boolean',
        hs_is_closed_won: 'boolean',
        hs_is_closed: 'boolean',
      },
      skip: { archived: true },
      ...deals({
        id: 'id',
        contact: ['contacts'],
        company: ['hs_primary_associated_company', 'companies'],
        stages: [],
        created: 'createdate',
        closed: 'closedate',
        stage: 'dealstage',
        pipeline: 'pipeline',
        owner: 'hubspot_owner_id',
        amount: 'amount',
        currency: 'deal_currency_code',
        origin: 'hs_analytics_source',
        type: 'dealtype',
        reason: 'closed_lost_reason',
        won: 'hs_is_closed_won',
        over: 'hs_is_closed',
      }),
    },
  },
  {
    name: 'deal-stages-api',
    title: 'History of deal stages, by the API',
    does: 'Every change of a deal’s stage, in pipelines of any kind.',
    file: ['*deal*stage*history*'],
    columns: ['deal_id', 'dealstage', 'timestamp', 'source_type'],
    also: { dealstage: ['value'], timestamp: ['date_entered'], source_type: ['source'] },
    team: 'sales',
    source: {
      feeds: 'How long deals stay in each stage.',
      file: ['*deal*stage*history*'],
      zone: 'UTC',
      types: { contacts: 'list', companies: 'list' },
      key: ['deal_id', 'timestamp'],
      person: { ids: { hubspot: 'contacts' } },
      account: { id: 'companies' },
      nobody: true,
      events: [
        {
          name: 'deal_stage_changed',
          at: 'timestamp',
          when: { dealstage: { ne: null } },
          props: { deal: 'deal_id', stage: 'dealstage', changed_by: 'source_type' },
        },
      ],
    },
  },
]

function entered(label: string): string {
  return `Date entered "${label} (Sales Pipeline)"`
}

type Spelling = Record<
  | 'id'
  | 'created'
  | 'closed'
  | 'stage'
  | 'pipeline'
  | 'owner'
  | 'amount'
  | 'currency'
  | 'origin'
  | 'type'
  | 'reason'
  | 'won'
  | 'over',
  string
> & { contact: string[]; company: string[]; stages: { at: string; stage: string }[] }

function deals(column: Spelling): Record<string, unknown> {
  const amount = { column: column.amount, type: 'money', currency: `{${column.currency}}` }
  const about = {
    deal: column.id,
    pipeline: column.pipeline,
    owner: column.owner,
    origin: column.origin,
    type: column.type,
  }
  return {
    key: column.id,
    person: { ids: { hubspot: column.contact } },
    account: { id: column.company },
    nobody: true,
    events: [
      { name: 'deal_created', at: column.created, props: about },
      ...column.stages.map(({ at, stage }) => ({
        name: 'deal_stage_changed',
        at,
        optional: true,
        key: [column.id, at],
        props: { deal: column.id, stage: { value: stage }, amount },
      })),
      { name: 'deal_won', at: column.closed, when: { [column.won]: true }, props: { ...about, amount } },
      {
        name: 'deal_lost',
        at: column.closed,
        when: { [column.over]: true, [column.won]: { ne: true } },
        props: { ...about, amount, reason: column.reason },
      },
    ],
    expects: { everyDays: 7 },
  }
}
