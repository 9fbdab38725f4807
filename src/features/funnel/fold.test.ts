import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Counting } from './counting.ts'
import { folder } from './fold.ts'
import { pack, STEPS_MAX } from './packing.ts'

type Event = { ts: number; mask: number }
type Folded = { level: number; times: number[] }

const product: Counting = {
  steps: 3,
  windowMs: Number.POSITIVE_INFINITY,
  order: 'ordered',
  repeats: 'allow',
  ties: 'allow',
  reuse: 'refuse',
}

function fold(counting: Counting, events: Event[]): Folded {
  const list = Float64Array.from(events, ({ ts, mask }) => pack(ts, mask, counting.steps)).sort()
  const person = folder(counting)
  const level = person.fold(list, 0, list.length)
  return { level, times: [...person.times.subarray(0, level)] }
}

/** Events one ms apart from a word: `a` is step 1, `b` step 2, any other letter no step; a dot lets a ms pass, `(ab)` is one event. */
function events(word: string, steps = 3): Event[] {
  const found: Event[] = []
  let ts = 0
  for (const [token] of word.matchAll(/\(\w+\)|./g)) {
    const mask = [...token].reduce((bits, letter) => {
      const step = letter.charCodeAt(0) - 97
      return step >= 0 && step < steps ? bits | (1 << step) : bits
    }, 0)
    if (token !== '.') found.push({ ts, mask })
    ts++
  }
  return found
}

const at = (ts: number, ...letters: string[]): Event[] =>
  letters.flatMap(letter => events(letter).map(one => ({ ...one, ts })))

describe('ordered', () => {
  it.each<[string, string, Partial<Counting>, number[]]>([
    ['what happens between does not matter', 'axbcxa', {}, [0, 2, 3]],
    ['a step before the one it follows does not count', 'bac', {}, [1]],
    ['nobody enters without the first step', 'bc', {}, []],
    ['the first of two entries counts when both get as far', 'a.abc', {}, [0, 3, 4]],
    ['a later entry counts when only its window holds the rest', 'ab..abc', { windowMs: 2 }, [4, 5, 6]],
    ['the earliest of the entries that get furthest counts', 'a...aabxx', { windowMs: 2 }, [4, 6]],
    [
      'the entry that gets furthest counts, though a later one is completed sooner',
      'a.bab.c',
      { windowMs: 6 },
      [0, 2, 6],
    ],
    ['a step exactly at the end of the window counts', 'a..b', { windowMs: 3 }, [0, 3]],
    ['a step just after the window does not', 'a...b', { windowMs: 3 }, [0]],
    ['one event is one step', 'a(bc)', {}, [0, 1]],
    ['one event may be several steps', 'a(bc)', { reuse: 'allow' }, [0, 1, 1]],
    ['a repeat ends the way', 'abbc', { repeats: 'stop' }, [0, 1]],
    ['a repeat of the first step does not', 'aabac', { repeats: 'stop' }, [0, 2, 4]],
    ['a new entry may get further than the one that ended', 'abbabc', { repeats: 'stop' }, [3, 4, 5]],
    ['an event that is the next step too is not a repeat', 'ab(bc)', { repeats: 'stop' }, [0, 1, 2]],
  ])('%s', (_, word, counting, times) => {
    expect(fold({ ...product, ...counting }, events(word))).toEqual({ level: times.length, times })
  })

  it('steps of one instant count in whatever order they came', () => {
    expect(fold(product, at(7, 'c', 'b', 'a')).times).toEqual([7, 7, 7])
    expect(fold({ ...product, ties: 'refuse' }, [...at(7, 'c', 'b', 'a'), ...at(8, 'b', 'c')]).times).toEqual([7, 8])
  })

  it('events of one instant that are several steps are dealt out so that the most steps are taken', () => {
    const counting = { ...product, steps: 2 }
    expect(
      fold(counting, [
        { ts: 5, mask: 0b10 },
        { ts: 5, mask: 0b11 },
      ]).times,
    ).toEqual([5, 5])
    expect(fold(counting, [{ ts: 5, mask: 0b11 }]).times).toEqual([5])
  })

  it('what comes with the entry counts as before it, what comes with a later step as after it', () => {
    const stop: Counting = { ...product, repeats: 'stop' }
    expect(fold(stop, [...at(0, 'a', 'b', 'b'), ...at(1, 'c')]).level).toBe(3)
    expect(fold(stop, [...at(0, 'a'), ...at(1, 'b', 'b'), ...at(2, 'c')]).level).toBe(2)
  })
})

