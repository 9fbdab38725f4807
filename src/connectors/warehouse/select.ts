/** Why a text is not one SELECT that only reads, in a sentence; `undefined` when it is. The database checks again by itself. */
export function refusedQuery(text: string): string | undefined {
  const bare = bareOf(text)
  if (bare === undefined) return 'The query has a quote or a comment that does not end. Close it.'
  const words = bare.trim().replace(/;\s*$/, '')
  if (words.includes(';')) return 'The query is more than one statement. Leave one SELECT.'
  if (!/^\(*\s*(select|with)\b/i.test(words))
    return 'The query does not begin with SELECT or WITH. Write one that reads.'
  const [, writes] =
    /\b(insert|update|delete|merge|truncate|drop|alter|create|grant|copy|call|into)\b/i.exec(words) ?? []
  if (writes !== undefined)
    return `The query holds “${writes}”, and a source only reads. Put the word in double quotes if it is a name.`
}

/** A query without what stands after it, so that it can be put in brackets. */
export const withoutEnd = (text: string): string => text.trim().replace(/;\s*$/, '')

/** The text without what stands in quotes and comments; `undefined` when one of them does not end. */
function bareOf(text: string): string | undefined {
  let bare = ''
  for (let at = 0; at < text.length; ) {
    const rest = text.slice(at)
    const end = endOfQuoted(rest)
    if (end === 0) {
      bare += text[at]
      at++
      continue
    }
    if (end < 0) return undefined
    bare += ' '
    at += end
  }
  return bare
}

/** The length of what begins here in quotes or as a comment; 0 when nothing does, -1 when it does not end. */
function endOfQuoted(rest: string): number {
  if (rest.startsWith('--')) return /\n|$/.exec(rest)!.index + 1
  if (rest.startsWith('/*')) return endOfComment(rest)
  const dollar = /^\$([a-z_]\w*)?\$/i.exec(rest)?.[0]
  if (dollar !== undefined) return after(rest, dollar, dollar.length)
  if (/^e'/i.test(rest)) return lengthOf(/^e'(?:[^'\\]|\\.|'')*'/is, rest)
  if (rest.startsWith("'")) return lengthOf(/^'(?:[^']|'')*'/s, rest)
  if (rest.startsWith('"')) return lengthOf(/^"(?:[^"]|"")*"/s, rest)
  return 0
}

/** PostgreSQL's comments nest. */
function endOfComment(rest: string): number {
  let depth = 0
  for (const { 0: sign, index } of rest.matchAll(/\/\*|\*\//g)) {
    depth += sign === '/*' ? 1 : -1
    if (depth === 0) return index + 2
  }
  return -1
}

function after(rest: string, end: string, from: number): number {
  const found = rest.indexOf(end, from)
  return found < 0 ? -1 : found + end.length
}

const lengthOf = (pattern: RegExp, rest: string): number => pattern.exec(rest)?.[0].length ?? -1
