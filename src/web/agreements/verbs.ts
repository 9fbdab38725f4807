import type { readingVerbs } from '../../features/agreement/operations/reading.ts'

/** The readings that every kind has, whatever it is called. */
type Verbs = ReturnType<typeof readingVerbs>

export type DiffOfKind = Verbs['diff']
