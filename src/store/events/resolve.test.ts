import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_RULES, type Identifier, type IdentityRules, limitOf } from '../../core/identity-rules.ts'
import { type Link, resolve } from './resolve.ts'

const FREE: IdentityRules = { ...DEFAULT_RULES, limits: {}, crowd: Number.POSITIVE_INFINITY }

const named = (text: string): Identifier => {
  const [kind = '', value = ''] = text.split(':')
  return { kind, value }
}

/** Profiles as texts, of links written as `user:a email:b` in the order of time. */
function profiles(lines: string[], rules: Partial<IdentityRules> = {}): string[] {
  const names = [...new Set(lines.flatMap(line => line.split(' ')))]
  const links = lines.map((line, i) => {
    const [a = 0, b = 0] = line.split(' ').map(name => names.indexOf(name))
    return { a, b, ts: i, id: '' }
  })
  return texts(names.map(named), resolve(names.map(named), links, { ...FREE, ...rules }).profiles)
}

function texts(identifiers: readonly Identifier[], profiles: Int32Array): string[] {
  const groups = Map.groupBy(identifiers.keys(), n => profiles[n])
  return [...groups.values()]
    .map(group =>
      group
        .map(n => `${identifiers[n]!.kind}:${identifiers[n]!.value}`)
        .sort()
        .join(' '),
    )
    .sort()
}

describe('resolve', () => {
  it('lets the links of stronger kinds stand where a limit leaves no room for all', () => {
    const lines = ['user:1 anonymous:v', 'user:2 anonymous:v', 'user:2 email:e', 'user:1 email:f']
    expect(profiles(lines, { limits: { user: 1 } })).toEqual(['anonymous:v email:f user:1', 'email:e user:2'])
  })

  it('lets the earlier of two links of the same kinds stand', () => {
    expect(profiles(['user:2 anonymous:v', 'user:1 anonymous:v'], { limits: { user: 1 } })).toEqual([
      'anonymous:v user:2',
      'user:1',
    ])
  })

  it('ties nothing by a blocked value, which is a profile of its own', () => {
    const lines = ['user:1 email:info', 'user:2 email:info', 'user:2 anonymous:v']
    expect(profiles(lines, { blocked: [named('email:inf*')] })).toEqual(['anonymous:v user:2', 'email:info', 'user:1'])
  })

  it('ties nothing by an identifier that was met with more others than a crowd', () => {
    const lines = ['user:1 anonymous:k', 'user:2 anonymous:k', 'user:3 anonymous:k', 'user:3 email:e']
    expect(profiles(lines, { crowd: 3 })).toEqual(['anonymous:k email:e user:1 user:2 user:3'])
    expect(profiles(lines, { crowd: 2 })).toEqual(['anonymous:k', 'email:e user:3', 'user:1', 'user:2'])
  })

  it('keeps apart what a rule keeps apart, by holding back the last link between them', () => {
    const lines = ['user:1 email:e', 'email:e user:2', 'user:2 anonymous:v']
    const apart: IdentityRules['apart'] = [[named('user:2'), named('user:1')]]
    expect(profiles(lines, { apart })).toEqual(['anonymous:v user:2', 'email:e user:1'])
  })

  it('joins what a rule joins whatever the limits, and not what another keeps apart', () => {
    const pair: IdentityRules['apart'] = [[named('user:1'), named('user:2')]]
    const lines = ['user:1 anonymous:v', 'user:2 anonymous:w']
    expect(profiles(lines, { together: pair, limits: { user: 1 } })).toEqual(['anonymous:v anonymous:w user:1 user:2'])
    expect(profiles(lines, { together: pair, apart: pair })).toEqual(['anonymous:v user:1', 'anonymous:w user:2'])
    expect(profiles(lines, { together: [[named('user:1'), named('user:9')]] })).toEqual([
      'anonymous:v user:1',
      'anonymous:w user:2',
    ])
  })

  it('says of each link why it was held back', () => {
    const identifiers = ['user:1', 'anonymous:v', 'user:2', 'email:info'].map(named)
    const links = [
      { a: 0, b: 1, ts: 1, id: 'a' },
      { a: 1, b: 2, ts: 2, id: 'b' },
      { a: 2, b: 3, ts: 3, id: 'c' },
    ]
    const rules = { ...FREE, limits: { user: 1 }, blocked: [named('email:info')] }
    expect(resolve(identifiers, links, rules).held).toEqual([null, 'limit user', 'blocked'])
    const apart = [[named('user:1'), named('user:2')]] as const
    expect(resolve(identifiers, links, { ...FREE, apart }).held).toEqual([null, 'apart', null])
    expect(resolve(identifiers, links, { ...FREE, crowd: 5 }, [1, 6, 1, 1]).held).toEqual(['crowded', 'crowded', null])
  })
})

const POOL = [
  'user:1',
  'user:2',
  'user:3',
  'email:a',
  'email:b',
  'hub:7',
  'phone:+1',
  'anonymous:u',
  'anonymous:v',
  'anonymous:w',
]
const IDENTIFIERS = POOL.map(named)

