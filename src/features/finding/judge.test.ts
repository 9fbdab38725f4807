import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sketched } from '../../../test/survey.ts'
import { SEVERITIES } from './finding.ts'
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

  it('names a finding by its key where the objects change with the numbers', () => {
    const hits = [{ objects: ['metric/a', 'metric/b'], key: 'team/sales' }]
    expect(judge(sketched({}), [rule('late', 'warning', hits)]).findings[0]).toMatchObject({
      id: 'late:team/sales',
      objects: ['metric/a', 'metric/b'],
    })
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
      isSuppressed ? { by: 'for-now', reason: 'the move', until: expect.any(String), points: 3 } : undefined,
    )
    expect(found.counts).toMatchObject(isSuppressed ? { error: 0, suppressed: 1 } : { error: 1, suppressed: 0 })
  })

  it('names the team that should act: the one a rule names, the first that can, or the owner of what it is about', () => {
    const others = [{ kind: 'metric', name: 'a', owner: 'finance' }]
    const ownerOf = (hit: Partial<Hit>) => judge(sketched({ others }), [rule('late', 'info', [hit])]).findings[0]?.owner
    expect(ownerOf({ teams: ['it', 'sales'], owner: 'sales' })).toBe('sales')
    expect(ownerOf({ teams: ['it', 'sales'] })).toBe('it')
    expect(ownerOf({ teams: [] })).toBe('finance')
    expect(ownerOf({ teams: [], objects: ['stage/x'] })).toBeNull()
  })

  it('keeps the heaviest of what a rule comes upon twice', () => {
    const found = judge(sketched({}), [rule('late', 'warning', [{ weight: 0.2 }, { weight: 0.7 }, { part: 'b' }])])
    expect(found.findings.map(({ id, extent }) => [id, extent])).toEqual([
      ['late:metric/a:b', null],
      ['late:metric/a', 0.7],
    ])
    expect(found.score).toBe(98.3)
  })

  it('takes how far out of plumb something is from the number that a rule calls the main one', () => {
    const hit = { numbers: { total: 9, missing: 3 }, main: 'missing', weight: 0.3 }
    expect(judge(sketched({}), [rule('late', 'info', [hit])]).findings[0]?.extent).toBe(3)
  })

  const said = (spec: object) => ({ others: [{ kind: 'rule', name: 'late', spec }] })
  const late: Rule<'days'> = {
    ...rule('late', 'warning', []),
    thresholds: { days: { default: 7, says: 'Days until it is late.' } },
    find: (_, { days }) => [{ objects: ['metric/a'], teams: ['sales'], message: `${days} days.` }],
  }

  it('gives a rule its thresholds, and what the company says instead', () => {
    expect(judge(sketched({}), [late]).findings[0]?.message).toBe('7 days.')
    expect(judge(sketched(said({ thresholds: { days: 30 } })), [late]).findings[0]?.message).toBe('30 days.')
  })

  it('is as grave as the company says, or silent', () => {
    expect(judge(sketched(said({ severity: 'error' })), [late])).toMatchObject({ score: 97, counts: { error: 1 } })
    expect(judge(sketched(said({ severity: 'off' })), [late])).toMatchObject({ score: 100, findings: [] })
  })

  it('takes how grave one is from what was found, but what the company says holds above it', () => {
    const graver = {
      ...late,
      find: () => [{ objects: ['metric/a'], teams: [], message: '.', severity: 'error' as const }],
    }
    expect(judge(sketched({}), [graver]).counts).toMatchObject({ error: 1, warning: 0 })
    expect(judge(sketched(said({ severity: 'info' })), [graver]).counts).toMatchObject({ error: 0, info: 1 })
    expect(judge(sketched(said({ severity: 'off' })), [graver]).findings).toEqual([])
  })

  it('scores each team by the findings that name it, the lowest first', () => {
    const others = [{ kind: 'metric', name: 'a', owner: 'finance', binds: ['it'] }]
    const hits = [{ teams: ['sales', 'it'] }, { teams: ['sales'], part: 'x' }]
    expect(judge(sketched({ others }), [rule('late', 'error', hits)]).teams).toEqual([
      { team: 'sales', score: 94, findings: 2 },
      { team: 'it', score: 97, findings: 1 },
      { team: 'finance', score: 100, findings: 0 },
    ])
  })

  it('takes 100 apart into points, whatever it finds, and does not depend on the order of rules', () => {
    const hit = fc.record({ part: fc.string({ maxLength: 3 }), weight: fc.double({ min: 0, max: 1, noNaN: true }) })
    const found = fc.array(fc.tuple(fc.constantFrom(...SEVERITIES), fc.array(hit, { maxLength: 9 })), { maxLength: 9 })
    fc.assert(
      fc.property(found, rules => {
        const chosen = rules.map(([severity, hits], i) => rule(`r-${i}`, severity, hits))
        const { score, findings } = judge(sketched({}), chosen)
        const points = findings.reduce((sum, each) => sum + Math.round(each.points * 10), 0)
        expect(points + Math.round(score * 10)).toBe(1000)
        expect(judge(sketched({}), chosen.toReversed())).toEqual(judge(sketched({}), chosen))
      }),
    )
  })
})
