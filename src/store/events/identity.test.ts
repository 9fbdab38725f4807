import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { link, mentionsOf } from './identity.ts'

/** Links facts written as lists of user, e-mail and anonymous id; `known` as `user:a` → number. */
function linked(facts: (string | null)[][], known: Record<string, number> = {}, last = 100) {
  const kinds = ['user', 'email', 'anonymous']
  const mentions = mentionsOf(
    facts.map(values => values.flatMap((value, i) => (value === null ? [] : [{ kind: kinds[i]!, value }]))),
  )
  const names = mentions.values.map((value, n) => `${mentions.kinds[n]}:${value}`)
  const links = link(
    mentions,
    names.map(name => known[name] ?? 0),
    last,
  )
  return { ...links, names }
}

describe('link', () => {
  it('gives facts without an identifier to nobody', () => {
    expect(linked([[null, null, null]]).holders).toEqual([null])
    expect(linked([]).holders).toEqual([])
  })

  it('numbers new holders in the order of the facts', () => {
    expect(linked([['b'], ['a'], ['b']])).toMatchObject({ holders: [101, 102, 101], last: 102, merges: [] })
  })

  it('joins facts through a chain of identifiers, whichever comes first', () => {
    const facts = [
      ['a', null, null],
      [null, null, 'v'],
      [null, 'e', 'v'],
      ['a', 'e', null],
    ]
    expect(linked(facts).holders).toEqual([101, 101, 101, 101])
  })

  it('takes a known holder rather than a new one, and the oldest of several', () => {
    const facts = [
      ['new', null, 'v'],
      ['a', 'e', 'v'],
    ]
    const { holders, merges, last } = linked(facts, { 'user:a': 9, 'email:e': 4, 'anonymous:v': 7 })
    expect(holders).toEqual([4, 4])
    expect(merges.toSorted((a, b) => a.from - b.from)).toEqual([
      { from: 7, into: 4 },
      { from: 9, into: 4 },
    ])
    expect(last).toBe(100)
  })

  it('knows that two identifiers of one known holder belong together though no fact names both', () => {
    const facts = [
      ['a', null, 'v'],
      [null, 'e', 'w'],
    ]
    expect(linked(facts, { 'user:a': 3, 'email:e': 3 })).toMatchObject({
      holders: [3, 3],
      owners: [3, 3, 3, 3],
      merges: [],
    })
  })

  it('groups as a plain search for connected identifiers does', () => {
    const value = fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { nil: null, freq: 2 })
    const known = fc.dictionary(
      fc.constantFrom('user:a', 'user:b', 'email:a', 'email:c', 'anonymous:d'),
      fc.integer({ min: 1, max: 4 }),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value, value)), known, (facts, known) => {
        const { holders, merges, owners, names } = linked(facts, known)
        const into = new Map(merges.map(merge => [merge.from, merge.into]))
        const labels = new Map<string, number>()
        names.forEach((name, n) => {
          labels.set(name, -1 - n)
        })
        for (let changed = true; changed; ) {
          changed = false
          const same = [
            ...facts.map(values =>
              values.flatMap((v, kind) => (v === null ? [] : [`${['user', 'email', 'anonymous'][kind]}:${v}`])),
            ),
            ...[1, 2, 3, 4].map(number => names.filter(name => known[name] === number)),
          ]
          for (const group of same) {
            const least = Math.min(...group.map(name => labels.get(name)!))
            for (const name of group)
              if (labels.get(name) !== least) {
                labels.set(name, least)
                changed = true
              }
          }
        }
        names.forEach((name, n) => {
          names.forEach((other, m) => {
            expect(owners[n] === owners[m]).toBe(labels.get(name) === labels.get(other))
          })
          const before = known[name]
          if (before) expect(owners[n]).toBe(into.get(before) ?? before)
          if (before) expect(owners[n]).toBeLessThanOrEqual(before)
        })
        facts.forEach((values, i) => {
          const kind = values.findIndex(v => v !== null)
          const name = `${['user', 'email', 'anonymous'][kind]}:${values[kind]}`
          expect(holders[i]).toBe(kind < 0 ? null : owners[names.indexOf(name)])
        })
      }),
    )
  })
})
