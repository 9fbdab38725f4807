import type { Rule } from '../rule.ts'
import { counted, quoted } from '../wording.ts'

export const stageOutOfOrder: Rule = {
  id: 'stage-out-of-order',
  severity: 'warning',
  about: 'data',
  says: 'People entered a stage before one that stands earlier.',
  why: 'Conversion and time between stages are counted in order, so these people are lost on the way or arrive before they left.',
  fix: 'Look at the example: correct the dates where they were entered, or the rule of the stage that does not say what people do.',
  find: ({ facts, stages }) =>
    (facts?.disorder ?? []).map(({ earlier, later, people, example }) => {
      const [first, second] = [earlier, later].map(name => stages.find(stage => stage.name === name))
      const ever = facts?.entries.find(({ stage }) => stage === later)?.ever ?? people
      return {
        objects: [`stage/${later}`, `stage/${earlier}`],
        teams: [second?.owner ?? '', first?.owner ?? ''],
        message:
          `${counted(people, 'person', 'people')} entered ${quoted(second?.title ?? later)} before ` +
          `${quoted(first?.title ?? earlier)}, for example ${example.user} on ${example.later} before ${example.earlier}.`,
        numbers: { people, entered: ever },
        weight: people / Math.max(people, ever),
      }
    }),
}
