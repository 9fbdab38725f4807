import type { Filter } from '../../core/filter.ts'
import type { Problem } from '../../core/problem.ts'
import { checkFilter, problemAt } from './check.ts'
import { checkStageRule, type StageRule } from './stage.ts'

/**
 * Which rows count: by properties of the event, by what is known of the person today, by what is known of the account today.
 */
export type Scope = { where?: Filter; traits?: Filter; accountTraits?: Filter }

/**
 * Rows of people in time: events by name, or entries into a stage, of which a person has at most one.
 *
 * An entry's properties and account are those of the event that completed the rule; an entry completed by a trait alone has
 * none.
 */
export type Relation = ({ events: readonly string[] } | { stage: string; rule: StageRule }) & Scope

/** The relation with more conditions on it; both hold. */
export function narrowed(relation: Relation, scope: Scope): Relation {
  const narrow = { ...relation }
  for (const part of ['where', 'traits', 'accountTraits'] as const) {
    const both = [relation[part], scope[part]].filter(filter => filter && Object.keys(filter).length) as Filter[]
    if (both.length > 1) narrow[part] = { and: both }
    else if (both[0]) narrow[part] = both[0]
    else delete narrow[part]
  }
  return narrow
}

/** Everything that is wrong with a relation that stands at `path`. */
export function checkRelation(relation: Relation, path: Problem['path']): Problem[] {
  const own = 'rule' in relation ? checkStageRule(relation.rule).map(found => under(path, 'rule', found)) : []
  if ('events' in relation && (!relation.events.length || relation.events.some(name => !name.trim())))
    own.push(problemAt([...path, 'events'], 'empty', 'This names no event. Write the name of one, such as deal_won.'))
  return [...own, ...checkScope(relation, path)]
}

export function checkScope(scope: Scope, path: Problem['path']): Problem[] {
  return (['where', 'traits', 'accountTraits'] as const).flatMap(part => {
    const filter = scope[part]
    return filter ? checkFilter(filter, [...path, part]) : []
  })
}

const under = (path: Problem['path'], key: string, found: Problem): Problem => ({
  ...found,
  path: [...path, key, ...found.path],
})