const link: fc.Arbitrary<Link> = fc
  .record({ a: fc.nat(9), b: fc.nat(9), ts: fc.nat(4), id: fc.constantFrom('x', 'y', 'z') })
  .filter(({ a, b }) => a < b)

const links = fc.uniqueArray(link, { selector: ({ a, b }) => a * 10 + b, maxLength: 20 })

const identifier = fc.constantFrom(...POOL).map(named)
const pairs = fc.array(fc.tuple(identifier, identifier), { maxLength: 2 })

const rules: fc.Arbitrary<IdentityRules> = fc.record({
  order: fc.shuffledSubarray(['user', 'ids', 'email', 'phone', 'anonymous']),
  limits: fc.dictionary(fc.constantFrom('user', 'email', 'anonymous', '*'), fc.integer({ min: 1, max: 3 })),
  crowd: fc.constantFrom(2, 4, 100),
  blocked: fc.array(fc.oneof(identifier, fc.constant(named('email:*'))), { maxLength: 1 }),
  apart: pairs,
  together: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, pairs),
})

/** The same links among the same identifiers, all listed otherwise. */
const relisted = fc.tuple(
  fc.shuffledSubarray([...POOL.keys()], { minLength: POOL.length }),
  fc.infiniteStream(fc.nat(1000)),
)

describe('whatever the links and the rules', () => {
  it('the order in which links and identifiers are listed changes nothing', () => {
    fc.assert(
      fc.property(links, rules, relisted, (links, rules, [places, stream]) => {
        const { profiles, held } = resolve(IDENTIFIERS, links, rules)
        const listed = links.map((link, i) => ({ i, key: [...stream.take(1)][0]!, link })).sort((a, b) => a.key - b.key)
        const again = resolve(
          places.map(n => IDENTIFIERS[n]!),
          listed.map(({ link }) => ({ ...link, a: places.indexOf(link.b), b: places.indexOf(link.a) })),
          { ...rules, apart: rules.apart.toReversed(), together: rules.together.map(([a, b]) => [b, a]) },
        )
        expect(
          texts(
            places.map(n => IDENTIFIERS[n]!),
            again.profiles,
          ),
        ).toEqual(texts(IDENTIFIERS, profiles))
        expect(listed.map((_, place) => again.held[place])).toEqual(listed.map(({ i }) => held[i]))
      }),
      { numRuns: 1000 },
    )
  })

  it('without rules the profiles are what is connected', () => {
    fc.assert(
      fc.property(links, links => {
        const label = IDENTIFIERS.map((_, n) => n)
        for (let round = 0; round < label.length; round++)
          for (const { a, b } of links) label[a] = label[b] = Math.min(label[a]!, label[b]!)
        expect([...resolve(IDENTIFIERS, links, FREE).profiles]).toEqual(label)
      }),
    )
  })

  it('limits are kept, what is apart stays apart, and only links that hold and what a rule joins tie', () => {
    fc.assert(
      fc.property(links, rules, (links, rules) => {
        const { profiles, held } = resolve(IDENTIFIERS, links, rules)
        const placeOf = ({ kind, value }: Identifier) => POOL.indexOf(`${kind}:${value}`)
        for (const [a, b] of rules.apart)
          if (placeOf(a) !== placeOf(b)) expect(profiles[placeOf(a)]).not.toBe(profiles[placeOf(b)])
        if (!rules.together.length)
          for (const profile of new Set(profiles))
            for (const kind of new Set(IDENTIFIERS.map(each => each.kind)))
              expect(
                IDENTIFIERS.filter((each, n) => each.kind === kind && profiles[n] === profile).length,
              ).toBeLessThanOrEqual(limitOf(kind, rules))
        const holding = links.filter((_, i) => !held[i])
        const ties = [...holding, ...rules.together.map(([a, b]) => ({ a: placeOf(a), b: placeOf(b), ts: 0, id: '' }))]
        const connected = resolve(IDENTIFIERS, ties, FREE).profiles
        if (!rules.together.length) expect(profiles).toEqual(connected)
        for (const { a, b } of holding) expect(profiles[a]).toBe(profiles[b])
        links.forEach(({ a, b }, i) => {
          if (held[i] === 'apart' || held[i]?.startsWith('limit')) expect(profiles[a]).not.toBe(profiles[b])
        })
      }),
      { numRuns: 1000 },
    )
  })

  it('profiles that share no link are worked out alike alone', () => {
    fc.assert(
      fc.property(links, rules, (links, rules) => {
        const both = resolve(IDENTIFIERS, links, rules)
        const reach = resolve(IDENTIFIERS, links, FREE).profiles
        const pairs = [...rules.apart, ...rules.together].length
        if (pairs) return
        for (const part of new Set(reach)) {
          const mine = links.map((_, i) => i).filter(i => reach[links[i]!.a] === part)
          const alone = resolve(
            IDENTIFIERS,
            mine.map(i => links[i]!),
            rules,
          )
          expect(alone.held).toEqual(mine.map(i => both.held[i]))
        }
      }),
    )
  })
})
