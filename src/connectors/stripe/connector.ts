import type { Connector } from '../connector.ts'
import { stripeApi } from './api.ts'
import { invoicePresets } from './invoice.ts'
import { paymentPresets } from './payment.ts'
import { subscriptionPresets } from './subscription.ts'

/** Stripe, from the dashboard’s CSV files, where amounts are decimals, and by its API, where they count the smallest unit. */
export const stripe: Connector = {
  name: 'stripe',
  title: 'Stripe',
  category: 'payments',
  does: 'Invoices, subscriptions and what they bring a month, payments and customers: won revenue, its growth and its churn.',
  steps: [
    'In the dashboard open Billing, Invoices, then Export. Choose all dates, all columns and the time zone UTC.',
    'Do the same under Billing, Subscriptions (status All, so that ended ones are in it), under Payments and under Customers.',
    'The column Amount of a subscription is for its interval. Where you sell by the year and count by the month, let the metric divide, or connect by the API, which says mrr.',
    'Changes of price and quantity stand in Stripe’s events only, which it keeps for thirty days: connect a webhook for customer.subscription.updated, or save the API’s /v1/events as lines of JSON.',
    'A subscription counts as ended when it ends, not when its end was asked for.',
    'Instead of files, connect by the API: Developers, API keys, Create restricted key, with Read for Customers, Charges, Invoices, Subscriptions and Events.',
  ],
  presets: [...invoicePresets, ...subscriptionPresets, ...paymentPresets],
  api: stripeApi,
}