describe('strict', () => {
  it.each<[string, string, Partial<Counting>, number[]]>([
    ['another event between ends the way', 'abxc', {}, [0, 1]],
    ['an earlier step between ends the way', 'abac', {}, [0, 1]],
    ['a repeat of the last step does not', 'aabbc', {}, [0, 2, 4]],
    ['a later attempt may succeed', 'abxabc', {}, [3, 4, 5]],
    ['an attempt must stay in its window', 'aab.bc', { windowMs: 4 }, [1, 2, 5]],
    ['what is before the entry does not matter', 'xcbabc', {}, [3, 4, 5]],
  ])('%s', (_, word, counting, times) => {
    expect(fold({ ...product, order: 'strict', ...counting }, events(word))).toEqual({ level: times.length, times })
  })
})

describe('any order', () => {
  it.each<[string, string, Partial<Counting>, number[]]>([
    ['a step before the first counts', 'ba', {}, [1, 0]],
    ['a step after the first is preferred to one before', 'ba..b', {}, [1, 4]],
    ['the nearest step before the first is taken', 'bb.a', {}, [3, 1]],
    ['a step without the one before it is not reached', 'ca', {}, [1]],
    ['nobody enters without the first step', 'bc', {}, []],
    ['the window reaches to both sides', 'b..a..c', { windowMs: 3 }, [3, 0, 6]],
    ['and no further', 'b...a..c', { windowMs: 3 }, [4]],
    ['the entry with most steps around it counts', 'a....ab', { windowMs: 2 }, [5, 6]],
    ['one event is one step', '(ab)c', {}, [0]],
    ['one event may be several steps', '(ab)c', { reuse: 'allow' }, [0, 0, 1]],
    ['an earlier step leaves a later one what it needs', 'a(bc)b', {}, [0, 2, 1]],
  ])('%s', (_, word, counting, times) => {
    expect(fold({ ...product, order: 'any', ...counting }, events(word))).toEqual({ level: times.length, times })
  })
})

describe('a folder', () => {
  it('is used for one person after another, out of one long list', () => {
    const list = Float64Array.from([...events('abc'), ...events('a'), ...events('ab')], one =>
      pack(one.ts, one.mask, 3),
    )
    const person = folder(product)
    expect([
      person.fold(list, 0, 3),
      person.fold(list, 3, 4),
      person.fold(list, 4, 6),
      person.fold(list, 6, 6),
    ]).toEqual([3, 1, 2, 0])
  })

  it('stays linear for one person with very many entries', () => {
    const many = Array.from({ length: 300_000 }, (_, i) => ({ ts: i, mask: 1 << (i % 3) }))
    for (const order of ['ordered', 'strict', 'any'] as const) {
      const counting = { ...product, steps: 5, order, windowMs: 200_000 }
      expect(fold(counting, many).level).toBe(3)
    }
  })

  it('reads instants before 1970', () => {
    expect(
      fold(product, [
        { ts: -86_400_000, mask: 1 },
        { ts: -1, mask: 2 },
      ]).times,
    ).toEqual([-86_400_000, -1])
  })

  it('takes as many steps as there may be, up to the last instant that can be packed', () => {
    const ts = 2 ** (53 - STEPS_MAX) - 1
    expect(
      fold({ ...product, steps: STEPS_MAX }, [
        { ts: ts - 1, mask: 1 },
        { ts, mask: 2 },
      ]).times,
    ).toEqual([ts - 1, ts])
    expect(() => pack(ts + 1, 1, STEPS_MAX)).toThrow('can be packed')
    expect(() => folder({ ...product, steps: STEPS_MAX + 1 })).toThrow('11 steps')
  })
})

const WINDOWS = [0, 1, 2, 4, Number.POSITIVE_INFINITY]
const anyEvents = (steps: number) =>
  fc.array(
    fc.record({
      ts: fc.nat(7),
      mask: fc.oneof(
        fc.nat(2 ** steps - 1),
        fc.nat(steps).map(i => (1 << i) % (1 << steps)),
      ),
    }),
    {
      maxLength: 6,
    },
  )
const anyCounting = (order: Counting['order']) =>
  fc.record({
    steps: fc.integer({ min: 1, max: 4 }),
    windowMs: fc.constantFrom(...WINDOWS),
    order: fc.constant(order),
    repeats: fc.constantFrom('allow' as const, 'stop' as const),
    ties: fc.constantFrom('allow' as const, 'refuse' as const),
    reuse: fc.constantFrom('allow' as const, 'refuse' as const),
  })
