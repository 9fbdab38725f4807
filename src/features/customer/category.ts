/** What kind of thing an entry of a timeline is, in the order in which people look for them. */
export const KINDS = [
  'web',
  'mail',
  'ad',
  'call',
  'meeting',
  'deal',
  'ticket',
  'invoice',
  'product',
  'other',
  'stage',
  'consent',
  'identity',
] as const
export type EntryKind = (typeof KINDS)[number]

/** Words in the name of an event, by the kind they speak of; the first kind with one of its words in the name counts. */
const WORDS: readonly (readonly [EntryKind, string])[] = [
  ['consent', 'consent optin optout'],
  ['invoice', 'invoice payment charge refund subscription renewal billing bill paid churn'],
  ['ticket', 'ticket conversation case complaint csat nps reply issue bug'],
  ['meeting', 'meeting demo visit appointment event webinar workshop'],
  ['call', 'call called phone voicemail touch'],
  ['mail', 'mail email newsletter unsubscribed unsubscribe bounced bounce campaign'],
  ['deal', 'deal opportunity quote proposal contract lead mql sql prospect won lost stage handover handed'],
  ['ad', 'ad ads adclick impression spend'],
  ['web', 'page screen session form download search pageview visited viewed link'],
  ['product', 'feature used signed signup activated trial login logged app installed work use'],
]

/** Words in the name of a source that decide where the name of the event does not. */
const SOURCES: readonly (readonly [EntryKind, string])[] = [
  ['mail', 'mail mailchimp newsletter klaviyo sendgrid'],
  ['ad', 'ads adwords google-ads linkedin-ads meta facebook'],
  ['ticket', 'zendesk intercom helpdesk desk support freshdesk'],
  ['invoice', 'stripe billing invoices finance erp'],
  ['deal', 'crm hubspot salesforce pipedrive deals'],
  ['web', 'web website site ga4 analytics'],
  ['product', 'app product usage'],
]

const setsOf = (of: readonly (readonly [EntryKind, string])[]) =>
  of.map(([kind, words]) => [kind, new Set(words.split(' '))] as const)
const BY_WORD = setsOf(WORDS)
const BY_SOURCE = setsOf(SOURCES)

/**
 * The kind of an event, by the words of its name and, where these say nothing, of its source: `ticket_created` is a ticket,
 * whoever reports it, and `clicked` is mail when a mail tool does.
 */
export function kindOf(name: string, source: string): EntryKind {
  const named = among(BY_WORD, wordsOf(name))
  if (named !== undefined) return named
  return among(BY_SOURCE, wordsOf(source)) ?? 'other'
}

function among(sets: typeof BY_WORD, words: readonly string[]): EntryKind | undefined {
  return sets.find(([, set]) =>
    words.some(word => set.has(word) || (word.endsWith('s') && set.has(word.slice(0, -1)))),
  )?.[0]
}

/** `$pageview` and `Email Opened` as words. */
export function wordsOf(name: string): string[] {
  return name
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
}
