import { describe, expect, it } from 'vitest'
import { metric, team } from '../../../test/declare.ts'
import { checkDeclarations, type Declaration } from '../declaration/declaration.ts'
import { metricKind } from './metric-kind.ts'

const kinds = new Map([['metric', metricKind]])

const count = (name: string, fields: Record<string, unknown> = {}) =>
  metric(name, { measure: 'count', of: name, ...fields })

const total = (fields: Record<string, unknown>) => count('total', fields)

const beside = [count('small'), count('large'), count('price', { unit: 'EUR' })]

const mistakes = (declarations: readonly Declaration[]) =>
  checkDeclarations([team('marketing'), ...beside, ...declarations], kinds).problems.map(({ problem }) => ({
    path: problem.path.join('.'),
    code: problem.code,
    ...(problem.repair ? { repair: problem.repair } : {}),
  }))

describe('the parts of a metric', () => {
  it.each(['small + large', '2 * small', 'small * price / large', 'max(small, large) - small'])('may be %s', parts => {
    expect(mistakes([total({ parts })])).toEqual([])
  })

  it.each<[string, object, Record<string, unknown>]>([
    ['a formula that does not parse', { path: 'parts', code: 'not_a_formula' }, { parts: 'small + ' }],
    ['a part that is not there', { path: 'parts', code: 'unknown_metric', repair: 'large' }, { parts: 'small + larg' }],
    ['a part in another unit', { path: 'parts', code: 'other_unit' }, { parts: 'small + price' }],
    ['the metric itself', { path: 'parts', code: 'cyclic_parts' }, { parts: 'small + total' }],
  ])('are refused with %s', (_, problem, fields) => {
    expect(mistakes([total(fields)])).toEqual([problem])
  })

  it('say nothing when the metric is computed by them anyway', () => {
    const computed = (fields: Record<string, unknown>) => metric('total', fields)
    expect(mistakes([computed({ formula: 'small + large', parts: ' small  +  large' })])).toEqual([
      { path: 'parts', code: 'same_as_formula' },
    ])
    expect(
      mistakes([computed({ ratio: { numerator: 'small', denominator: 'large' }, parts: 'small / large' })]),
    ).toEqual([{ path: 'parts', code: 'same_as_formula' }])
    expect(mistakes([computed({ formula: 'small + large', parts: 'large + small' })])).toEqual([])
  })

  it('lead back to the metric neither through parts nor through formulas', () => {
    expect(mistakes([total({ parts: 'half' }), metric('half', { formula: 'total / 2' })])).toEqual([
      { path: 'parts', code: 'cyclic_parts' },
      { path: 'formula', code: 'cyclic_parts' },
    ])
    const whole = metric('share', { unit: 'people', ratio: { numerator: 'total', denominator: 'small' } })
    expect(mistakes([total({ parts: 'share' }), whole])).toEqual([
      { path: 'parts', code: 'cyclic_parts' },
      { path: 'ratio', code: 'cyclic_parts' },
    ])
  })

  it('leave a ring of formulas to the definition', () => {
    const ring = [metric('a', { formula: 'b + 1' }), metric('b', { formula: 'a + 1' })]
    expect(mistakes(ring).map(({ code }) => code)).toEqual(['cyclic_definition', 'cyclic_definition'])
  })

  it('are told beside what is wrong with the definition', () => {
    expect(mistakes([metric('total', { measure: 'count', parts: 'small + price' })])).toEqual([
      { path: 'measure', code: 'without_of' },
      { path: 'parts', code: 'other_unit' },
    ])
  })
})

describe('a corridor', () => {
  it.each<[Record<string, number>, boolean]>([
    [{}, true],
    [{ healthy: 0.95, watch: 0.8 }, true],
    [{ healthy: 0.6 }, false],
    [{ watch: 0.9 }, false],
    [{ healthy: 0.8, watch: 0.8 }, false],
  ])('%o has something between healthy and watch: %s', (corridor, ok) => {
    expect(mistakes([total({ corridor })])).toEqual(ok ? [] : [{ path: 'corridor.watch', code: 'no_corridor' }])
  })
})
