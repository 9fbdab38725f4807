import type { Feature } from '../feature.ts'
import { identityKind, rulingKind } from './identity.ts'
import { identityVerbs, rulingVerbs } from './operations/agreed.ts'
import { joinIdentity, splitIdentity, undoIdentity } from './operations/deciding.ts'
import { measureIdentity } from './operations/measuring.ts'
import { listCrowded, listRulings, previewIdentity, showIdentity } from './operations/showing.ts'
import { identityMigrations } from './tables.ts'

export const identity: Feature = {
  name: 'identity',
  does: 'Which ids are one person, by rules and rulings that can be taken back.',
  migrations: identityMigrations,
  operations: [
    showIdentity,
    previewIdentity,
    splitIdentity,
    joinIdentity,
    undoIdentity,
    listRulings,
    listCrowded,
    measureIdentity,
    ...Object.values(identityVerbs),
    ...Object.values(rulingVerbs),
  ],
  kinds: [identityKind, rulingKind],
}
