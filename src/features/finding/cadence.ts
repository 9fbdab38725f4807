import type { Cadence } from '../../core/cadence.ts'
import { isCycleName } from '../cycle/cycle.ts'
import type { Goal } from '../goal/goal.ts'
import type { Declared, Survey } from './survey.ts'

/** How many days lie between two check-ins at most. */
export const CADENCE_DAYS: Record<Cadence['every'], number> = { week: 7, '2 weeks': 14, month: 31 }

/** How often a goal is checked in: as it says or, without that, as its cycle does. */
export function cadenceOf({ cycles }: Pick<Survey, 'cycles'>, { spec }: Declared<Goal>): Cadence['every'] {
  const cycle = isCycleName(spec.cycle) ? cycles.find(({ name }) => name === spec.cycle) : undefined
  return spec.checkIn?.every ?? cycle?.spec.checkIn?.every ?? 'week'
}
