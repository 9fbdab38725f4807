import { toInstant } from '../../../core/instant.ts'
import type { StageRule } from '../../../semantics/model/stage.ts'
import { uuidOf } from '../../../store/hash.ts'
import { type Standing, standing } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { type Stage, stageRule } from '../../stage/stage.ts'
import { codeOf } from '../customer.ts'
import { type Scope, selectLives } from '../queries.ts'
import { entryOf, eventsOfRules } from '../stage-entry.ts'
import type { Placed } from './entries.ts'

/** A person’s entry into a stage under the revision in force. */
export type Reached = {
  person: number
  stage: Standing<Stage>
  ts: number
  /** Number of the revision that was in force at that instant; null where none was, the same where nothing changed. */
  atTheTime: number | null
}

/** Which stages people have reached, in the order of the stages. */
export async function stagesReached(ctx: Context, persons: readonly number[]): Promise<Reached[]> {
  const stages = await standing<Stage>(ctx, 'stage')
  const rules = new Map<string, StageRule>(
    [...stages].map(([name, { spec }]) => [name, stageRule(spec.enters, each => stages.get(each)?.spec)]),
  )
  if (rules.size === 0) return []
  const lives = await selectLives(ctx, persons, eventsOfRules([...rules.values()]))
  const ordered = [...stages.values()].toSorted((a, b) => a.spec.order - b.spec.order)
  return [...lives].flatMap(([person, life]) =>
    ordered.flatMap(stage => {
      const hold = entryOf(rules.get(stage.name)!, life)
      return hold ? [{ person, stage, ts: hold.ts, atTheTime: revisionAt(stage, toInstant(hold.ts)) }] : []
    }),
  )
}

function revisionAt({ revision, inForceAt, earlier }: Standing<Stage>, at: string): number | null {
  if (inForceAt !== null && inForceAt <= at) return revision
  return earlier.findLast(each => each.inForceAt !== null && each.inForceAt <= at)?.number ?? null
}

/** Entries into stages, for a timeline. */
export async function stageEntriesOf(ctx: Context, { persons }: Scope): Promise<Placed[]> {
  return (await stagesReached(ctx, persons)).map(({ person, stage, ts, atTheTime }) => ({
    ts,
    id: uuidOf('stage', stage.name, String(stage.revision), String(person)),
    person,
    entry: {
      kind: 'stage',
      sentence: `Entered ${stage.title}, under revision ${stage.revision} of its definition${changed(stage, atTheTime)}.`,
      event: null,
      source: null,
      team: stage.owner,
      person: codeOf({ is: 'person', number: person }),
      account: null,
      props: { stage: stage.name, revision: stage.revision, revisionAtTheTime: atTheTime },
      about: { kind: 'stage', name: stage.name, revision: stage.revision },
    },
  }))
}

/** Where another definition held at the time, it may have been told differently then. */
function changed({ revision }: Standing<Stage>, atTheTime: number | null): string {
  return atTheTime === null || atTheTime === revision ? '' : `; revision ${atTheTime} was in force then`
}
