import { giveField, isFields } from './fields.ts'

/**
 * Adds where an event happened and where the visit came from, under the names that channel rules read: `page` (the path),
 * `url`, `referrer`, `title`, `search`, `utm_source` and its kin, and click ids such as `gclid`. What the event says itself
 * stands.
 */
export function addOrigin(props: Record<string, unknown>, context: Record<string, unknown>): void {
  const { page, campaign } = context
  if (isFields(page)) {
    giveField(props, 'page', page.path)
    for (const name of ['url', 'referrer', 'title', 'search']) giveField(props, name, page[name])
  }
  if (isFields(campaign))
    for (const [name, value] of Object.entries(campaign))
      if (typeof value === 'string') giveField(props, campaignName(name), value)
  if (isFields(context.referrer)) addClick(props, context.referrer)
  const { url, search } = props
  const query = typeof search === 'string' && search !== '' ? search : typeof url === 'string' ? url : ''
  if (TELLING.test(query)) addQuery(props, query)
}

const campaignName = (name: string): string => (name === 'name' ? 'utm_campaign' : `utm_${name}`)

const CLICKS = 'gclid gbraid wbraid dclid fbclid msclkid li_fat_id ttclid twclid yclid'.split(' ')
const TELLING = new RegExp(`[?&](utm_|${CLICKS.join('|')})`)

/** Segment’s browser library says `{ id, type }` of an advertiser it knows by its click id. */
function addClick(props: Record<string, unknown>, { id, type }: Record<string, unknown>): void {
  if (typeof type === 'string' && typeof id === 'string' && /^[a-z_]{1,30}$/.test(type))
    giveField(props, 'ad_click', id)
}

function addQuery(props: Record<string, unknown>, text: string): void {
  const start = text.indexOf('?')
  const end = text.indexOf('#', start + 1)
  const query = text.slice(start + 1, end < 0 ? undefined : end)
  for (const pair of query.split('&').slice(0, MOST)) {
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    if (/^utm_[a-z_]{1,40}$/.test(name) || CLICKS.includes(name)) giveField(props, name, decoded(value))
  }
}

const MOST = 100

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}
