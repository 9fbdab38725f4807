import { z } from 'zod'
import { ProductError } from '../../core/error.ts'
import { Filter } from '../../core/filter.ts'
import { type ChannelRules, checkChannels } from '../../semantics/model/channel.ts'
import type { Dimension } from '../../semantics/model/dimension.ts'
import { agreementKind } from '../kind.ts'

/**
 * By which rules a touch belongs to a channel. Where a visit came from is a fact; what that counts as is agreed here.
 */
export const Channels = z.object({
  rules: z
    .array(
      z.strictObject({
        channel: z.string().min(1).max(80).describe('Name of the channel'),
        when: Filter.describe(
          'Conditions on source, medium, campaign, term, content, referrer, host, or any property such as gclid',
        ),
      }),
    )
    .min(1)
    .describe('Rules in order; the first that holds names the channel'),
  read: z
    .partialRecord(
      z.enum(['source', 'medium', 'campaign', 'term', 'content', 'referrer']),
      z.array(z.string().min(1)).min(1),
    )
    .optional()
    .describe('Properties that hold each part; utm_source and its kin, and referrer, when absent'),
  otherwise: z.string().min(1).max(80).optional().describe('Channel of what no rule takes'),
})
export type Channels = z.infer<typeof Channels>

export const channelKind = agreementKind({
  kind: 'channel',
  does: 'The rules by which touches belong to channels.',
  spec: Channels,
  check: spec => checkChannels(channelRules(spec)),
})

/** The rules as the semantic layer reads them. */
export function channelRules(spec: Channels): ChannelRules {
  const { rules, read, otherwise } = spec
  return { rules, ...(read ? { read } : {}), ...(otherwise === undefined ? {} : { otherwise }) }
}

/** `origin` is a property of the event, `trait.plan` of the person, `account.industry` of the account, `channel` the channel. */
export function dimensionOf(text: string, channels: ChannelRules | undefined): Dimension {
  if (text === 'channel') {
    if (channels) return { channel: channels }
    throw new ProductError('invalid', 'There are no channel rules in force. Declare them with “kind: channel”.')
  }
  if (text.startsWith('trait.')) return { trait: text.slice('trait.'.length) }
  if (text.startsWith('account.')) return { accountTrait: text.slice('account.'.length) }
  return { property: text.startsWith('event.') ? text.slice('event.'.length) : text }
}
