import type { Problem } from '../../core/problem.ts'
import { type ChannelRules, checkChannels } from './channel.ts'
import { problemAt } from './check.ts'

/**
 * What a number is split by: the text of a property of the event, a trait of the person or the account as it is today, or
 * the channel of the event. A row without it belongs to the segment `null`.
 */
export type Dimension = { property: string } | { trait: string } | { accountTrait: string } | { channel: ChannelRules }

/** Everything that is wrong with a dimension that stands at `path`. */
export function checkDimension(dimension: Dimension, path: Problem['path']): Problem[] {
  if ('channel' in dimension) return checkChannels(dimension.channel, [...path, 'channel'])
  const [kind, name] = Object.entries(dimension)[0]!
  return name ? [] : [problemAt([...path, kind], 'empty', `This names no ${kind}. Write which one to split by.`)]
}
