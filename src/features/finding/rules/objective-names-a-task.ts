import { advised } from '../advised.ts'
import { gathered, ONE_BY_ONE } from '../gathered.ts'
import type { Rule } from '../rule.ts'

export const objectiveNamesATask: Rule<'single'> = {
  id: 'objective-names-a-task',
  severity: 'info',
  about: 'structure',
  says: 'The title or objective of a goal says what will be done, not what will be so afterwards.',
  why: 'A task can be finished while nothing gets better, and nobody is free to find a shorter way.',
  fix: 'Say what will be so for customers or colleagues when it is reached, and leave the way to the team.',
  thresholds: { single: ONE_BY_ONE },
  find: (survey, { single }) =>
    gathered(
      advised(survey, 'objective-names-a-task'),
      single,
      (count, few) => `${count} goals say what will be done, not what will be so, ${few} among them.`,
    ),
}
