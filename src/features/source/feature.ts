import type { Feature } from '../feature.ts'
import { correctRow, tryMapping } from './operations/correcting.ts'
import { createWriteKey, listWriteKeys } from './operations/keys.ts'
import { listImports, listRejected, measureFreshness, sourceVerbs } from './operations/ledger.ts'
import { replayImport } from './operations/replaying.ts'
import { retainSources } from './operations/retaining.ts'
import { sourceKind } from './source-kind.ts'
import { sourceMigrations } from './tables.ts'

export const source: Feature = {
  name: 'source',
  does: 'Files that systems export: what their rows mean, and what became of each row.',
  migrations: sourceMigrations,
  operations: [
    ...Object.values(sourceVerbs),
    listImports,
    listRejected,
    replayImport,
    tryMapping,
    correctRow,
    measureFreshness,
    retainSources,
    createWriteKey,
    listWriteKeys,
  ],
  kinds: [sourceKind],
}
