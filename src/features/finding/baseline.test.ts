import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sketched } from '../../../test/survey.ts'
import { Baseline, baselineOf, heldAgainst } from './baseline.ts'
import type { Finding } from './finding.ts'
import { judge } from './judge.ts'
import type { Rule } from './rule.ts'

function found(parts: readonly string[], suppressed = false): Finding[] {
  const rule: Rule = {
    id: 'late',
    severity: 'warning',
    about: 'structure',
    says: '',
    why: '',
    fix: '',
    find: () => parts.map(part => ({ objects: ['metric/a'], part, teams: [], message: `${part}.` })),
  }
  const suppression = { kind: 'suppression', name: 'x', spec: { rule: 'late', reason: 'x', until: '2026-04-30' } }
  return judge(sketched(suppressed ? { others: [suppression] } : {}), [rule]).findings
}

const parts = fc.array(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 12 })
const idsOf = (entries: readonly { id: string }[]) => entries.map(({ id }) => id).toSorted()

describe('a baseline', () => {
  it('knows all that it was written of, and nothing of it is gone', () => {
    fc.assert(
      fc.property(parts, each => {
        const findings = found(each)
        const baseline = baselineOf(findings, '2026-03-30')
        expect(Baseline.parse(baseline)).toEqual(baseline)
        const held = heldAgainst(findings, baseline)
        expect(held.gone).toEqual([])
        expect(held.findings.every(({ known }) => known)).toBe(true)
      }),
    )
  })

  it('parts what is new from what is known and what is gone', () => {
    fc.assert(
      fc.property(parts, parts, (before, now) => {
        const baseline = baselineOf(found(before), '2026-03-30')
        const { findings, gone } = heldAgainst(found(now), baseline)
        const [old, today] = [new Set(idsOf(baseline.findings)), new Set(idsOf(findings))]
        expect(idsOf(findings.filter(({ known }) => !known))).toEqual([...today].filter(id => !old.has(id)).toSorted())
        expect(idsOf(gone)).toEqual([...old].filter(id => !today.has(id)).toSorted())
      }),
    )
  })

  it('is the same in whatever order findings come, and keeps the day of what it held', () => {
    fc.assert(
      fc.property(parts, each => {
        const findings = found(each)
        const first = baselineOf(findings, '2026-03-30')
        expect(baselineOf(findings.toReversed(), '2026-03-30')).toEqual(first)
        expect(baselineOf(findings, '2026-05-01', first)).toEqual(first)
      }),
    )
  })

  it('leaves out what is suppressed, which is not gone for all that', () => {
    expect(baselineOf(found(['a'], true), '2026-03-30').findings).toEqual([])
    expect(heldAgainst(found(['a'], true), baselineOf(found(['a']), '2026-03-30')).gone).toEqual([])
  })

  it('takes the day on which a finding was first seen, where one was recorded', () => {
    const [finding] = found(['a'])
    const seen = { ...(finding as Finding), firstSeen: '2026-01-02' }
    expect(baselineOf([seen], '2026-03-30').findings[0]?.firstSeen).toBe('2026-01-02')
  })
})
