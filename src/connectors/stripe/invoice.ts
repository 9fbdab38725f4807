import type { Preset } from '../connector.ts'

const FEEDS = 'What customers were asked to pay and paid.'

/** Invoices, as the dashboard exports them and as the API has them. */
export const invoicePresets: readonly Preset[] = [
  {
    name: 'invoices',
    title: 'Invoices',
    does: 'When invoices went out, were paid, taken back or given up.',
    file: ['invoices*.csv'],
    columns: ['id', 'Amount Due', 'Customer', 'Number', 'Total', 'Status', 'Date (UTC)'],
    also: { 'Date (UTC)': ['Created (UTC)', 'Created date (UTC)'], Customer: ['Customer ID'] },
    team: 'finance',
    source: {
      feeds: FEEDS,
      file: ['invoices*.csv'],
      zone: 'UTC',
      skip: { Status: 'draft' },
      key: 'id',
      person: { email: 'Customer Email', ids: { stripe: 'Customer' } },
      account: { id: 'Customer' },
      events: [
        bill('invoice_issued', ['Finalized At (UTC)', 'Date (UTC)'], 'Total'),
        { ...bill('invoice_paid', ['Paid At (UTC)', 'Date (UTC)'], 'Amount Paid'), when: { Status: 'paid' } },
        { ...bill('invoice_voided', ['Voided At (UTC)', 'Date (UTC)'], 'Total'), when: { Status: 'void' } },
        {
          ...bill('invoice_uncollectible', ['Marked Uncollectible At (UTC)', 'Date (UTC)'], 'Total'),
          when: { Status: 'uncollectible' },
        },
      ],
      expects: { everyDays: 31 },
    },
  },
  {
    name: 'invoices-api',
    title: 'Invoices, by the API',
    does: 'The same as the export of invoices, in the names of the API.',
    file: ['*stripe*invoices*.json', '*invoices*.jsonl'],
    columns: ['id', 'customer', 'status', 'currency', 'total', 'amount_paid', 'created'],
    team: 'finance',
    source: {
      feeds: FEEDS,
      file: ['*stripe*invoices*.json', '*invoices*.jsonl'],
      zone: 'UTC',
      dates: Object.fromEntries(
        ['created', ...['finalized_at', 'paid_at', 'voided_at', 'marked_uncollectible_at'].map(transition)].map(
          column => [column, 'seconds'],
        ),
      ),
      skip: { status: 'draft' },
      key: 'id',
      person: { email: 'customer_email', ids: { stripe: 'customer' } },
      account: { id: 'customer' },
      events: [
        byApi('invoice_issued', [transition('finalized_at'), 'created'], 'total'),
        { ...byApi('invoice_paid', [transition('paid_at')], 'amount_paid'), optional: true },
        { ...byApi('invoice_voided', [transition('voided_at')], 'total'), optional: true },
        { ...byApi('invoice_uncollectible', [transition('marked_uncollectible_at')], 'total'), optional: true },
      ],
      expects: { everyDays: 31 },
    },
  },
]

function transition(name: string): string {
  return `status_transitions.${name}`
}

function bill(name: string, at: string[], amount: string): Record<string, unknown> {
  return {
    name,
    at,
    props: {
      invoice: 'id',
      number: 'Number',
      subscription: 'Subscription',
      amount: { column: amount, type: 'money', currency: '{Currency}' },
    },
  }
}

function byApi(name: string, at: string[], amount: string): Record<string, unknown> {
  return {
    name,
    at,
    props: {
      invoice: 'id',
      number: 'number',
      subscription: 'subscription',
      reason: 'billing_reason',
      amount: { column: amount, type: 'money', currency: '{currency}', minor: true },
    },
  }
}
