import { fail } from '../../core/error.ts'
import { nearest } from '../../core/problem.ts'

/** What somebody enters to connect, as far as it matters here. */
export type Field = { name: string; title: string; secret: boolean; optional?: boolean }

type Entered = Readonly<Record<string, string>>

/**
 * What was entered before with what is entered now on top; an empty text takes an optional field away. Fails on fields that
 * are not there and on those that are missing, never with a value.
 *
 * Where something that is not secret changes, the secrets have to be entered again: it may be the address they are sent to,
 * and whoever changes it need not know them.
 */
export function mergeSettings(fields: readonly Field[], before: Entered, now: Entered): Record<string, string> {
  const names = fields.map(({ name }) => name)
  for (const name of Object.keys(now))
    if (!names.includes(name)) {
      const meant = nearest(name, names)
      fail(
        'invalid',
        `There is nothing called “${name}” to enter. ${meant ? `Did you mean “${meant}”?` : listed(names)}`,
      )
    }
  const merged: Record<string, string> = {}
  for (const { name } of fields) {
    const value = (now[name] ?? before[name] ?? '').trim()
    if (value) merged[name] = value
  }
  const missing = fields.filter(({ name, optional }) => !optional && merged[name] === undefined)
  if (missing.length > 0)
    fail('invalid', `Enter ${missing.map(({ name, title }) => `${name} (${title})`).join(' and ')} in settings.`)
  const moved = fields.find(({ name, secret }) => !secret && (before[name] ?? '') !== (merged[name] ?? ''))
  const kept = fields.filter(({ name, secret }) => secret && before[name] !== undefined && now[name] === undefined)
  if (Object.keys(before).length > 0 && moved && kept.length > 0)
    fail('invalid', `“${moved.name}” changes, so enter ${kept.map(({ name }) => name).join(' and ')} again too.`, {
      reason: 'secrets_again',
    })
  return merged
}

/** What may be shown of settings, and which secrets they hold. */
export function shownOf(
  fields: readonly Field[],
  settings: Entered,
): { settings: Record<string, string>; secrets: string[] } {
  const isSecret = new Map(fields.map(({ name, secret }) => [name, secret]))
  const names = Object.keys(settings)
  return {
    settings: Object.fromEntries(
      names.filter(name => isSecret.get(name) === false).map(name => [name, settings[name]!]),
    ),
    secrets: names.filter(name => isSecret.get(name) !== false),
  }
}

/** A sentence without any of the secrets that may have got into it. */
export function withoutSecrets(text: string, fields: readonly Field[], settings: Entered): string {
  let clean = text
  for (const { name, secret } of fields) {
    const value = settings[name]
    if (secret && value !== undefined && value.length >= 4)
      for (const form of formsOf(value)) clean = clean.replaceAll(form, '…')
  }
  return clean
}

/** How a secret may be written, and the password in one that is an address. */
function formsOf(secret: string): Set<string> {
  const { password = '' } = URL.parse(secret) ?? {}
  const whole = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]
  return new Set(password.length >= 4 ? [...whole, password, decodeURIComponent(password)] : whole)
}

const listed = (names: readonly string[]): string =>
  names.length > 0 ? `There are ${names.join(', ')}.` : 'Nothing is entered for this connector.'
