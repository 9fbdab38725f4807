const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'Python-2.0',
  'Unlicense',
])

export type LockedPackage = { version?: string; license?: string; dev?: boolean; link?: boolean }

/** What of the packages that reach a user may not be passed on under Apache-2.0, as sentences. */
export function licenceProblems(packages: Readonly<Record<string, LockedPackage>>): string[] {
  return Object.entries(packages)
    .filter(([path, entry]) => path.includes('node_modules/') && !entry.dev && !entry.link)
    .filter(([, entry]) => !isAllowed(entry.license ?? ''))
    .map(([path, entry]) => {
      const name = `${path.slice(path.lastIndexOf('node_modules/') + 13)}@${entry.version}`
      return entry.license
        ? `${name} is under ${entry.license}, which is not on the list of licences we may pass on. Replace the package.`
        : `${name} names no licence. Find out which it is under, or replace the package.`
    })
}

/** Whether an SPDX expression leaves us a licence on the list: one side of OR, both sides of AND. */
export function isAllowed(expression: string): boolean {
  const text = expression.trim()
  for (const [word, every] of [
    ['OR', false],
    ['AND', true],
  ] as const) {
    const parts = split(text, word)
    if (parts.length > 1) return every ? parts.every(isAllowed) : parts.some(isAllowed)
  }
  if (/^\(.*\)$/.test(text)) return isAllowed(text.slice(1, -1))
  return ALLOWED.has(text)
}

/** Splits at a word that stands outside of brackets. */
function split(text: string, word: string): string[] {
  const parts = ['']
  let depth = 0
  for (const piece of text.split(/([()]|\s+)/).filter(Boolean)) {
    if (piece === '(') depth++
    if (piece === ')') depth--
    if (piece === word && depth === 0) parts.push('')
    else parts[parts.length - 1] += piece
  }
  return parts
}
