import type { Preset } from '../connector.ts'

/** Payments and customers, as the dashboard exports them and as the API has them. */
export const paymentPresets: readonly Preset[] = [
  {
    name: 'payments',
    title: 'Payments',
    does: 'Payments that succeeded, failed or were refunded.',
    file: ['unified_payments*.csv', 'payments*.csv'],
    columns: ['id', 'Created date (UTC)', 'Amount', 'Amount Refunded', 'Currency', 'Status', 'Customer ID'],
    also: { 'Created date (UTC)': ['Created (UTC)'], 'Refunded date (UTC)': ['Refunded (UTC)'] },
    team: 'finance',
    source: {
      feeds: 'Money that came in, and what did not.',
      file: ['unified_payments*.csv', 'payments*.csv'],
      zone: 'UTC',
      key: 'id',
      person: { email: 'Customer Email', ids: { stripe: 'Customer ID' } },
      account: { id: 'Customer ID' },
      nobody: true,
      events: [
        {
          name: {
            column: 'Status',
            map: {
              Paid: 'payment_succeeded',
              Refunded: 'payment_succeeded',
              'Partial refund': 'payment_succeeded',
              'Partially Refunded': 'payment_succeeded',
              Failed: 'payment_failed',
            },
            else: null,
          },
          at: 'Created date (UTC)',
          props: { amount: money('Amount'), reason: ['Decline Reason', 'Seller Message'] },
        },
        {
          name: 'payment_refunded',
          at: 'Refunded date (UTC)',
          optional: true,
          props: { amount: money('Amount Refunded') },
        },
      ],
      expects: { everyDays: 31 },
    },
  },
  {
    name: 'charges-api',
    title: 'Charges, by the API',
    does: 'Payments that succeeded or failed, in the names of the API.',
    file: ['*stripe*charges*.json', '*charges*.jsonl'],
    columns: ['id', 'amount', 'amount_refunded', 'currency', 'customer', 'status', 'created'],
    team: 'finance',
    source: {
      feeds: 'Money that came in, and what did not.',
      file: ['*stripe*charges*.json', '*charges*.jsonl'],
      zone: 'UTC',
      dates: { created: 'seconds' },
      key: 'id',
      person: { email: ['billing_details.email', 'receipt_email'], ids: { stripe: 'customer' } },
      account: { id: 'customer' },
      nobody: true,
      events: [
        {
          name: {
            column: 'status',
            map: { succeeded: 'payment_succeeded', failed: 'payment_failed' },
            else: null,
          },
          at: 'created',
          props: {
            amount: { ...money('amount', 'currency'), minor: true },
            reason: ['failure_message', 'failure_code'],
            invoice: 'invoice',
          },
        },
      ],
      expects: { everyDays: 31 },
    },
  },
  {
    name: 'customers',
    title: 'Customers',
    does: 'Who pays: their e-mail address, by which they meet everywhere else.',
    file: ['customers*.csv', 'unified_customers*.csv'],
    columns: ['id', 'Email', 'Name', 'Created (UTC)', 'Delinquent'],
    also: { 'Created (UTC)': ['Created date (UTC)'], Country: ['Card Address Country', 'Address Country'] },
    team: 'finance',
    source: {
      feeds: 'Who the invoices are for.',
      file: ['customers*.csv', 'unified_customers*.csv'],
      zone: 'UTC',
      key: 'id',
      person: { email: 'Email', ids: { stripe: 'id' } },
      account: { id: 'id' },
      traits: { name: 'Name' },
      accountTraits: { name: 'Name', country: 'Country' },
      events: [{ name: 'customer_created', at: 'Created (UTC)' }],
    },
  },
  {
    name: 'customers-api',
    title: 'Customers, by the API',
    does: 'The same as the export of customers, in the names of the API.',
    file: ['*stripe*customers*.json', '*customers*.jsonl'],
    columns: ['id', 'email', 'name', 'created', 'delinquent', 'currency'],
    team: 'finance',
    source: {
      feeds: 'Who the invoices are for.',
      file: ['*stripe*customers*.json', '*customers*.jsonl'],
      zone: 'UTC',
      dates: { created: 'seconds' },
      types: { deleted: 'boolean' },
      skip: { deleted: true },
      key: 'id',
      person: { email: 'email', ids: { stripe: 'id' } },
      account: { id: 'id' },
      traits: { name: 'name' },
      accountTraits: { name: 'name', country: 'address.country' },
      events: [{ name: 'customer_created', at: 'created' }],
    },
  },
]

function money(column: string, currency = 'Currency'): Record<string, unknown> {
  return { column, type: 'money', currency: `{${currency}}` }
}
