import { chanceFor } from '../chance.ts'
import type { Table } from '../csv.ts'
import { goalsOf, type Spoken, spoken } from '../files/goals.ts'
import type { Story } from '../files/story.ts'
import { dayWritten, startOf, WEEK, written } from '../weeks.ts'

/** What people said of their goals on the Mondays of the quarter, at nine or soon after. */
export function checkIns(story: Story, seed: number): Table {
  const chance = chanceFor(seed, 'check-ins')
  const goals = spoken(story, goalsOf(story))
  function* rows() {
    let number = 301
    for (let monday = startOf('2026-07-06'); monday <= startOf('2026-08-31'); monday += WEEK)
      for (const goal of goals) {
        const said = written(monday + 9 * 60 - chance.between(2, 50))
        const health = healthOn(goal, monday, story)
        const isGood = health === 'on track'
        const sure = { 'on track': 0.75, 'at risk': 0.5, 'off track': 0.25 }[health] + chance.between(0, 2) * 0.05
        yield [
          number++,
          goal.goal,
          '',
          said,
          '',
          '',
          sure.toFixed(2),
          health,
          isGood ? goal.note : goal.trouble || goal.note,
          '',
          goal.owner,
        ]
        for (const { result, said: value, source } of goal.byHand ?? []) {
          const known = value(dayWritten(monday))
          if (known !== undefined) yield [number++, goal.goal, result, said, known, source, '', '', '', '', goal.owner]
        }
      }
  }
  return {
    header: ['Number', 'Goal', 'Result', 'Said', 'Value', 'Source', 'Confidence', 'Health', 'Note', 'Blockers', 'By'],
    rows: rows(),
  }
}

/** As the numbers were that morning, unless somebody saw them rosier than they were. */
function healthOn({ aims, rosy }: Spoken, monday: number, { has }: Story): 'on track' | 'at risk' | 'off track' {
  if (rosy !== undefined && has(rosy)) return 'on track'
  const behind = Math.max(
    0,
    ...aims.map(aim => {
      const { progress, expected } = aim.on(monday)
      return expected - progress
    }),
  )
  return behind > 0.25 ? 'off track' : behind > 0.1 ? 'at risk' : 'on track'
}
