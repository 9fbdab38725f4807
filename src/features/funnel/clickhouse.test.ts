/*
 * Cases and results transcribed from ClickHouse, tests/queries/0_stateless/00632_aggregation_window_funnel.sql and
 * .reference at commit 0882b32b232a52f2017d512a4d325d5379add594. Copyright 2016-2025 ClickHouse, Inc., licensed under the
 * Apache License, Version 2.0 (http://www.apache.org/licenses/LICENSE-2.0). Changed: written as TypeScript tables.
 *
 * Six of the 28 statements are left out, all on re-entry under strict_order. There ClickHouse counts a person by the first
 * attempt and lets an earlier step come again, or skips it with allow_reentry; here a person's best attempt counts and
 * nothing comes between:
 * - t6, strict_order, steps a b c: user 2 (a b a b c) has 2 there and 3 here;
 * - t6, strict_order, steps a b c d: user 3 (a b c b d) has 4 there and 3 here, user 5 (a b c a b c d) 3 there and 4 here;
 * - t6, strict_order + allow_reentry, steps a b c;
 * - t6, strict_order + allow_reentry, steps a b c d;
 * - t6, strict_order + allow_reentry + strict_deduplication, steps a b c;
 * - t7, strict_order + allow_reentry.
 */
import { describe, expect, it } from 'vitest'
import type { Counting } from './counting.ts'
import { folder } from './fold.ts'
import { pack } from './packing.ts'

type Log = [ts: number, event: string | number][]
type Option = 'strict_order' | 'strict_deduplication' | 'strict_increase' | 'strict_once'
type Case = [windowMs: number, options: Option[], steps: (string | number)[], log: Log, level: number]

const counting = (steps: number, windowMs: number, options: Option[]): Counting => ({
  steps,
  windowMs,
  order: options.includes('strict_order') ? 'strict' : 'ordered',
  repeats: options.includes('strict_deduplication') ? 'stop' : 'allow',
  ties: options.includes('strict_increase') ? 'refuse' : 'allow',
  reuse: options.includes('strict_once') ? 'refuse' : 'allow',
})

function levelOf([windowMs, options, steps, log]: Case): number {
  const masks = log.map(([ts, event]) => [
    ts,
    steps.reduce<number>((mask, step, i) => mask | (step === event ? 1 << i : 0), 0),
  ])
  const needed = masks.filter(([, mask]) => mask !== 0 || options.includes('strict_order')) as [number, number][]
  const list = Float64Array.from(needed, ([ts, mask]) => pack(ts, mask, steps.length)).sort()
  return folder(counting(steps.length, windowMs, options)).fold(list, 0, list.length)
}

const inTurn = (...events: string[]): Log => events.map((event, i) => [i + 1, event])

const t0: Log = [0, 1, 2, 3, 4, 5, 6, 7, 8].map(i => [i, 1000 + i])
const t1: Log = [
  [0, 1000],
  [10, 1001],
  [20, 1002],
  [30, 1003],
  [40, 1004],
  [50, 1005],
  [51, 1005],
  [60, 1006],
  [70, 1007],
  [80, 1008],
]
const t2 = {
  1: inTurn('a', 'b', 'c'),
  2: inTurn('a', 'd', 'b', 'c'),
  3: inTurn('a', 'a', 'b', 'b', 'c', 'c'),
  4: inTurn('a', 'a', 'a', 'a', 'b', 'b', 'c', 'c'),
  5: inTurn('a', 'a', 'b', 'b', 'd', 'c', 'c'),
  6: inTurn('c', 'c', 'b', 'b', 'a', 'a'),
  7: inTurn('a', 'c', 'b'),
}
const t3 = inTurn('a', 'b', 'c', 'b', 'd')
const t4: Log = [
  [0, 1000],
  [1, 1001],
  [1, 1002],
  [1, 1003],
  [2, 1004],
]
const t5 = {
  123: [
    [180, 'failure'],
    [220, 'failure'],
    [250, 'success'],
  ] as Log,
  234: [
    [100, 'failure'],
    [250, 'failure'],
  ] as Log,
  345: [
    [200, 'success'],
    [210, 'failure'],
    [230, 'success'],
  ] as Log,
}
const checkout = (...log: Log): Log => log
const t7 = {
  1: checkout([100, 'begin'], [200, 'view'], [300, 'begin'], [400, 'pay']),
  2: checkout([100, 'begin'], [200, 'view'], [250, 'view'], [300, 'begin'], [400, 'pay']),
  3: checkout([100, 'begin'], [200, 'view'], [300, 'pay']),
}

