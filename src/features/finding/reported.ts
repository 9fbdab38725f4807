import type { PlainDate } from '../../core/calendar.ts'
import type { Survey } from './survey.ts'

/** How people last said that a goal, or one of its results, goes. */
export type Reported = { on: PlainDate; health: string | undefined; confidence: number | undefined }

/** The newest word on a goal's health and the newest on how sure people are, of a result or of the goal as a whole. */
export function reportedOf({ checkIns }: Survey, goal: string, result?: string): Reported | undefined {
  const said = checkIns
    .filter(each => each.goal === goal && (each.result === undefined || result === undefined || each.result === result))
    .toSorted((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
  const [health, confidence] = [said.find(each => each.health), said.find(each => each.confidence !== undefined)]
  const newest = [health?.at, confidence?.at]
    .flatMap(at => at ?? [])
    .sort()
    .at(-1)
  return newest === undefined
    ? undefined
    : { on: newest.slice(0, 10), health: health?.health, confidence: confidence?.confidence }
}

/** Whether people said that it goes well: in so many words or, without them, by how sure they are. */
export function saysOnTrack({ health, confidence }: Reported, confident: number): boolean {
  return health === undefined ? (confidence ?? 0) >= confident : health === 'on track'
}
