import { type Condition, holds, type Test } from '../../core/condition.ts'
import { conditionOf, type Filter, fieldsOf } from '../../core/filter.ts'
import type { JsonValue } from '../../core/json.ts'
import { nearest, type Problem } from '../../core/problem.ts'
import { checkFilter, problemAt } from './check.ts'

/** What is known of where a visit came from. `host` is the referrer's host without `www.`. */
export const ORIGIN_PARTS = ['source', 'medium', 'campaign', 'term', 'content', 'referrer', 'host'] as const
export type OriginPart = (typeof ORIGIN_PARTS)[number]

/**
 * Puts rows into channels by where they came from: the first rule that holds names the channel.
 *
 * A rule's `when` compares parts of the origin without regard to case, and an empty part is a missing one. Any other field
 * is a property of the row as it is, so a click id is `{ gclid: { exists: true } }`.
 */
export type ChannelRules = {
  rules: readonly ChannelRule[]
  /** The properties that hold each part; the first that is not empty counts. `host` is read from the referrer's. */
  read?: Partial<Record<Exclude<OriginPart, 'host'>, readonly string[]>>
  /** The channel of rows that no rule takes; they have none when it is absent. */
  otherwise?: string
}

export type ChannelRule = { channel: string; when: Filter }

/** Where each part is found unless rules say otherwise. */
export function propertiesOf(rules: ChannelRules, part: OriginPart): readonly string[] {
  const key = part === 'host' ? 'referrer' : part
  return rules.read?.[key] ?? (key === 'referrer' ? ['referrer'] : [`utm_${key}`])
}

/** A rule's condition with the texts it compares origin parts with in lower case. */
export function channelCondition(rule: ChannelRule): Condition {
  return lowered(conditionOf(rule.when))
}

export function isOriginPart(field: string): field is OriginPart {
  return (ORIGIN_PARTS as readonly string[]).includes(field)
}

/** The channel of one row, the same as the SQL says; `null` when no rule holds and none is named for the rest. */
export function channelOf(rules: ChannelRules, props: Readonly<Record<string, JsonValue>>): string | null {
  const origin = Object.fromEntries(ORIGIN_PARTS.map(part => [part, partOf(rules, part, props)]))
  const rule = rules.rules.find(each => holds(channelCondition(each), { ...props, ...origin }))
  return rule?.channel ?? rules.otherwise ?? null
}

/** The host of an address: lower case, without `www.`, port and path; a bare host is its own. */
export function hostOf(address: string): string {
  return address.toLowerCase().replace(/^([a-z][a-z0-9+.-]*:\/\/)?(www[.])?([^/?#:]*)(.|\n)*$/, '$3')
}

/** Everything that is wrong with channel rules. */
export function checkChannels(channels: ChannelRules, path: Problem['path'] = []): Problem[] {
  if (!channels.rules.length)
    return [
      problemAt(
        [...path, 'rules'],
        'empty',
        'There is no rule. Write at least one, such as { channel: Direct, when: {} }.',
      ),
    ]
  return channels.rules.flatMap((rule, i) => checkRule(rule, [...path, 'rules', i], i === channels.rules.length - 1))
}

function checkRule(rule: ChannelRule, path: Problem['path'], last: boolean): Problem[] {
  const problems = checkFilter(rule.when, [...path, 'when'])
  if (!rule.channel.trim())
    problems.push(problemAt([...path, 'channel'], 'empty', 'The channel has no name. Give it one.'))
  if (problems.length) return problems
  if (!last && !Object.keys(rule.when).length)
    problems.push(
      problemAt(
        [...path, 'when'],
        'takes_all',
        'This rule takes every row, so those after it never count. Move it to the end.',
      ),
    )
  for (const field of fieldsOf(rule.when)) {
    const meant = isOriginPart(field) ? undefined : nearest(field, ORIGIN_PARTS)
    if (meant)
      problems.push(problemAt([...path, 'when', field], 'unknown_part', `“${field}”: did you mean “${meant}”?`, meant))
  }
  return problems
}

function lowered(condition: Condition): Condition {
  if ('all' in condition) return { all: condition.all.map(lowered) }
  if ('any' in condition) return { any: condition.any.map(lowered) }
  if ('not' in condition) return { not: lowered(condition.not) }
  const { test } = condition
  if (!isOriginPart(test.property)) return condition
  const lower = <T>(operand: T): T => (typeof operand === 'string' ? (operand.toLowerCase() as T) : operand)
  const operand = Array.isArray(test.operand) ? test.operand.map(lower) : lower(test.operand)
  return { test: { ...test, operand } as Test }
}

function partOf(rules: ChannelRules, part: OriginPart, props: Readonly<Record<string, JsonValue>>): string | null {
  for (const property of propertiesOf(rules, part)) {
    const value = Object.hasOwn(props, property) ? props[property] : null
    const text = value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)
    if (text !== '') return (part === 'host' ? hostOf(text) : text.toLowerCase()) || null
  }
  return null
}
