import { agreement } from './agreement/feature.ts'
import { audit } from './audit/feature.ts'
import type { Feature } from './feature.ts'
import { team } from './team/feature.ts'
import { workspace } from './workspace/feature.ts'

/**
 * The product's table of contents, which is also the order of dependencies: a feature may import only what stands
 * above it, and of another feature only its noun and its verbs.
 */
export const features: readonly Feature[] = [
  // foundations
  audit,
  team,
  workspace,
  agreement,
  // facts
  // language
  // insight
  // direction
  // rhythm
  // the linter
]
