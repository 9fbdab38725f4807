import { describe, expect, it } from 'vitest'
import { mergeSettings, shownOf, withoutSecrets } from './settings.ts'

const FIELDS = [
  { name: 'token', title: 'Token', secret: true },
  { name: 'instance', title: 'Instance', secret: false },
  { name: 'proxy', title: 'Proxy', secret: false, optional: true },
]
const BEFORE = { token: 'se:cret/1', instance: 'acme' }

describe('what was entered', () => {
  it('has to be whole, and knows no other field', () => {
    expect(() => mergeSettings(FIELDS, {}, { token: 'x' })).toThrow('Enter instance (Instance) in settings.')
    expect(() => mergeSettings(FIELDS, {}, { ...BEFORE, tokn: 'x' })).toThrow('Did you mean “token”?')
    expect(() => mergeSettings(FIELDS, {}, { token: '  ', instance: 'acme' })).toThrow('Enter token')
    expect(mergeSettings(FIELDS, {}, { ...BEFORE, proxy: '' })).toEqual(BEFORE)
  })

  it('keeps what is not entered again, unless a secret might go elsewhere', () => {
    expect(mergeSettings(FIELDS, BEFORE, { token: 'new' })).toEqual({ ...BEFORE, token: 'new' })
    expect(mergeSettings(FIELDS, BEFORE, { instance: 'acme' })).toEqual(BEFORE)
    expect(() => mergeSettings(FIELDS, BEFORE, { instance: 'evil' })).toThrow('enter token again')
    expect(() => mergeSettings(FIELDS, BEFORE, { proxy: 'evil' })).toThrow('enter token again')
    expect(mergeSettings(FIELDS, BEFORE, { instance: 'other', token: 'new' })).toEqual({
      instance: 'other',
      token: 'new',
    })
  })

  it('is shown without its secrets', () => {
    expect(shownOf(FIELDS, { ...BEFORE, unknown: 'x' })).toEqual({
      settings: { instance: 'acme' },
      secrets: ['token', 'unknown'],
    })
  })

  it('gets into no sentence, in whichever way it is written', () => {
    const says = `Asked with se:cret/1, se%3Acret%2F1 and acme.`
    expect(withoutSecrets(says, FIELDS, BEFORE)).toBe('Asked with …, … and acme.')
    const url = { name: 'url', title: 'Address', secret: true }
    const address = { url: 'postgresql://me:p%40ssword@db.example.com/x' }
    expect(withoutSecrets('No entry for me with p@ssword or p%40ssword.', [url], address)).toBe(
      'No entry for me with … or ….',
    )
  })
})
