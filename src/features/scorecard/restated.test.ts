import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isRestated, reasonOf } from './restated.ts'

it.each<[boolean, number | null, number | null]>([
  [false, 3, 3],
  [false, 0.1 + 0.2, 0.3],
  [true, 3, 4],
  [true, null, 0],
  [true, 0, null],
  [false, null, null],
])('is %s from %s to %s', (expected, was, now) => expect(isRestated(was, now)).toBe(expected))

it('is the same whichever came first, and never of a number and itself', () => {
  const number = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }))
  fc.assert(
    fc.property(number, number, (a, b) => {
      expect(isRestated(a, a)).toBe(false)
      expect(isRestated(a, b)).toBe(isRestated(b, a))
    }),
  )
})

const demos = (revision: number) => ({ kind: 'metric', name: 'demos', revision })
const mql = { kind: 'stage', name: 'mql', revision: 1 }

it.each<[string, Parameters<typeof reasonOf>[0], Parameters<typeof reasonOf>[1]]>([
  [
    'the definition of metric/demos changed from revision 1 to 2',
    { uses: [demos(1)], watermark: 7 },
    { uses: [demos(2)], watermark: 7 },
  ],
  ['facts arrived later', { uses: [demos(1)], watermark: 7 }, { uses: [demos(1)], watermark: 8 }],
  [
    'the definition of metric/demos changed from revision 1 to 2; it has come to rest on stage/mql; facts arrived later',
    { uses: [demos(1)], watermark: 7 },
    { uses: [demos(2), mql], watermark: 8 },
  ],
  [
    'it does not rest on stage/mql any more',
    { uses: [demos(1), mql], watermark: 7 },
    { uses: [demos(1)], watermark: 7 },
  ],
  [
    'neither a definition nor the facts changed, so look at the calendar of the company',
    { uses: [mql, demos(1)], watermark: 7 },
    { uses: [demos(1), mql], watermark: 7 },
  ],
])('says: %s', (reason, then, now) => expect(reasonOf(then, now)).toBe(reason))
