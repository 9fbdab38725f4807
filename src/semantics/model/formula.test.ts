import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate, type Formula, namesIn, orderOf, parseFormula } from './formula.ts'

const resultOf = (text: string, values: Record<string, number | null> = {}): number | null | undefined => {
  const { formula } = parseFormula(text)
  return formula && evaluate(formula, name => values[name] ?? null)
}

describe('formula', () => {
  it.each<[string, number | null]>([
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['10 - 4 - 3', 3],
    ['24 / 4 / 2', 3],
    ['-2 * -3', 6],
    ['min(3, 1 + 1, 5)', 2],
    ['max(3, 7)', 7],
    ['1.5e2', 150],
    ['.5', 0.5],
  ])('%s is %s', (text, value) => expect(resultOf(text)).toBe(value))

  it('a division by zero is missing, never zero or infinite', () => {
    expect(resultOf('1 / 0')).toBeNull()
    expect(resultOf('0 / (a - a)', { a: 2 })).toBeNull()
    expect(resultOf('1e308 * 10')).toBeNull()
  })

  it('a missing input makes the whole missing', () => {
    expect(resultOf('a + 1', { a: null })).toBeNull()
    expect(resultOf('max(a, 1)', { a: null })).toBeNull()
  })

  it('a hyphen inside a name belongs to it, a minus with spaces subtracts', () => {
    expect(resultOf('new-arr - churned-arr', { 'new-arr': 5, 'churned-arr': 2 })).toBe(3)
    expect(namesIn(parseFormula('new-arr - lost / new-arr').formula!)).toEqual(['new-arr', 'lost'])
  })

  it.each<[string, string, number]>([
    ['', 'not_a_formula', 0],
    ['1 +', 'not_a_formula', 3],
    ['(1 + 2', 'not_a_formula', 0],
    ['1 2', 'not_a_formula', 2],
    ['a * / b', 'not_a_formula', 4],
    ['sum(a)', 'not_a_formula', 0],
    ['min()', 'not_a_formula', 4],
    ['a ; b', 'unknown_sign', 2],
    ['a + "x"', 'unknown_sign', 4],
    ['won + los', 'unknown_name', 6],
    [`${'('.repeat(200)}1`, 'not_a_formula', 100],
  ])('%s is refused with its place', (text, code, at) => {
    const { formula, problems } = parseFormula(text, ['won', 'lost', 'a', 'b'])
    expect(formula).toBeUndefined()
    expect(problems[0]).toMatchObject({ code, at })
  })

  it('says what was meant by an unknown name', () => {
    expect(parseFormula('won + los', ['won', 'lost']).problems[0]).toMatchObject({ repair: 'lost' })
    expect(parseFormula('won-lost', ['won', 'lost']).problems[0]).toMatchObject({ repair: 'won - lost' })
  })

  it('reports every unknown sign and every unknown name at once', () => {
    expect(parseFormula('a $ b € c', ['a', 'b', 'c']).problems).toHaveLength(2)
    expect(parseFormula('x + y', ['a']).problems.map(found => found.at)).toEqual([0, 4])
  })

  it('reads back what it prints', () => {
    const leaf = fc.oneof(fc.nat(1000).map(String), fc.constantFrom('a', 'b', 'new-arr'))
    const { tree } = fc.letrec<{ tree: string }>(tie => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.tuple(tie('tree'), fc.constantFrom('+', '-', '*', '/'), tie('tree')).map(([l, o, r]) => `(${l} ${o} ${r})`),
        fc.tuple(tie('tree'), tie('tree')).map(([l, r]) => `min(${l}, ${r})`),
      ),
    }))
    const print = (formula: Formula): string => {
      if (formula.kind === 'number') return String(formula.value)
      if (formula.kind === 'name') return formula.name
      if (formula.kind === 'operation') return `(${print(formula.left)} ${formula.operator} ${print(formula.right)})`
      if (formula.kind === 'call') return `${formula.name}(${formula.of.map(print).join(', ')})`
      return `-${print(formula.of)}`
    }
    fc.assert(
      fc.property(tree, text => {
        expect(print(parseFormula(text).formula!)).toBe(text)
      }),
    )
  })

  it('never throws, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), text => {
        const { formula, problems } = parseFormula(text)
        expect(formula === undefined).toBe(problems.length > 0)
        for (const found of problems) expect(found.at).toBeLessThanOrEqual(text.length)
      }),
    )
  })
})

describe('orderOf', () => {
  it('puts what is referred to first', () => {
    const references = new Map([
      ['net', ['new', 'lost']],
      ['lost', ['base']],
      ['new', ['base', 'elsewhere']],
      ['base', []],
    ])
    expect(orderOf(references)).toEqual({ order: ['base', 'new', 'lost', 'net'], rings: [] })
  })

  it('names every ring', () => {
    const references = new Map([
      ['a', ['b']],
      ['b', ['c', 'b']],
      ['c', ['a']],
    ])
    expect(orderOf(references).rings).toEqual([
      ['a', 'b', 'c', 'a'],
      ['b', 'b'],
    ])
  })

  it('survives long chains', () => {
    const chain = new Map(Array.from({ length: 50_000 }, (_, i) => [`m${i}`, [`m${i + 1}`]]))
    expect(orderOf(chain).order).toHaveLength(50_000)
  })
})
