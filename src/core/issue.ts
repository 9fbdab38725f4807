/** An issue of the schema library, every kind in one shape. */
export type Issue = {
  code: string
  path: PropertyKey[]
  message: string
  errors?: Issue[][]
  issues?: Issue[]
  keys?: string[]
  values?: unknown[]
  options?: unknown[]
  expected?: string
  received?: string
  origin?: string
  format?: string
  minimum?: number
  maximum?: number
  inclusive?: boolean
  divisor?: number
  params?: { code?: unknown; repair?: unknown }
}

/** The only values that would have been right, as people would write them. */
export function choicesOf(issue: Issue): string[] {
  return (issue.values ?? issue.options ?? []).map(String)
}

export function isMissing(issue: Issue): boolean {
  return issue.code === 'invalid_type' && /received undefined/.test(issue.message)
}

/** Whether the wording is the schema's own, not the library's. */
export function isOurs(issue: Issue): boolean {
  return !/^(Invalid|Too (small|big)|Unrecognized|$)/.test(issue.message)
}

/** What is wrong and what to do; `name` stands for the field, `written` is its value and `meant` what to suggest. */
export function sentenceOf(issue: Issue, name: string, written?: unknown, meant?: string): string {
  if (isMissing(issue)) return `${name} is missing. Add it.`
  if (isOurs(issue)) return worded(issue.message, name)
  const choices = choicesOf(issue)
  if (!choices.length) return `${name} ${predicate(issue)}.`
  const wanted = choices.length > 1 ? `one of ${choices.join(', ')}` : choices[0]
  const given = typeof written === 'string' ? `, not “${written}”` : ''
  return `${name} must be ${wanted}${given}.${meant ? ` Did you mean “${meant}”?` : ''}`
}

/** What was expected in the issue's place: the values, or the kind of thing; nothing when neither is known. */
export function wantedBy(issue: Issue): string[] {
  if (issue.path.length || isOurs(issue)) return []
  if (issue.values) return issue.values.map(String)
  return issue.code === 'invalid_type' ? [thing(issue.expected)] : []
}

function thing(expected = 'value'): string {
  return THINGS[expected] ?? `a ${expected}`
}

function worded(message: string, name: string): string {
  if (/[.?!]$/.test(message)) return message
  return /^(must|has|is|needs|takes|may|can)\b/.test(message) ? `${name} ${message}.` : `${name}: ${message}.`
}

function predicate(issue: Issue): string {
  if (issue.code === 'invalid_type') return `must be ${thing(issue.expected)}`
  if (issue.code === 'not_multiple_of') return `must be a multiple of ${issue.divisor}`
  if (issue.code === 'too_small' || issue.code === 'too_big') return sizePredicate(issue)
  if (issue.code === 'invalid_format') return FORMATS[issue.format ?? ''] ?? `has the wrong form: ${wording(issue)}`
  return 'has a value that does not fit here. Correct it'
}

function sizePredicate(issue: Issue): string {
  const least = issue.code === 'too_small'
  const limit = least ? issue.minimum : issue.maximum
  const unit = UNITS[issue.origin ?? '']
  if (unit && least && limit === 1) return 'is empty. Fill it in'
  if (unit) return `must have at ${least ? 'least' : 'most'} ${limit} ${unit}`
  if (issue.inclusive === false) return `must be ${least ? 'more' : 'less'} than ${limit}`
  return `must be at ${least ? 'least' : 'most'} ${limit}`
}

const THINGS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'a group of fields',
  record: 'a group of fields',
  null: 'empty',
  never: 'left out',
}

const UNITS: Record<string, string> = { string: 'characters', array: 'entries', set: 'entries', map: 'entries' }

const FORMATS: Record<string, string> = {
  email: 'must be an e-mail address, such as ada@example.com',
  url: 'must be a web address, such as https://example.com',
  date: 'must be a date, such as 2026-03-31',
  datetime: 'must be an instant with its zone, such as 2026-03-02T09:30:00Z',
  uuid: 'must be a UUID',
}

function wording(issue: Issue): string {
  return issue.message.replace(/^Invalid string: /, '')
}
