import { nearest } from '../../core/problem.ts'
import { type FormulaProblem, problemIn, type Token, tokensOf } from './formula-text.ts'

/** A parsed formula; `at` and `end` are the places in its text, counted from 0, `end` not included. */
export type Formula = { at: number; end: number } & (
  | { kind: 'number'; value: number }
  | { kind: 'name'; name: string }
  | { kind: 'negative'; of: Formula }
  | { kind: 'operation'; operator: '+' | '-' | '*' | '/'; left: Formula; right: Formula }
  | { kind: 'call'; name: 'min' | 'max'; of: Formula[] }
)

/**
 * Reads a formula of numbers, names, `+ - * / ( )`, `min` and `max`, such as `(won - lost) / max(won, 1)`.
 *
 * A name may hold hyphens (`new-arr`), so a minus between names needs spaces around it. Every name outside `names` is a
 * problem; without problems there is a `formula`.
 */
export function parseFormula(
  text: string,
  names?: readonly string[],
): { formula?: Formula; problems: FormulaProblem[] } {
  if (text.length > LONGEST)
    return {
      problems: [
        problemIn('too_long', `The formula is longer than ${LONGEST} characters. Split it into two metrics.`, 0, 1),
      ],
    }
  const { tokens, problems } = tokensOf(text)
  if (problems.length) return { problems }
  const reader = { tokens, next: 0, end: text.length, depth: 0 }
  try {
    const formula = sum(reader)
    const rest = reader.tokens[reader.next]
    if (rest) refuse(`“${rest.text}” is one too many here. Put an operator before it or remove it.`, rest)
    const unknown = names ? unknownNames(formula, names) : []
    return unknown.length ? { problems: unknown } : { formula, problems: [] }
  } catch (caught) {
    if (caught instanceof Refusal) return { problems: [caught.problem] }
    throw caught
  }
}

/**
 * The value of a formula. A missing input makes it missing, and so does a division by zero: a share of nothing is not zero.
 */
export function evaluate(formula: Formula, inputOf: (name: string) => number | null): number | null {
  switch (formula.kind) {
    case 'number':
      return formula.value
    case 'name':
      return inputOf(formula.name)
    case 'negative':
      return known([evaluate(formula.of, inputOf)], ([value]) => -value!)
    case 'call':
      return known(
        formula.of.map(part => evaluate(part, inputOf)),
        values => (formula.name === 'min' ? Math.min(...values) : Math.max(...values)),
      )
    case 'operation':
      return known([evaluate(formula.left, inputOf), evaluate(formula.right, inputOf)], ([left, right]) =>
        apply(formula.operator, left!, right!),
      )
  }
}

/** The names a formula reads, each once, in the order of reading. */
export function namesIn(formula: Formula): string[] {
  return [...new Set(namesOf(formula).map(found => found.name))]
}

/**
 * The keys of `references` ordered so that each comes after everything it refers to, or the rings that make this impossible,
 * each from its first member back to it. References to what is not a key are ignored.
 */
export function orderOf(references: ReadonlyMap<string, readonly string[]>): { order: string[]; rings: string[][] } {
  const order: string[] = []
  const rings: string[][] = []
  const done = new Set<string>()
  for (const start of references.keys()) {
    const trail: { name: string; next: number }[] = []
    const open = new Map<string, number>()
    const enter = (name: string) => open.set(name, trail.push({ name, next: 0 }) - 1)
    if (!done.has(start)) enter(start)
    for (let top = trail.at(-1); top; top = trail.at(-1)) {
      const target = references.get(top.name)?.[top.next++]
      if (target === undefined) {
        order.push(top.name)
        done.add(top.name)
        open.delete(top.name)
        trail.pop()
      } else if (references.has(target) && !done.has(target)) {
        const seen = open.get(target)
        if (seen === undefined) enter(target)
        else rings.push([...trail.slice(seen).map(step => step.name), target])
      }
    }
  }
  return { order, rings }
}

const LONGEST = 2000
const DEEPEST = 100

type Reader = { tokens: Token[]; next: number; end: number; depth: number }

function sum(reader: Reader): Formula {
  let left = product(reader)
  for (let sign = take(reader, '+', '-'); sign; sign = take(reader, '+', '-'))
    left = operation(sign, left, product(reader))
  return left
}

