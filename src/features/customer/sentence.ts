import { wordsOf } from './category.ts'

/** Properties that say which one it was, the most telling first. */
const SUBJECTS = [
  'subject',
  'title',
  'topic',
  'deal_name',
  'dealname',
  'name',
  'form',
  'page_title',
  'page',
  'path',
  'url',
  'campaign',
  'utm_campaign',
  'product',
  'plan',
  'stage',
  'number',
  'reason',
  'query',
]
const AMOUNTS = ['amount', 'value', 'revenue', 'total', 'mrr', 'price', 'cost']
const LONGEST = 90

type Props = Readonly<Record<string, unknown>>

/** What happened in one readable sentence: `Deal won: Plant 3, €12,000.` */
export function sentenceOf(name: string, props: Props): string {
  const words = wordsOf(name).join(' ') || name
  const head = words.charAt(0).toUpperCase() + words.slice(1)
  const said = [subjectOf(props), amountOf(props)].filter(part => part !== undefined)
  return said.length > 0 ? `${head}: ${said.join(', ')}.` : `${head}.`
}

function subjectOf(props: Props): string | undefined {
  for (const key of SUBJECTS) {
    const value = props[key]
    if ((typeof value !== 'string' && typeof value !== 'number') || value === '') continue
    const text = String(value).replaceAll(/\s+/g, ' ').trim()
    return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
  }
  return undefined
}

function amountOf(props: Props): string | undefined {
  for (const key of AMOUNTS) {
    const value = props[key]
    if (typeof value !== 'number' || !Number.isFinite(value)) continue
    const currency = props[`${key}_currency`] ?? props.currency
    return moneyText(value, typeof currency === 'string' ? currency : undefined)
  }
  return undefined
}

function moneyText(value: number, currency: string | undefined): string {
  if (currency !== undefined && /^[A-Z]{3}$/.test(currency))
    return new Intl.NumberFormat('en', {
      style: 'currency',
      currency,
      minimumFractionDigits: Number.isInteger(value) ? 0 : 2,
    }).format(value)
  return new Intl.NumberFormat('en', { maximumFractionDigits: 2 }).format(value)
}
