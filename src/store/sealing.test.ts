import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { sealingWith, secretIn } from './sealing.ts'

const SECRET = 'a secret that is at least thirty-two signs long'
const sealing = sealingWith(() => SECRET)

test('what was sealed opens at its place, twice sealed never looks the same, and shows nothing of it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 4 }), fc.string(), (text, place) => {
      const whole = text.toWellFormed()
      const [one, two] = [sealing.seal(whole, place), sealing.seal(whole, place)]
      expect(one).not.toBe(two)
      expect(one).not.toContain(whole)
      expect(sealing.open(one, place)).toBe(whole)
    }),
  )
})

test('it opens neither elsewhere, nor with another secret, nor when a sign of it was changed', () => {
  const sealed = sealing.seal('token', 'here')
  expect(() => sealing.open(sealed, 'there')).toThrow('enter it again')
  expect(() => sealingWith(() => `${SECRET}!`).open(sealed, 'here')).toThrow('another secret')
  for (let i = 0; i < sealed.length; i++) {
    const changed = `${sealed.slice(0, i)}${sealed[i] === 'A' ? 'B' : 'A'}${sealed.slice(i + 1)}`
    // The last sign of a part may carry bits that no byte has.
    if (bytesOf(changed) === bytesOf(sealed)) continue
    expect(() => sealing.open(changed, 'here'), changed).toThrow()
  }
})

const bytesOf = (sealed: string): string => {
  const [version, print, ...parts] = sealed.split('.')
  return [version, print, ...parts.map(part => Buffer.from(part, 'base64url').toString('hex'))].join('.')
}

test('a data directory has one secret, which its owner alone reads', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-secret-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  expect(secretIn(folder)).toBe(secretIn(folder))
  expect(secretIn(folder).length).toBeGreaterThan(60)
  expect(readdirSync(folder)).toEqual(['secret'])
  expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600)
  writeFileSync(join(folder, 'secret'), 'short')
  expect(() => secretIn(folder)).toThrow('damaged')
})
