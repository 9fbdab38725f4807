import type { Problem } from '../../core/problem.ts'

/** A problem in a formula with its place, so that an editor can underline it. */
export type FormulaProblem = Problem & { at: number; end: number }

/** A number, a name or a sign of a formula, and where it stands. */
export type Token = { text: string; kind: 'number' | 'name' | 'sign'; at: number; end: number }

/** The parts of a formula's text, and every sign that cannot be part of one. */
export function tokensOf(text: string): { tokens: Token[]; problems: FormulaProblem[] } {
  const tokens: Token[] = []
  const problems: FormulaProblem[] = []
  PART.lastIndex = 0
  while (PART.lastIndex < text.trimEnd().length) {
    const from = PART.lastIndex
    const found = PART.exec(text)
    if (found) {
      const word = (found[1] ?? found[2] ?? found[3])!
      const end = PART.lastIndex
      tokens.push({ text: word, kind: found[1] ? 'number' : found[2] ? 'name' : 'sign', at: end - word.length, end })
    } else {
      const at = from + /^\s*/.exec(text.slice(from))![0].length
      const sign = String.fromCodePoint(text.codePointAt(at)!)
      const message = `“${sign}” is not part of a formula. Use numbers, names, + - * / ( ), min and max.`
      problems.push(problemIn('unknown_sign', message, at, at + sign.length))
      PART.lastIndex = at + sign.length
    }
  }
  return { tokens, problems }
}

/** A problem whose message names the column. */
export function problemIn(code: string, message: string, at: number, end: number, repair?: string): FormulaProblem {
  return {
    path: [],
    code,
    message: `${message} (column ${at + 1})`,
    at,
    end,
    ...(repair === undefined ? {} : { repair }),
  }
}

const PART = /\s*(?:((?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)|([\p{L}_][\p{L}\p{N}_]*(?:-[\p{L}\p{N}_]+)*)|([-+*/(),]))/iuy
