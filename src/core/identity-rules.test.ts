import { describe, expect, it } from 'vitest'
import { blockedBy, DEFAULT_RULES, limitOf, rankOf } from './identity-rules.ts'

describe('blockedBy', () => {
  it('knows a value by its text, and by a pattern in which * stands for any text', () => {
    const isBlocked = blockedBy([
      { kind: 'email', value: 'info@*' },
      { kind: 'email', value: '*@kiosk.*.io' },
      { kind: 'user', value: '0' },
    ])
    expect(isBlocked({ kind: 'email', value: 'info@acme.com' })).toBe(true)
    expect(isBlocked({ kind: 'email', value: 'more-info@acme.com' })).toBe(false)
    expect(isBlocked({ kind: 'email', value: 'a@kiosk.north.io' })).toBe(true)
    expect(isBlocked({ kind: 'email', value: 'a@kiosk.io' })).toBe(false)
    expect(isBlocked({ kind: 'user', value: '0' })).toBe(true)
    expect(isBlocked({ kind: 'user', value: '00' })).toBe(false)
    expect(isBlocked({ kind: 'anonymous', value: '0' })).toBe(false)
  })

  it('takes every other character for itself', () => {
    expect(blockedBy([{ kind: 'user', value: 'a.*' }])({ kind: 'user', value: 'ab' })).toBe(false)
    expect(blockedBy([{ kind: 'user', value: '*' }])({ kind: 'user', value: 'a\nb' })).toBe(true)
    expect(blockedBy([{ kind: 'user', value: 'aba*aba' }])({ kind: 'user', value: 'aba' })).toBe(false)
  })
})

describe('the order and the limits', () => {
  it('hold for kinds that are not named where “ids” and * stand', () => {
    expect(['user', 'hubspot', 'email', 'anonymous'].map(kind => rankOf(kind, DEFAULT_RULES.order))).toEqual([
      0, 1, 2, 4,
    ])
    expect(rankOf('hubspot', ['user', 'email'])).toBe(2)
    expect(limitOf('hubspot', { limits: { '*': 3, user: 1 } })).toBe(3)
    expect(limitOf('user', { limits: { '*': 3, user: 1 } })).toBe(1)
    expect(limitOf('user', { limits: {} })).toBe(Number.POSITIVE_INFINITY)
  })
})
