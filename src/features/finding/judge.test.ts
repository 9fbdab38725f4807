import { describe, expect, it } from 'vitest'
import { sketched } from '../../../test/survey.ts'
import { judge } from './judge.ts'
import type { Hit, Rule } from './rule.ts'

const rule = (id: string, severity: Rule['severity'], hits: Partial<Hit>[]): Rule => ({
  id,
  severity,
  about: 'structure',
  says: `Finds ${id}.`,
  why: 'Because.',
  fix: 'Mend it.',
  find: () => hits.map(hit => ({ objects: ['metric/a'], teams: ['sales'], message: `${id}.`, ...hit })),
})

const suppression = (fields: object) => ({
  kind: 'suppression',
  name: 'for-now',
  spec: { rule: 'late', reason: 'the move', until: '2026-04-30', ...fields },
})

describe('judge', () => {
  it('puts the gravest first, then what affects most, then in the order of rules', () => {
    const found = judge(sketched({}), [
      rule('note', 'info', [{}]),
      rule('b-warning', 'warning', [{ weight: 0.1 }, { weight: 0.9, objects: ['metric/b'] }]),
      rule('a-warning', 'warning', [{ weight: 0.1 }]),
      rule('error', 'error', [{ weight: 0 }]),
    ])
    expect(found.findings.map(({ id }) => id)).toEqual([
      'error:metric/a',
      'b-warning:metric/b',
      'a-warning:metric/a',
      'b-warning:metric/a',
      'note:metric/a',
    ])
    expect(found.counts).toEqual({ error: 1, warning: 3, info: 1, suppressed: 0 })
  })

  it('names a finding by its rule and objects, not by its numbers', () => {
    const objects = ['stage/won', 'stage/mql']
    const idOf = (people: number) =>
      judge(sketched({}), [rule('late', 'warning', [{ objects, part: 'x', numbers: { people } }])]).findings[0]?.id
    expect(idOf(1)).toBe('late:stage/won,stage/mql:x')
    expect(idOf(2)).toBe(idOf(1))
  })

  it('takes the fix of a hit before that of its rule, and each team once', () => {
    const [first] = judge(sketched({}), [
      rule('late', 'info', [{ fix: 'Call.', teams: ['sales', '', 'sales', 'it'] }]),
    ]).findings
    expect(first).toMatchObject({ fix: 'Call.', why: 'Because.', teams: ['sales', 'it'] })
  })

  it.each<[boolean, object]>([
    [true, {}],
    [true, { object: 'metric/a' }],
    [true, { until: '2026-03-30' }],
    [false, { until: '2026-03-29' }],
    [false, { object: 'metric/b' }],
    [false, { rule: 'early' }],
  ])('suppressed is %s by %j on 30 March', (isSuppressed, fields) => {
    const found = judge(sketched({ others: [suppression(fields)] }), [rule('late', 'error', [{}])])
    expect(found.findings[0]?.suppressed).toEqual(
      isSuppressed ? { by: 'for-now', reason: 'the move', until: expect.any(String) } : undefined,
    )
    expect(found.counts).toMatchObject(isSuppressed ? { error: 0, suppressed: 1 } : { error: 1, suppressed: 0 })
  })
})
