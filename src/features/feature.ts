import type { Migration } from '../store/records/records.ts'
import type { AgreementKind } from './kind.ts'
import type { AnyOperation } from './operation.ts'

/** One noun of the product: what it stores, what it can do, and what people declare in its name. */
export type Feature = {
  name: string
  does: string
  /** What its other nouns are about, where they are no kinds of agreements. */
  nouns?: Readonly<Record<string, string>>
  migrations?: readonly Migration[]
  operations: readonly AnyOperation[]
  kinds?: readonly AgreementKind[]
}
