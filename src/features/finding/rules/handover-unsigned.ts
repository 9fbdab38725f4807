import type { Funnel } from '../../funnel/funnel.ts'
import { departmentOf } from '../departments.ts'
import type { Rule } from '../rule.ts'
import { objectOf, type Survey } from '../survey.ts'
import { quoted } from '../wording.ts'

export const handoverUnsigned: Rule = {
  id: 'handover-unsigned',
  severity: 'warning',
  about: 'structure',
  says: 'One department’s stage follows another’s, and neither stage is signed by both.',
  why: 'At this point people are handed over, and each side has its own idea of who is ready for it.',
  fix: 'Add the other team to “binds” of the stage at which people are handed over, and let both sign it.',
  find: survey =>
    survey.stages.flatMap((one, index) => {
      const next = survey.stages[index + 1]
      if (!next || next.spec.order === one.spec.order || !areOnOneWay(one.name, next.name, survey)) return []
      const [from, to] = [one, next].map(({ owner }) => departmentOf(survey, owner))
      const signs = (stage: typeof one, department: string | undefined) =>
        stage.binds.some(team => departmentOf(survey, team) === department)
      if (from === to || signs(one, to) || signs(next, from)) return []
      return [
        {
          objects: [objectOf(one), objectOf(next)],
          teams: [one.owner, next.owner],
          message: `People go from ${quoted(one.title)} of ${one.owner} to ${quoted(next.title)} of ${next.owner}, and neither stage is signed by both.`,
        },
      ]
    }),
}

/** Whether people come through both: where funnels name stages, in one of them; else all stages are one way. */
function areOnOneWay(one: string, other: string, { all }: Survey): boolean {
  const ways = all
    .filter(({ kind }) => kind === 'funnel')
    .map(({ spec }) => (spec as Funnel).steps.flatMap(step => ('stage' in step ? step.stage : [])))
    .filter(stages => stages.length > 0)
  return ways.length === 0 || ways.some(stages => stages.includes(one) && stages.includes(other))
}
