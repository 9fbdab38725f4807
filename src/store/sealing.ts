import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fail } from '../core/error.ts'
import { sha256 } from './hash.ts'

const SECRET = 'secret'

/** What a data directory keeps secrets with: made at the first use, on disk before it is used, readable by its owner alone. */
export function secretIn(folder: string): string {
  const file = join(folder, SECRET)
  if (!existsSync(file)) writeSecret(folder, file)
  chmodSync(file, 0o600)
  const secret = readFileSync(file, 'utf8').trim()
  if (secret.length < 32)
    fail(
      'unavailable',
      `“${file}” is damaged. Restore it from a backup, or remove it: then everybody signs in again, and what connections ask with is entered again.`,
    )
  return secret
}

/** A power cut must not leave a name without its content: that would lock the directory and all that was sealed. */
function writeSecret(folder: string, file: string): void {
  const draft = `${file}.new`
  rmSync(draft, { force: true })
  writeFileSync(draft, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600, flag: 'wx', flush: true })
  renameSync(draft, file)
  const entries = openSync(folder, 'r')
  try {
    fsyncSync(entries)
  } finally {
    closeSync(entries)
  }
}

/** Keeps texts so that only whoever has the secret reads them. */
export type Sealing = {
  /** `place` is where the text belongs; it opens nowhere else. */
  seal(text: string, place: string): string
  /** Fails as `unavailable` when it was sealed with another secret, for another place, or was changed. */
  open(sealed: string, place: string): string
}

/**
 * AES-256-GCM (NIST SP 800-38D) under a key derived by HKDF (RFC 5869) from a long random secret; every text gets a nonce of
 * its own. `secret` is asked for when it is first needed.
 */
export function sealingWith(secret: () => string): Sealing {
  let known: { key: Buffer; print: string } | undefined
  const own = () => {
    if (!known) {
      const key = Buffer.from(hkdfSync('sha256', secret(), '', 'plumbline connection settings', 32))
      known = { key, print: sha256(key.toString('hex')).slice(0, 8) }
    }
    return known
  }
  return {
    seal(text, place) {
      const { key, print } = own()
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return [VERSION, print, ...[nonce, cipher.getAuthTag(), sealed].map(each => each.toString('base64url'))].join('.')
    },
    open(text, place) {
      const { key, print } = own()
      const [version, by, ...parts] = text.split('.')
      const [nonce, tag, sealed] = parts.map(part => Buffer.from(part, 'base64url'))
      if (version !== VERSION || by !== print || !nonce || !tag || !sealed) return fail('unavailable', OTHER)
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 })
        decipher.setAAD(Buffer.from(place)).setAuthTag(tag)
        return Buffer.concat([decipher.update(sealed), decipher.final()]).toString('utf8')
      } catch {
        return fail('unavailable', OTHER)
      }
    },
  }
}

const VERSION = 'v1'

const OTHER =
  'What this connection asks with was kept under another secret. Put the file “secret” of the data directory that made it into this one, or enter it again.'
