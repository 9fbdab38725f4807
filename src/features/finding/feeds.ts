import { eventsOf } from '../metric/metric.ts'
import type { Declared, FeedCheck, Survey } from './survey.ts'

/** How a finding names a source, declared or not. */
export const feedObject = ({ source }: Pick<FeedCheck, 'source'>): string => `source/${source}`

/** Numbers that count events of a source themselves. */
export function restingOn(survey: Survey, { names }: Pick<FeedCheck, 'names'>): Declared[] {
  const stage = (name: string) => survey.stages.find(each => each.name === name)?.spec
  return [...survey.metrics.values()].filter(({ spec }) => eventsOf(spec, stage).some(event => names.includes(event)))
}

/** Teams that can put a source right: its owner, or, where it has none, those that answer for what rests on it. */
export function teamsOn(survey: Survey, feed: FeedCheck): string[] {
  return feed.owner === undefined ? restingOn(survey, feed).map(({ owner }) => owner) : [feed.owner]
}
