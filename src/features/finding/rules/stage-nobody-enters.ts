import { daysBetween } from '../days.ts'
import type { Rule } from '../rule.ts'
import { counted, quoted } from '../wording.ts'

export const stageNobodyEnters: Rule = {
  id: 'stage-nobody-enters',
  severity: 'warning',
  about: 'data',
  says: 'Nobody has entered a stage in the last 13 weeks.',
  why: 'Either its rule no longer fits what happens, or its data has stopped, or it is a word nobody needs.',
  fix: 'Compare its rule with the events that arrive; mend the rule or the source, or retire the stage.',
  find: ({ facts, stages }) =>
    (facts?.entries ?? [])
      .filter(({ recent, from, to }) => recent === 0 && daysBetween(from, to) >= LEAST_DAYS)
      .map(({ stage: name, from, to, ever, last }) => {
        const stage = stages.find(each => each.name === name)
        const days = daysBetween(from, to)
        const before =
          last === null ? 'Nobody ever has.' : `The last of ${counted(ever, 'person', 'people')} did on ${last}.`
        return {
          objects: [`stage/${name}`],
          teams: stage ? [stage.owner] : [],
          message: `Nobody entered ${quoted(stage?.title ?? name)} in the ${counted(days, 'day', 'days')} before ${to}. ${before}`,
          numbers: { days, ever },
        }
      }),
}

/** A company that has just begun has stages that nobody can have reached yet. */
const LEAST_DAYS = 28
