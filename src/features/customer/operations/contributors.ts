import type { Veil } from '../../../core/personal.ts'
import type { Context } from '../../context.ts'
import type { Scope } from '../queries.ts'
import type { Placed } from './entries.ts'
import { regroupingsOf } from './regroupings.ts'
import { stageEntriesOf } from './stages.ts'

/**
 * What Plumbline itself says of customers, beside what they did. Each gives everything it knows of a scope, which is little; what
 * a page shows of it is cut out afterwards.
 */
export type Contributor = (ctx: Context, asked: Scope, veil: Veil) => Promise<Placed[]>

export const contributors: readonly Contributor[] = [stageEntriesOf, regroupingsOf]
