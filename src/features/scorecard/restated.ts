import { z } from 'zod'
import { PlainDate } from '../../core/calendar.ts'
import { Reference } from '../agreement/agreement.ts'
import { isSameNumber } from './status.ts'

/** Another number than was frozen. */
export const Restated = z.object({
  was: z.number().nullable().describe('What was frozen'),
  frozenOn: PlainDate.describe('Day on which it was frozen'),
})
export type Restated = z.output<typeof Restated>

/** Whether a number is another one than it was; one that is not known is another than one that is. */
export function isRestated(was: number | null, now: number | null): boolean {
  return was === null || now === null ? was !== now : !isSameNumber(was, now)
}

/** One revision of one agreement that a number was computed under. */
export const Rests = Reference.extend({
  revision: z.number().describe('Number of the revision; 0 for one that is only tried'),
})
export type Rests = z.output<typeof Rests>

/** What a number rested on: revisions of definitions, and the state of the facts. */
export type Basis = { uses: readonly Rests[]; watermark: number }

/** Why a number is likely another one than it was, in a sentence. */
export function reasonOf(then: Basis, now: Basis): string {
  const reasons = [
    ...definitionChanges(then.uses, now.uses),
    ...(then.watermark === now.watermark ? [] : ['facts arrived later']),
  ]
  if (reasons.length > 0) return reasons.join('; ')
  return 'neither a definition nor the facts changed, so look at the calendar of the company'
}

function definitionChanges(then: readonly Rests[], now: readonly Rests[]): string[] {
  const before = new Map(then.map(each => [pathOf(each), each.revision]))
  const after = new Map(now.map(each => [pathOf(each), each.revision]))
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(path => {
    const [was, is] = [before.get(path), after.get(path)]
    if (was === is) return []
    if (was === undefined) return [`it has come to rest on ${path}`]
    if (is === undefined) return [`it does not rest on ${path} any more`]
    return [`the definition of ${path} changed from revision ${was} to ${is}`]
  })
}

const pathOf = ({ kind, name }: Rests): string => `${kind}/${name}`
