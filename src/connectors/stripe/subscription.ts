import type { Preset } from '../connector.ts'

const FEEDS = 'Recurring revenue: what is new, what grew or shrank, what churned.'

/** Subscriptions, as the dashboard exports them and as the API has them, and the changes of their amounts. */
export const subscriptionPresets: readonly Preset[] = [
  {
    name: 'subscriptions',
    title: 'Subscriptions',
    does: 'When subscriptions began and ended, with their amounts for each interval.',
    file: ['subscriptions*.csv'],
    columns: ['id', 'Customer ID', 'Plan', 'Amount', 'Interval', 'Status', 'Created (UTC)'],
    also: { 'Ended At (UTC)': ['Ended (UTC)'], 'Start Date (UTC)': ['Start (UTC)'] },
    team: 'finance',
    source: {
      feeds: FEEDS,
      file: ['subscriptions*.csv'],
      zone: 'UTC',
      skip: { Status: { in: ['incomplete', 'incomplete_expired'] } },
      key: 'id',
      person: { email: 'Customer Email', ids: { stripe: 'Customer ID' } },
      account: { id: 'Customer ID' },
      events: [
        { name: 'trial_started', at: 'Trial Start (UTC)', optional: true, props: { subscription: 'id', plan: 'Plan' } },
        exported('subscription_started', ['Start Date (UTC)', 'Created (UTC)']),
        { ...exported('subscription_cancelled', ['Ended At (UTC)']), optional: true },
      ],
    },
  },
  {
    name: 'subscriptions-api',
    title: 'Subscriptions, by the API',
    does: 'When subscriptions began and ended, with what they bring a month.',
    file: ['*stripe*subscriptions*.json', '*subscriptions*.jsonl'],
    columns: ['id', 'customer', 'status', 'currency', 'start_date', 'ended_at', 'created'],
    team: 'finance',
    source: {
      feeds: FEEDS,
      file: ['*stripe*subscriptions*.json', '*subscriptions*.jsonl'],
      zone: 'UTC',
      dates: { start_date: 'seconds', created: 'seconds', trial_start: 'seconds', ended_at: 'seconds' },
      skip: { status: { in: ['incomplete', 'incomplete_expired'] } },
      key: 'id',
      person: { ids: { stripe: 'customer' } },
      account: { id: 'customer' },
      events: [
        {
          name: 'trial_started',
          at: 'trial_start',
          optional: true,
          props: { subscription: 'id', plan: ['plan.nickname', 'plan.product'] },
        },
        byApi('subscription_started', ['start_date', 'created']),
        { ...byApi('subscription_cancelled', ['ended_at']), optional: true },
      ],
    },
  },
  {
    name: 'subscription-changes',
    title: 'Changes of subscriptions',
    does: 'When a subscription changed its price or quantity, from Stripe’s events: what it was and what it became.',
    file: ['*stripe*events*.json', '*stripe*events*.jsonl'],
    columns: ['id', 'type', 'created', 'data.object.id', 'data.object.customer'],
    team: 'finance',
    source: {
      feeds: FEEDS,
      file: ['*stripe*events*.json', '*stripe*events*.jsonl'],
      zone: 'UTC',
      dates: { created: 'seconds' },
      skip: { type: { ne: 'customer.subscription.updated' } },
      key: 'id',
      person: { ids: { stripe: 'data.object.customer' } },
      account: { id: 'data.object.customer' },
      events: [
        {
          name: 'subscription_changed',
          at: 'created',
          when: {
            or: [
              { 'data.previous_attributes.plan.amount': { exists: true } },
              { 'data.previous_attributes.quantity': { exists: true } },
            ],
          },
          props: {
            subscription: 'data.object.id',
            plan: ['data.object.plan.nickname', 'data.object.plan.product'],
            interval: 'data.object.plan.interval',
            amount: minor('data.object.plan.amount', 'data.object.currency'),
            amount_before: minor('data.previous_attributes.plan.amount', 'data.object.currency'),
            quantity: 'data.object.quantity',
            quantity_before: 'data.previous_attributes.quantity',
          },
        },
      ],
    },
  },
]

function minor(column: string, currency: string): Record<string, unknown> {
  return { column, type: 'money', currency: `{${currency}}`, minor: true }
}

function exported(name: string, at: string[]): Record<string, unknown> {
  return {
    name,
    at,
    props: {
      subscription: 'id',
      plan: 'Plan',
      interval: 'Interval',
      quantity: { column: 'Quantity', type: 'number' },
      amount: { column: 'Amount', type: 'money', currency: '{Currency}' },
      ...(name === 'subscription_cancelled' ? { reason: 'Cancellation Reason' } : {}),
    },
  }
}

function byApi(name: string, at: string[]): Record<string, unknown> {
  return {
    name,
    at,
    props: {
      subscription: 'id',
      plan: ['plan.nickname', 'plan.product'],
      interval: 'plan.interval',
      quantity: 'quantity',
      amount: minor('plan.amount', 'currency'),
      mrr: minor('mrr', 'currency'),
      ...(name === 'subscription_cancelled' ? { reason: 'cancellation_details.reason' } : {}),
    },
  }
}
