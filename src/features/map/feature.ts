import type { Feature } from '../feature.ts'
import { fedBy } from './operations/fed-by.ts'
import { showMap } from './operations/show.ts'
import { whatIf } from './operations/what-if.ts'

export const map: Feature = {
  name: 'map',
  does: 'The tree of numbers: what hangs on what, whether it adds up, who feeds it, and what would move it.',
  operations: [showMap, whatIf, fedBy],
}
