import { describe, expect, it } from 'vitest'
import { claimsOn } from './claims.ts'

const metrics = (drives: Record<string, string[]>) =>
  new Map(
    Object.entries(drives).map(([name, targets]) => [
      name,
      { drives: targets.map(metric => ({ metric, why: `${name} moves ${metric}`, lag: '30 days' })) },
    ]),
  )

const waysTo = (outcome: string, drives: Record<string, string[]>) =>
  Object.fromEntries([...claimsOn(outcome, metrics(drives))].map(([name, { drives, via }]) => [name, [drives, ...via]]))

describe('claimsOn', () => {
  it('finds what claims to move an outcome, directly or through others, by the shortest way', () => {
    const drives = {
      arr: [],
      deals: ['arr'],
      mql: ['deals'],
      opens: ['mql'],
      demos: ['deals', 'arr'],
      tickets: ['churn'],
    }
    expect(waysTo('arr', drives)).toEqual({
      deals: ['arr'],
      demos: ['arr'],
      mql: ['deals', 'deals'],
      opens: ['mql', 'mql', 'deals'],
    })
  })

  it('says why and how long it takes, of the claim that is the first step', () => {
    expect(claimsOn('arr', metrics({ arr: [], deals: ['arr'], mql: ['deals'] })).get('mql')).toEqual({
      drives: 'deals',
      via: ['deals'],
      lag: '30 days',
      why: 'mql moves deals',
    })
  })

  it('follows a circle once and never claims that an outcome moves itself', () => {
    expect(waysTo('arr', { arr: ['mql'], mql: ['deals'], deals: ['mql', 'arr'] })).toEqual({
      deals: ['arr'],
      mql: ['deals', 'deals'],
    })
  })

  it('is empty for an outcome nobody claims to move', () => {
    expect(claimsOn('arr', metrics({ arr: [], mql: [] })).size).toBe(0)
  })
})
