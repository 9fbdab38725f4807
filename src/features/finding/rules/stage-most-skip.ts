import { formatShare } from '../../../core/share.ts'
import { daysBetween } from '../days.ts'
import type { Rule } from '../rule.ts'
import { counted, number, quoted } from '../wording.ts'

export const stageMostSkip: Rule<'share' | 'people'> = {
  id: 'stage-most-skip',
  severity: 'warning',
  about: 'data',
  says: 'Most people who get further have never been in a stage that stands before.',
  why: 'The path that was agreed is not the one people take; conversion into and out of such a stage is about a few.',
  fix: 'Look at what these people did instead: change the rule or the order of the stage, or retire it.',
  thresholds: {
    share: { default: 0.5, says: 'What share of the people who got further have to have skipped it.' },
    people: { default: 20, says: 'How many people have to have got further to say anything.' },
  },
  find: ({ facts, stages }, { share, people }) =>
    (facts?.skips ?? [])
      .filter(({ further, skipped, stage }) => {
        const entered = facts?.entries.find(each => each.stage === stage)
        return further >= people && skipped / further >= share && (entered?.recent ?? 1) > 0
      })
      .map(({ stage: name, from, to, further, skipped }) => {
        const stage = stages.find(each => each.name === name)
        const next = stages.find(each => each.spec.order > (stage?.spec.order ?? Infinity))
        return {
          objects: [`stage/${name}`],
          teams: [stage?.owner ?? '', next?.owner ?? ''],
          message:
            `${number(skipped)} of ${counted(further, 'person', 'people')} who got further than ${quoted(stage?.title ?? name)} ` +
            `in the ${counted(daysBetween(from, to), 'day', 'days')} before ${to} have never been in it: ` +
            `${formatShare(skipped / further)} of them.`,
          numbers: { further, skipped },
          weight: skipped / further,
        }
      }),
}
