import type { JsonValue } from '../../core/json.ts'

export type StripeRecord = { id: string } & Record<string, JsonValue>

/** An object of Stripe and what is kept of it; the names are those of its API. */
export type StripeObject = {
  /** As it stands in addresses. */
  path: string
  /** What its own `object` says. */
  kind: string
  /** Which events tell of its changes, with `*`. */
  events: string
  /** Other objects whose events tell of changes of the one they belong to. */
  parts?: readonly string[]
  /** What narrows the list down, or widens it: ended subscriptions are left out unless they are asked for. */
  query?: Record<string, string>
  /** What is kept, with dots for what lies inside; nothing else leaves Stripe’s answer. */
  keeps: readonly string[]
  /** As the settings of a key call it. */
  right: string
}

/** What the API brings, by the name of the preset that reads it. */
export const OBJECTS: Readonly<Record<string, StripeObject>> = {
  'invoices-api': {
    path: '/v1/invoices',
    kind: 'invoice',
    events: 'invoice.*',
    parts: ['invoice_payment'],
    keeps: [
      ...[
        'id',
        'number',
        'status',
        'customer',
        'customer_email',
        'subscription',
        'billing_reason',
        'collection_method',
      ],
      ...['currency', 'total', 'subtotal', 'tax', 'amount_due', 'amount_paid', 'amount_remaining', 'attempt_count'],
      ...['created', 'due_date', 'period_start', 'period_end', 'livemode', 'metadata'],
      ...['finalized_at', 'paid_at', 'voided_at', 'marked_uncollectible_at'].map(name => `status_transitions.${name}`),
    ],
    right: 'Invoices',
  },
  'subscriptions-api': {
    path: '/v1/subscriptions',
    kind: 'subscription',
    events: 'customer.subscription.*',
    query: { status: 'all' },
    keeps: [
      ...['id', 'status', 'customer', 'currency', 'created', 'start_date', 'trial_start', 'trial_end', 'ended_at'],
      ...['canceled_at', 'cancel_at', 'cancel_at_period_end', 'current_period_start', 'current_period_end', 'livemode'],
      ...['metadata', 'quantity', 'mrr', 'cancellation_details.reason', 'cancellation_details.feedback', 'plan.id'],
      ...['plan.nickname', 'plan.product', 'plan.amount', 'plan.interval', 'plan.interval_count', 'plan.usage_type'],
    ],
    right: 'Subscriptions',
  },
  'charges-api': {
    path: '/v1/charges',
    kind: 'charge',
    events: 'charge.*',
    parts: ['dispute', 'refund'],
    keeps: [
      ...['id', 'status', 'customer', 'invoice', 'currency', 'amount', 'amount_captured', 'amount_refunded', 'paid'],
      ...['refunded', 'disputed', 'captured', 'created', 'receipt_email', 'billing_details.email', 'failure_code'],
      ...['failure_message', 'outcome.type', 'outcome.reason', 'livemode', 'metadata'],
    ],
    right: 'Charges',
  },
  'customers-api': {
    path: '/v1/customers',
    kind: 'customer',
    events: 'customer.*',
    keeps: [
      ...[
        'id',
        'email',
        'name',
        'created',
        'currency',
        'delinquent',
        'deleted',
        'address.country',
        'livemode',
        'metadata',
      ],
    ],
    right: 'Customers',
  },
}

/** What is kept of the event that tells of a subscription’s change. */
export const KEPT_OF_EVENT: readonly string[] = [
  ...['id', 'type', 'created', 'livemode', 'data.object.id', 'data.object.customer', 'data.object.status'],
  ...['data.object.currency', 'data.object.quantity', 'data.previous_attributes.quantity'],
  ...['id', 'nickname', 'product', 'amount', 'interval', 'interval_count'].flatMap(name => [
    `data.object.plan.${name}`,
    `data.previous_attributes.plan.${name}`,
  ]),
]

/** The row of a record: what is kept of it, with names with dots for what lies inside, and nothing where it is not there. */
export function rowOf(record: StripeRecord, keeps: readonly string[]): Record<string, JsonValue> {
  const whole = record.object === 'subscription' ? withPrice(record) : record
  return Object.fromEntries(
    keeps.map(name => [name, name.split('.').reduce<JsonValue | undefined>(memberOf, whole) ?? null]),
  )
}

function memberOf(value: JsonValue | undefined, name: string): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.hasOwn(value, name) ? value[name] : undefined
}

/**
 * A subscription with its plan, even when it has several, of which the first stands for all, and with what all of them bring
 * a month before discounts and taxes, in the smallest unit of the currency. Without a fixed price (by use, in tiers) it has none.
 */
function withPrice(subscription: StripeRecord): StripeRecord {
  const items = memberOf(memberOf(subscription, 'items'), 'data')
  if (!Array.isArray(items) || !items.length) return subscription
  const monthly = items.map(item => {
    const plan = memberOf(item, 'plan')
    const [amount, interval, count = 1] = ['amount', 'interval', 'interval_count'].map(name => memberOf(plan, name))
    const perMonth = MONTHS[String(interval)]
    if (typeof amount !== 'number' || typeof count !== 'number' || !perMonth) return undefined
    return (amount * Number(memberOf(item, 'quantity') ?? 1) * perMonth) / count
  })
  const mrr = monthly.includes(undefined) ? null : Math.round(monthly.reduce<number>((sum, each) => sum + each!, 0))
  const [first] = items
  const plan = memberOf(first, 'plan') ?? null
  return { ...subscription, plan, quantity: memberOf(first, 'quantity') ?? null, mrr }
}

/** How often an interval passes in a month, a year being 365 days. */
const MONTHS: Record<string, number> = { day: 365 / 12, week: 365 / 84, month: 1, year: 1 / 12 }
