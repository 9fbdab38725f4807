import { formatShare } from '../../../core/share.ts'
import { daysBetween } from '../days.ts'
import type { Rule } from '../rule.ts'
import { objectOf } from '../survey.ts'
import { counted, number, quoted } from '../wording.ts'

export const channelWithoutCustomers: Rule<'people' | 'days' | 'chance'> = {
  id: 'channel-without-customers',
  severity: 'warning',
  about: 'data',
  says: 'A channel brings many people, and not one of them got to the last stage.',
  why: 'Money and praise go to a channel for people who never buy, and every number on the way looks better for it.',
  fix: 'Ask who these people are; look at the channel by what it ends in, and move its budget until it ends in something.',
  thresholds: {
    people: { default: 30, says: 'How many people a channel has to have brought.' },
    days: { default: 90, says: 'Over how many days, at least.' },
    chance: {
      default: 0.001,
      says: 'How likely at most it may be that nobody arrives if the channel were as good as the others together.',
    },
  },
  find: ({ all, facts, stages }, { people, days, chance }) => {
    if (!facts?.channels) return []
    const { first, last, from, to, channels } = facts.channels
    const rules = all.find(({ kind }) => kind === 'channel')
    const [begin, end] = [first, last].map(name => stages.find(each => each.name === name))
    if (daysBetween(from, to) < days) return []
    return channels.flatMap(({ channel, began, arrived }) => {
      const others = channels.filter(each => each.channel !== channel)
      const [theirs, all] = [sum(others.map(each => each.arrived)), sum(others.map(each => each.began))]
      const share = all === 0 ? 0 : theirs / all
      if (arrived > 0 || began < people || (1 - share) ** began > chance) return []
      return [
        {
          objects: [`stage/${last}`, `stage/${first}`, ...(rules ? [objectOf(rules)] : [])],
          part: channel,
          teams: [rules?.owner ?? begin?.owner ?? '', end?.owner ?? ''],
          message:
            `None of ${counted(began, 'person', 'people')} who entered ${quoted(begin?.title ?? first)} through ${quoted(channel)} ` +
            `between ${from} and ${to} has become ${quoted(end?.title ?? last)}; through the other channels ` +
            `${formatShare(share)} have (${number(theirs)} of ${number(all)}).`,
          numbers: { began, arrived, share, expected: share * began },
        },
      ]
    })
  },
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
