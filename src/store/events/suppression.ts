import { randomBytes } from 'node:crypto'
import { sha256 } from '../hash.ts'

/** Identifiers that may not be stored, as hashes that say nothing to whoever finds them. */
export type Barred = { salt: string; hashes: ReadonlySet<string> }

/** What stands for an identifier of somebody who was erased. */
export const saltedHash = (salt: string, kind: string, value: string): string =>
  sha256(`${salt}\u001f${kind}\u001f${value}`)

/** The text as a regular expression of both engines. */
export const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')

export const freshSalt = (): string => randomBytes(24).toString('base64url')

/** Reads every hash beside the salt, for `barredOf`. */
export const BARRED = 'SELECT hash, value AS salt FROM suppressed CROSS JOIN salt'

export function barredOf(rows: readonly { hash: string; salt: string }[]): Barred | undefined {
  const [first] = rows
  return first && { salt: first.salt, hashes: new Set(rows.map(({ hash }) => hash)) }
}
