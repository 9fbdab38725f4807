/**
 * Regular expressions that people declare and that every message is tested with. One that could take for ever on a text made
 * for it is refused when it is declared, and a long text fits none.
 */

/** A text longer than this fits no pattern; patterns are for codes, not for prose. */
export const LONGEST_FIT = 256

const MOST_REPEATS = 3

/** Whether a text fits a pattern as a whole. */
export function compiled(pattern: string): (text: string) => boolean {
  const known = COMPILED.get(pattern)
  const expression = known ?? expressionOf(pattern)
  if (!known) {
    if (COMPILED.size >= MOST_KEPT) COMPILED.clear()
    COMPILED.set(pattern, expression)
  }
  return text => text.length <= LONGEST_FIT && expression.test(text)
}

const COMPILED = new Map<string, RegExp>()
const MOST_KEPT = 1000

const expressionOf = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`, 'su')

/** Why a pattern cannot be used, in a sentence. */
export function faultOf(pattern: string): string | undefined {
  try {
    expressionOf(pattern)
  } catch {
    return `“${pattern}” is no regular expression. Write one such as [A-Z]{2}-\\d+.`
  }
  const bare = pattern.replaceAll(/\\./gs, 'x').replaceAll(/\[[^\]]*\]/g, 'x')
  if (/\\[1-9k]|\(\?<?[=!]/.test(pattern))
    return `“${pattern}” looks around or back, which can take for ever. Say what the text is made of, from left to right.`
  if (repeatsWithin(bare))
    return `“${pattern}” repeats what itself repeats or branches, which can take for ever. Repeat only single characters and sets.`
  if ((bare.match(OPEN_ENDED) ?? []).length > MOST_REPEATS)
    return `“${pattern}” repeats without an end more than ${MOST_REPEATS} times, which can take for ever. Give the repeats an end, as in {1,20}.`
  return undefined
}

const OPEN_ENDED = /[*+]|\{\d+,\}/g
const REPEAT = /^([*+]|\{\d+(,\d*)?\})/

/** Whether a group that branches or repeats is itself repeated. */
function repeatsWithin(bare: string): boolean {
  const open: boolean[] = []
  for (let i = 0; i < bare.length; i++) {
    const sign = bare[i]
    if (sign === '(') open.push(false)
    else if (sign === ')') {
      const varies = open.pop() ?? false
      if (varies && REPEAT.test(bare.slice(i + 1))) return true
      if (varies && open.length > 0) open[open.length - 1] = true
    } else if (open.length > 0 && (sign === '|' || REPEAT.test(bare.slice(i)) || (sign === '?' && bare[i - 1] !== '(')))
      open[open.length - 1] = true
  }
  return false
}