const anyWorld = (order: Counting['order']) =>
  anyCounting(order).chain(counting => fc.tuple(fc.constant(counting), anyEvents(counting.steps)))

describe('every way through the events, tried one by one, gives the same', () => {
  it.each(['ordered', 'strict', 'any'] as const)('%s', order => {
    fc.assert(
      fc.property(anyWorld(order), ([counting, list]) => {
        expect(fold(counting, list)).toEqual(bestOf(counting, list))
      }),
      { numRuns: 5000 },
    )
  })
})

/** The oracle: of all ways to give the steps events, the valid one that gets furthest, enters first and then goes soonest. */
function bestOf(counting: Counting, unsorted: Event[]): Folded {
  const list = unsorted.toSorted((a, b) => a.ts - b.ts || a.mask - b.mask)
  const valid = ways(counting, list).filter(way => counting.order === 'any' || isPrompt(counting, list, way))
  const better = counting.order === 'any' ? nearer : sooner
  const best = valid.reduce<number[]>((a, b) => (a.length === 0 || better(list, b, a) ? b : a), [])
  return { level: best.length, times: best.map(e => list[e]!.ts) }
}

/** Every list of events that are steps 1, 2, … as far as order, window, ties and reuse allow. */
function ways({ steps, windowMs, order, ties, reuse }: Counting, list: Event[]): number[][] {
  const found: number[][] = []
  const extend = (way: number[]) => {
    if (way.length > 0) found.push(way)
    if (way.length === steps) return
    for (const [e, { ts, mask }] of list.entries()) {
      if (((mask >> way.length) & 1) === 0 || (reuse === 'refuse' && way.includes(e))) continue
      const [entry, last] = [list[way[0] ?? e]!.ts, list[way.at(-1) ?? e]!.ts]
      if (Math.abs(ts - entry) > windowMs) continue
      if (order !== 'any' && way.length > 0 && (ts < last || (ties === 'refuse' && ts === last))) continue
      extend([...way, e])
    }
  }
  extend([])
  return found
}

/** Whether an ordered way takes steps as soon as it can and nothing between them ends it. */
function isPrompt(counting: Counting, list: Event[], way: number[]): boolean {
  const { order, repeats } = counting
  if (order === 'ordered' && repeats === 'allow') return true
  const [entry, last] = [list[way[0]!]!.ts, list[way.at(-1)!]!.ts]
  for (const ts of new Set(list.map(event => event.ts))) {
    if (ts < entry || ts > last) continue
    const here = list.filter(event => event.ts === ts)
    const before = way.filter(e => list[e]!.ts < ts).length
    const after = way.filter(e => list[e]!.ts <= ts).length
    if (ts < last && furthest(counting, here, before) > after) return false
    if (ts === last || ts === entry) continue
    const among = (mask: number, from: number, to: number) =>
      [...mask.toString(2)]
        .reverse()
        .slice(from - 1, to)
        .includes('1')
    if (order === 'strict' && here.some(({ mask }) => !among(mask, before, after))) return false
    const again = here.filter(({ mask }) => mask % 2 === 0 && among(mask, 2, after))
    if (repeats === 'stop' && again.length > after - before) return false
  }
  return true
}

/** The level that events of one instant lead to. */
function furthest({ steps, ties, reuse }: Counting, here: Event[], level: number, used: number[] = []): number {
  if (level === steps || (ties === 'refuse' && used.length > 0)) return level
  const next = here.flatMap(({ mask }, e) =>
    ((mask >> level) & 1) === 1 && !(reuse === 'refuse' && used.includes(e))
      ? [furthest({ steps, ties, reuse } as Counting, here, level + 1, [...used, e])]
      : [],
  )
  return Math.max(level, ...next)
}

function sooner(list: Event[], a: number[], b: number[]): boolean {
  if (a.length !== b.length) return a.length > b.length
  const i = a.findIndex((e, step) => list[e]!.ts !== list[b[step]!]!.ts)
  return i >= 0 && list[a[i]!]!.ts < list[b[i]!]!.ts
}

function nearer(list: Event[], a: number[], b: number[]): boolean {
  if (a.length !== b.length) return a.length > b.length
  if (a[0] !== b[0]) return a[0]! < b[0]!
  const i = a.findIndex((e, step) => e !== b[step])
  if (i < 0) return false
  const start = list.findIndex(event => event.ts === list[a[0]!]!.ts)
  const rank = (e: number) => (e >= start ? e : list.length + start - e)
  return rank(a[i]!) < rank(b[i]!)
}
