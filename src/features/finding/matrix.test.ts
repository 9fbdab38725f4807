import { describe, expect, it } from 'vitest'
import { type Sketch, sketched } from '../../../test/survey.ts'
import { judge } from './judge.ts'
import { matrixOf, type Weighed } from './matrix.ts'
import { COSTS } from './score.ts'

const between = (
  teams: string[],
  severity: 'error' | 'warning' | 'info' = 'warning',
  cost = COSTS.warning,
): Weighed => ({
  finding: { id: `${severity}:${teams}`, severity, teams },
  cost,
})

const pair = (a: string, b: string, sketch: Sketch, weighed: Weighed[] = []) =>
  matrixOf(sketched(sketch), [a, b], weighed)[0]

describe('the matrix', () => {
  it('has each pair of teams once', () => {
    const teams = ['finance', 'it', 'sales', 'web']
    const pairs = matrixOf(sketched({}), teams, []).map(each => each.teams.join(' '))
    expect(pairs).toEqual(['finance it', 'finance sales', 'finance web', 'it sales', 'it web', 'sales web'])
  })

  it('has teams that own nothing, so that nothing in common shows', () => {
    const found = judge(sketched({ teams: { people: 'people', web: 'web' } }), [])
    expect(found.matrix.map(({ teams, says }) => [...teams, says])).toEqual([['people', 'web', 'nothing in common']])
  })

  it('has no score for two teams that nothing joins', () => {
    expect(pair('it', 'sales', {})).toEqual({
      teams: ['it', 'sales'],
      score: null,
      common: { count: 0, goals: [], agreements: [], scorecards: [], drives: [] },
      findings: [],
      says: 'nothing in common',
    })
  })

  it('finds the goals that both own, contribute to, or are needed for', () => {
    const contributors = [{ team: 'sales', with: 'calls' }]
    const goals = {
      own: { owner: 'it', contributors },
      needed: { owner: 'web', contributors, dependencies: [{ on: 'it', for: 'a form' }] },
      other: { owner: 'web', contributors },
    }
    expect(pair('it', 'sales', { goals })).toMatchObject({
      score: 100,
      common: { count: 2, goals: ['needed', 'own'] },
      says: 'pulling together',
    })
  })

  it('finds agreements that both sign, but not goals and scorecards again', () => {
    const others = [
      { kind: 'stage', name: 'mql', owner: 'marketing', binds: ['marketing', 'sales'] },
      { kind: 'scorecard', name: 'weekly', owner: 'marketing', binds: ['sales'], spec: { sections: [], periods: 13 } },
      { kind: 'stage', name: 'won', owner: 'sales' },
    ]
    const goals = { grow: { owner: 'marketing', binds: ['marketing', 'sales'] } }
    expect(pair('marketing', 'sales', { others, goals })?.common).toMatchObject({ count: 1, agreements: ['stage/mql'] })
  })

  it('finds numbers of both in one section of a scorecard, and metrics meant to move the other’s', () => {
    const metrics = {
      arr: { owner: 'finance', class: 'outcome' as const },
      opens: { owner: 'email', drives: [{ metric: 'arr', why: 'reach' }] },
      demos: { owner: 'sales' },
    }
    const card = (sections: object[]) => ({
      kind: 'scorecard',
      name: 'weekly',
      owner: 'web',
      spec: { sections, periods: 13 },
    })
    const inOne = card([{ outcome: 'arr', lines: [{ metric: 'demos' }] }])
    expect(pair('finance', 'sales', { metrics, others: [inOne] })?.common).toMatchObject({ scorecards: ['weekly'] })
    const apart = card([
      { outcome: 'arr', lines: [] },
      { outcome: 'demos', lines: [] },
    ])
    expect(pair('finance', 'sales', { metrics, others: [apart] })?.common.count).toBe(0)
    const claimed = card([{ outcome: 'arr' }])
    expect(pair('email', 'finance', { metrics, others: [claimed] })?.common).toEqual({
      count: 2,
      goals: [],
      agreements: [],
      scorecards: ['weekly'],
      drives: [{ team: 'email', metric: 'opens', moves: 'arr' }],
    })
  })

  const shared = { goals: { grow: { owner: 'it', contributors: [{ team: 'sales', with: 'calls' }] } } }

  it('calls a pair apart when more than half a warning is about the two', () => {
    expect(pair('it', 'sales', shared, [between(['sales', 'it'])])).toMatchObject({
      score: 99,
      findings: ['warning:sales,it'],
      says: 'apart',
    })
    expect(pair('it', 'sales', shared, [between(['it', 'sales'], 'info', COSTS.info)])).toMatchObject({
      score: 99.8,
      says: 'pulling together',
    })
    expect(pair('it', 'sales', shared, [between(['it']), between(['sales', 'web'])])?.score).toBe(100)
  })

  it('counts less for each pair what names more teams', () => {
    const crowd = between(['it', 'sales', 'web', 'people', 'finance'])
    expect(pair('it', 'sales', shared, [crowd])).toMatchObject({ score: 99.7, says: 'pulling together' })
    expect(pair('it', 'sales', shared, [crowd, crowd, crowd])).toMatchObject({ score: 99.2, says: 'apart' })
  })

  it('says nothing in common of two teams whatever stands between them, with a score where something does', () => {
    expect(pair('it', 'sales', {}, [between(['it', 'sales'])])).toMatchObject({ score: 99, says: 'nothing in common' })
  })

  it('does not count what everybody signs', () => {
    const others = ['vision', 'cycle', 'company'].map(kind => ({
      kind,
      name: 'all',
      owner: 'it',
      binds: ['it', 'sales'],
    }))
    const vision = { outcomes: [], pillars: [] }
    expect(pair('it', 'sales', { others: others.map(each => ({ ...each, spec: vision })) })?.says).toBe(
      'nothing in common',
    )
  })

  it('puts pairs apart first, and the lowest score before the others', () => {
    const weighed = [
      between(['a', 'c']),
      between(['b', 'c'], 'error', COSTS.error),
      between(['b', 'd'], 'info', COSTS.info),
    ]
    const goals = { grow: { owner: 'a', contributors: ['b', 'c'].map(team => ({ team, with: 'x' })) } }
    expect(matrixOf(sketched({ goals }), ['a', 'b', 'c', 'd'], weighed).map(each => each.teams.join(''))).toEqual([
      'bc',
      'ac',
      'bd',
      'ad',
      'cd',
      'ab',
    ])
  })

  it('does not count what is suppressed', () => {
    const rule = {
      id: 'late',
      severity: 'error' as const,
      about: 'structure' as const,
      says: '',
      why: '',
      fix: '',
      find: () => [{ objects: ['metric/a'], teams: ['it', 'sales'], message: 'Late.' }],
    }
    const suppression = {
      kind: 'suppression',
      name: 'x',
      owner: 'it',
      spec: { rule: 'late', reason: 'x', until: '2026-04-30' },
    }
    expect(judge(sketched({}), [rule]).matrix[0]).toMatchObject({ score: 97, findings: ['late:metric/a'] })
    const found = judge(sketched({ others: [suppression] }), [rule])
    expect(found.matrix[0]).toMatchObject({ score: null, findings: [], says: 'nothing in common' })
    expect(found.score).toBe(100)
    expect(found.findings[0]).toMatchObject({ points: 0, suppressed: { points: 3 } })
  })
})
