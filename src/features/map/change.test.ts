import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Metric } from '../metric/metric.ts'
import { type Arithmetic, leversOf, valueWith } from './change.ts'

type Known = Partial<Metric> & { value: number | null }

const arithmetic = (known: Record<string, Known>): Arithmetic => ({
  metric: name => known[name] && { class: 'output', unit: '', direction: 'up', ...known[name] },
  value: name => known[name]?.value ?? null,
})

const amount = fc.integer({ min: 1, max: 1_000_000 }).map(cents => cents / 100)
const share = fc.integer({ min: -50, max: 50 }).map(percent => percent / 100)

/** The change of a metric when one other grows by a share. */
const effect = (given: Arithmetic, of: string, lever: string, by = 0.01): number | null => {
  const [was, from] = [given.value(of), given.value(lever)]
  const now = from === null ? null : valueWith(of, new Map([[lever, from * (1 + by)]]), given)
  return was === null || now === null ? null : now - was
}

describe('what a metric is computed from', () => {
  const { metric } = arithmetic({
    arr: { value: 1, formula: 'new - churned' },
    new: { value: 1, parts: 'small + large' },
    churned: { value: 1, drives: [{ metric: 'arr', why: 'it is' }] },
    small: { value: 1, ratio: { numerator: 'won', denominator: 'gone' } },
    large: { value: 1 },
    won: { value: 1 },
    demos: { value: 1, drives: [{ metric: 'new', why: 'they like it' }] },
  })

  it('is found through formulas, ratios and parts, and not through claims', () => {
    expect(leversOf('arr', metric)).toEqual(['new', 'churned', 'small', 'large', 'won'])
    expect(leversOf('demos', metric)).toEqual([])
  })
})

describe('a changed input', () => {
  it('changes a conversion by its people or by its share alike', () => {
    const deals = arithmetic({
      deals: { value: 20, formula: 'mqls * win-rate' },
      mqls: { value: 100 },
      'win-rate': { value: 0.2 },
    })
    expect(effect(deals, 'deals', 'mqls', 0.1)).toBeCloseTo(2, 9)
    expect(effect(deals, 'deals', 'win-rate', 0.1)).toBeCloseTo(2, 9)
  })

  it('moves a number that has parts by as much as the parts, and leaves the gap between them', () => {
    const measured = arithmetic({
      arr: { value: 105, parts: 'small + large' },
      small: { value: 40 },
      large: { value: 60 },
    })
    expect(valueWith('arr', new Map([['large', 66]]), measured)).toBe(111)
    expect(valueWith('arr', new Map(), measured)).toBe(105)
  })

  it('counts once where a number has a formula and parts', () => {
    const both = arithmetic({
      arr: { value: 100, formula: 'new - churned', parts: 'small + large' },
      new: { value: 120, parts: 'small' },
      churned: { value: 20 },
      small: { value: 40 },
      large: { value: 60 },
    })
    expect(effect(both, 'arr', 'small', 0.1)).toBeCloseTo(4, 9)
    expect(effect(both, 'arr', 'large', 0.1)).toBeCloseTo(6, 9)
  })

  it('is given its own value even where it is computed itself', () => {
    const given = arithmetic({ a: { value: 6, formula: 'b * 2' }, b: { value: 3, formula: 'c + 1' }, c: { value: 2 } })
    expect(valueWith('a', new Map([['b', 10]]), given)).toBe(20)
    expect(valueWith('a', new Map([['a', 1]]), given)).toBe(1)
  })

  it('leaves what is not known unknown, and does not divide by nothing', () => {
    const ratio = { numerator: 'won', denominator: 'closed' }
    const known = arithmetic({ rate: { value: 0.5, ratio }, won: { value: 1 }, closed: { value: 2 } })
    expect(valueWith('rate', new Map([['closed', 0]]), known)).toBeNull()
    const unknown = arithmetic({ rate: { value: null, ratio }, won: { value: null }, closed: { value: 2 } })
    expect(valueWith('rate', new Map([['closed', 4]]), unknown)).toBeNull()
  })

  it('ends where metrics rest on each other', () => {
    const ring = arithmetic({ a: { value: 1, formula: 'b + c' }, b: { value: 2, formula: 'a' }, c: { value: 3 } })
    expect(valueWith('a', new Map([['c', 4]]), ring)).not.toBeUndefined()
  })

  it('of a sum moves it by its own change, and all of them together by their share of the whole', () => {
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 8 }), share, (amounts, by) => {
        const names = amounts.map((_, i) => `p${i}`)
        const total = amounts.reduce((sum, each) => sum + each, 0)
        const given = arithmetic({
          total: { value: total, formula: names.join(' + ') },
          ...Object.fromEntries(names.map((name, i) => [name, { value: amounts[i] as number }])),
        })
        const effects = names.map(name => effect(given, 'total', name, by) as number)
        effects.forEach((each, i) => {
          expect(each).toBeCloseTo((amounts[i] as number) * by, 6)
        })
        expect(effects.reduce((sum, each) => sum + each, 0)).toBeCloseTo(total * by, 5)
      }),
    )
  })

  it('of a linear formula moves it in proportion to the change', () => {
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: -9, max: 9 }), share, (a, b, factor, by) => {
        const text = `a * 3 - ${factor < 0 ? '-' : ''}${Math.abs(factor)} * b`
        const given = arithmetic({
          out: { value: 3 * a - factor * b, formula: text },
          a: { value: a },
          b: { value: b },
        })
        expect(effect(given, 'out', 'a', by)).toBeCloseTo(3 * a * by, 5)
        expect(effect(given, 'out', 'b', by)).toBeCloseTo(-factor * b * by, 5)
        expect(effect(given, 'out', 'a', 2 * by)).toBeCloseTo(2 * (effect(given, 'out', 'a', by) as number), 5)
      }),
    )
  })

  it('of a ratio moves it up above and down below the line', () => {
    fc.assert(
      fc.property(
        amount,
        amount,
        share.filter(by => by !== 0),
        (won, closed, by) => {
          const ratio = { numerator: 'won', denominator: 'closed' }
          const given = arithmetic({
            rate: { value: won / closed, ratio },
            won: { value: won },
            closed: { value: closed },
          })
          const [above, below] = [
            effect(given, 'rate', 'won', by) as number,
            effect(given, 'rate', 'closed', by) as number,
          ]
          expect(Math.sign(above)).toBe(Math.sign(by))
          expect(Math.sign(below)).toBe(-Math.sign(by))
          expect(above).toBeCloseTo((won / closed) * by, 6)
          expect(below).toBeCloseTo((won / closed) * (1 / (1 + by) - 1), 6)
          const both = new Map([
            ['won', won * (1 + by)],
            ['closed', closed * (1 + by)],
          ])
          expect(valueWith('rate', both, given)).toBeCloseTo(won / closed, 6)
        },
      ),
    )
  })
})
