import { type ChannelRules, channelCondition, isOriginPart, type OriginPart, propertiesOf } from '../model/channel.ts'
import { conditionSql, type Fields } from './filter.ts'
import type { Writer } from './statement.ts'

/**
 * Channel rules as one CASE over the properties of a row.
 *
 * `derive` names an expression that every rule may read, so that a part of the origin is read from JSON once a row and not
 * once a rule.
 */
export function channelSql(
  rules: ChannelRules,
  column: string,
  derive: (name: string, expression: string) => string,
  writer: Writer,
): string {
  const fields: Fields = name => {
    const text = isOriginPart(name)
      ? derive(`origin_${name}`, partSql(name, propertiesOf(rules, name), column, writer))
      : writer.dialect.text(column, name)
    return { text, number: isOriginPart(name) ? 'CAST(NULL AS DECIMAL(18,6))' : writer.dialect.number(column, name) }
  }
  const cases = rules.rules.map(
    rule => `WHEN ${conditionSql(channelCondition(rule), fields, writer)} THEN ${writer.text(rule.channel)}`,
  )
  const otherwise = rules.otherwise === undefined ? [] : [`ELSE ${writer.text(rules.otherwise)}`]
  return `CASE\n${[...cases, ...otherwise].map(line => `  ${line}`).join('\n')}\nEND`
}

function partSql(part: OriginPart, properties: readonly string[], column: string, writer: Writer): string {
  const texts = properties.map(property => `nullif(${writer.dialect.text(column, property)}, '')`)
  const first = `lower(${texts.length > 1 ? `coalesce(${texts.join(', ')})` : texts[0]})`
  return part === 'host' ? hostSql(first) : first
}

/** Scheme, `www.`, and whatever follows the host are cut off. */
function hostSql(address: string): string {
  return `nullif(regexp_replace(${address}, '^([a-z][a-z0-9+.-]*://)?(www[.])?([^/?#:]*)(.|\\n)*$', '\\3'), '')`
}