function product(reader: Reader): Formula {
  let left = factor(reader)
  for (let sign = take(reader, '*', '/'); sign; sign = take(reader, '*', '/'))
    left = operation(sign, left, factor(reader))
  return left
}

function factor(reader: Reader): Formula {
  const token = reader.tokens[reader.next++]
  const place = token ?? { at: reader.end, end: reader.end }
  if (!token) return refuse('The formula stops where a number or a name should follow. Complete it.', place)
  if (++reader.depth > DEEPEST) return refuse('The formula is nested too deep. Split it into two metrics.', place)
  const formula = factorFrom(token, reader)
  reader.depth--
  return formula
}

function factorFrom(token: Token, reader: Reader): Formula {
  if (token.kind === 'number') return { kind: 'number', value: Number(token.text), at: token.at, end: token.end }
  if (token.text === '-') {
    const of = factor(reader)
    return { kind: 'negative', of, at: token.at, end: of.end }
  }
  if (token.text === '(') {
    const inside = sum(reader)
    return { ...inside, at: token.at, end: close(reader, token) }
  }
  if (token.kind === 'sign') return refuse(`“${token.text}” stands where a number or a name should be.`, token)
  if (!take(reader, '(')) return { kind: 'name', name: token.text, at: token.at, end: token.end }
  if (token.text !== 'min' && token.text !== 'max')
    return refuse(`“${token.text}” is not a function. Only min and max are.`, token)
  const of = [sum(reader)]
  while (take(reader, ',')) of.push(sum(reader))
  return { kind: 'call', name: token.text, of, at: token.at, end: close(reader, token) }
}

function close(reader: Reader, opened: Token): number {
  const closing = take(reader, ')')
  return closing ? closing.end : refuse('The parenthesis that opens here is never closed. Add “)”.', opened)
}

function take(reader: Reader, ...signs: string[]): Token | undefined {
  const token = reader.tokens[reader.next]
  if (token?.kind !== 'sign' || !signs.includes(token.text)) return undefined
  reader.next++
  return token
}

function operation(sign: Token, left: Formula, right: Formula): Formula {
  return { kind: 'operation', operator: sign.text as '+', left, right, at: left.at, end: right.end }
}

function apply(operator: '+' | '-' | '*' | '/', left: number, right: number): number | null {
  if (operator === '+') return left + right
  if (operator === '-') return left - right
  if (operator === '*') return left * right
  return right === 0 ? null : left / right
}

function known(values: (number | null)[], then: (values: number[]) => number | null): number | null {
  const result = values.includes(null) ? null : then(values as number[])
  return result === null || Number.isFinite(result) ? result : null
}

function namesOf(formula: Formula): Extract<Formula, { kind: 'name' }>[] {
  if (formula.kind === 'name') return [formula]
  if (formula.kind === 'number') return []
  if (formula.kind === 'operation') return [...namesOf(formula.left), ...namesOf(formula.right)]
  return [formula.of].flat().flatMap(namesOf)
}

function unknownNames(formula: Formula, names: readonly string[]): FormulaProblem[] {
  return namesOf(formula)
    .filter(found => !names.includes(found.name))
    .map(({ name, at, end }) => {
      const spaced = name.split('-').every(part => names.includes(part)) ? name.replaceAll('-', ' - ') : undefined
      const meant = spaced ?? nearest(name, names)
      const advice = spaced
        ? `For a difference, write “${spaced}”.`
        : meant
          ? `Did you mean “${meant}”?`
          : listed(names)
      return problemIn(
        'unknown_name',
        `The formula reads “${name}”, which is not among its inputs. ${advice}`,
        at,
        end,
        meant,
      )
    })
}

const listed = (names: readonly string[]): string =>
  names.length ? `Its inputs are ${names.join(', ')}.` : 'Name its inputs.'

class Refusal extends Error {
  readonly problem: FormulaProblem

  constructor(found: FormulaProblem) {
    super(found.message)
    this.problem = found
  }
}

function refuse(message: string, place: { at: number; end: number }): never {
  throw new Refusal(problemIn('not_a_formula', message, place.at, place.end))
}
