import { randomBytes } from 'node:crypto'
import { sha256 } from '../../../store/hash.ts'

/** A new secret of 256 random bits with a prefix, by which scanners of leaked secrets know it, and what is stored of it. */
export function createSecret(prefix: string): { secret: string; hash: string; hint: string } {
  const secret = `${prefix}_${randomBytes(32).toString('base64url')}`
  return { secret, hash: hashOf(secret), hint: secret.slice(0, prefix.length + 5) }
}

/** What is stored instead of a secret. Being random, it needs no salt and no slow function. */
export function hashOf(secret: string): string {
  return sha256(secret)
}