const upTo = (last: number) => Array.from({ length: last - 999 }, (_, i) => 1000 + i)
const middle = [1003, 1004, 1005, 1006, 1007]
const abc = ['a', 'b', 'c']
const thrice = [1004, 1004, 1004]
const failed = ['failure', 'failure', 'success']
const bought = ['begin', 'view', 'pay']

const CASES: [statement: number, about: string, cases: Case[]][] = [
  [1, 'one step', [[10_000, [], [1000], t0, 1]]],
  [2, 'two steps', [[10_000, [], upTo(1001), t0, 2]]],
  [3, 'three steps', [[10_000, [], upTo(1002), t0, 3]]],
  [4, 'four steps with a gap', [[10_000, [], [1000, 1001, 1002, 1008], t0, 4]]],
  [5, 'one step in a narrow window', [[1, [], [1000], t0, 1]]],
  [6, 'a window of 2', [[2, [], middle, t0, 3]]],
  [7, 'a window of 3', [[3, [], middle, t0, 4]]],
  [8, 'a window of 4', [[4, [], middle, t0, 5]]],
  [9, 'a repeat under strict_deduplication', [[10_000, ['strict_deduplication'], upTo(1006), t1, 6]]],
  [10, 'a repeat', [[10_000, [], upTo(1006), t1, 7]]],
  [
    11,
    'repeats and other events',
    [
      [86_400, [], abc, t2[1], 3],
      [86_400, [], abc, t2[2], 3],
      [86_400, [], abc, t2[3], 3],
      [86_400, [], abc, t2[4], 3],
      [86_400, [], abc, t2[5], 3],
      [86_400, [], abc, t2[6], 1],
    ],
  ],
  [
    12,
    'repeats and other events under strict_order',
    [
      [86_400, ['strict_order'], abc, t2[1], 3],
      [86_400, ['strict_order'], abc, t2[2], 1],
      [86_400, ['strict_order'], abc, t2[3], 3],
      [86_400, ['strict_order'], abc, t2[4], 3],
      [86_400, ['strict_order'], abc, t2[5], 2],
      [86_400, ['strict_order'], abc, t2[6], 1],
    ],
  ],
  [
    13,
    'both under strict_order and strict_deduplication',
    [
      [86_400, ['strict_deduplication', 'strict_order'], abc, t2[1], 3],
      [86_400, ['strict_deduplication', 'strict_order'], abc, t2[2], 1],
      [86_400, ['strict_deduplication', 'strict_order'], abc, t2[3], 2],
      [86_400, ['strict_deduplication', 'strict_order'], abc, t2[4], 2],
      [86_400, ['strict_deduplication', 'strict_order'], abc, t2[5], 2],
      [86_400, ['strict_deduplication', 'strict_order'], abc, t2[6], 1],
    ],
  ],
  [14, 'a later step too early', [[10, ['strict_order'], abc, t2[7], 1]]],
  [15, 'a repeat of an earlier step', [[86_400, ['strict_deduplication'], ['a', 'b', 'c', 'd'], t3, 3]]],
  [16, 'events of one instant', [[10_000, [], upTo(1004), t4, 5]]],
  [17, 'events of one instant under strict_increase', [[10_000, ['strict_increase'], upTo(1004), t4, 2]]],
  [18, 'one event for equal steps', [[10_000, [], thrice, t4, 3]]],
  [19, 'one event for equal steps under strict_once', [[10_000, ['strict_once'], thrice, t4, 1]]],
  [20, 'one event for equal steps under strict_increase', [[10_000, ['strict_increase'], thrice, t4, 1]]],
  [
    21,
    'equal steps under strict_once and strict_increase',
    [
      [200, ['strict_once', 'strict_increase'], failed, t5[123], 3],
      [200, ['strict_once', 'strict_increase'], failed, t5[234], 2],
      [200, ['strict_once', 'strict_increase'], failed, t5[345], 1],
    ],
  ],
  [
    27,
    'back to the first step under strict_order',
    [
      [600, ['strict_order'], bought, t7[1], 2],
      [600, ['strict_order'], bought, t7[2], 2],
      [600, ['strict_order'], bought, t7[3], 3],
    ],
  ],
]

describe('levels are those of windowFunnel', () => {
  it.each(CASES)('statement %i: %s', (_statement, _about, cases) => {
    for (const one of cases) expect(levelOf(one)).toBe(one[4])
  })

  it('all statements but the six on re-entry are here', () => expect(CASES).toHaveLength(22))
})
