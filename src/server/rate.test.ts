import { describe, expect, it } from 'vitest'
import { networkOf, peerOf } from './peer.ts'
import { createRate } from './rate.ts'

describe('a rate', () => {
  it('lets so many through in a window, says when to come again, and counts each one apart', () => {
    let now = 0
    const rate = createRate(10_000, () => now)
    for (let i = 0; i < 3; i++) rate.count('a', 3)
    now = 4000
    expect(() => rate.count('a', 3)).toThrow('That is too often: at most 3 times in 10 s. Try again in 6 s.')
    rate.count('b', 3)
    now = 10_000
    rate.count('a', 3)
  })
})

describe('who asks', () => {
  it('is the other end of the connection, whatever the request says, unless a proxy is trusted', () => {
    expect(peerOf('::ffff:10.0.0.1', '6.6.6.6', 0)).toBe('10.0.0.1')
    expect(peerOf('10.0.0.1', '6.6.6.6, 7.7.7.7', 1)).toBe('7.7.7.7')
    expect(peerOf('10.0.0.1', '6.6.6.6, 7.7.7.7, 8.8.8.8', 2)).toBe('7.7.7.7')
    expect(peerOf('10.0.0.1', undefined, 1)).toBe('10.0.0.1')
  })

  it('is one network where it has IPv6 addresses', () => {
    expect(networkOf('10.0.0.1')).toBe('10.0.0.1')
    expect(networkOf('2001:db8:0:1:aaaa::1')).toBe('2001:db8:0:1::/64')
    expect(networkOf('2001:0db8::9')).toBe('2001:db8:0:0::/64')
    expect(networkOf('::1')).toBe('0:0:0:0::/64')
  })
})
