import { describe, expect, it } from 'vitest'
import type { Finding, Pair } from './finding.ts'
import { findingsAsMarkdown, rulesAsMarkdown } from './markdown.ts'
import { docsOf, type Rule } from './rule.ts'
import { rules } from './rules.ts'
import { findingsAsSarif } from './sarif.ts'

const finding: Finding = {
  id: 'value-missing:source/leads:first_contact.origin',
  rule: 'value-missing',
  severity: 'warning',
  message: '60 of 8,000 first_contact from “Leads” have no origin.',
  objects: ['source/leads'],
  teams: ['marketing'],
  owner: 'marketing',
  points: 3.9,
  numbers: { missing: 60, total: 8000 },
  extent: 0.0075,
  firstSeen: null,
  trend: null,
  known: false,
  why: 'The parts no longer explain the whole.',
  fix: 'Ask for it.',
  docs: 'docs/reference/rules.md#value-missing',
}
const suppressed: Finding = {
  ...finding,
  severity: 'error',
  points: 0,
  suppressed: { by: 'for-now', reason: 'the old *system*', until: '2026-04-30', points: 10 },
}

describe('findings as SARIF', () => {
  type Run = { tool: { driver: { rules: { id: string }[] } }; results: Record<string, unknown>[]; properties: object }
  const runOf = (...args: Parameters<typeof findingsAsSarif>) => (findingsAsSarif(...args) as { runs: [Run] }).runs[0]

  it('name every rule once, and each result points at its own', () => {
    const { tool, results } = runOf({ findings: [finding], score: 96.1 })
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id))
    expect(results[0]).toMatchObject({
      ruleId: 'value-missing',
      level: 'warning',
      message: { text: `${finding.message} Ask for it.` },
      partialFingerprints: { 'finding/v1': finding.id },
      locations: [{ logicalLocations: [{ fullyQualifiedName: 'source/leads', kind: 'declaration' }] }],
      properties: { teams: ['marketing'], numbers: { missing: 60 } },
    })
    expect(tool.driver.rules[results[0]?.ruleIndex as number]?.id).toBe('value-missing')
  })

  it('stand where the object is declared', () => {
    const placeOf = (object: string) =>
      object === 'source/leads' ? { file: 'our files/leads.yaml', line: 3 } : undefined
    expect(runOf({ findings: [finding], score: 96.1 }, { placeOf }).results[0]).toMatchObject({
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'our%20files/leads.yaml' },
            region: { startLine: 3, startColumn: 1 },
          },
        },
      ],
    })
  })

  it('carry what they take, whose turn it is, and the score of all', () => {
    const { results, properties } = runOf({ findings: [finding], score: 96.1 })
    expect(properties).toEqual({ score: 96.1 })
    expect(results[0]).toMatchObject({ rank: 3.9, properties: { points: 3.9, owner: 'marketing', trend: null } })
    expect(results[0]).not.toHaveProperty('baselineState')
    expect(results[0]).not.toHaveProperty('suppressions')
  })

  it('are new or unchanged against a baseline, all of them', () => {
    const known = { ...finding, id: 'x', known: true }
    const { results } = runOf({ findings: [finding, known], score: 96.1, baseline: {} })
    expect(results.map(each => each.baselineState)).toEqual(['new', 'unchanged'])
  })

  it('say of each whether it is suppressed as soon as one is', () => {
    const { results } = runOf({ findings: [finding, suppressed], score: 96.1 })
    expect(results.map(each => (each.suppressions as object[]).length)).toEqual([0, 1])
  })

  it('keep what is suppressed, with the reason', () => {
    expect(runOf({ findings: [suppressed], score: 100 }).results[0]).toMatchObject({
      level: 'error',
      suppressions: [{ kind: 'external', status: 'accepted', justification: 'the old *system*' }],
    })
  })

  it('call a note what is only information', () => {
    expect(runOf({ findings: [{ ...finding, severity: 'info' }], score: 99.5 }).results[0]).toMatchObject({
      level: 'note',
    })
  })
})

describe('findings as Markdown', () => {
  const nothing = { count: 0, goals: [], agreements: [], scorecards: [], drives: [] }
  const teams = [
    { team: 'sales', score: 96.1, findings: 1 },
    { team: 'it', score: 100, findings: 0 },
    { team: 'finance', score: 100, findings: 0 },
  ]
  const matrix: Pair[] = [
    { teams: ['finance', 'sales'], score: 96.1, common: nothing, findings: [finding.id], says: 'apart' },
    { teams: ['finance', 'it'], score: null, common: nothing, findings: [], says: 'nothing in common' },
    { teams: ['it', 'sales'], score: 100, common: { ...nothing, count: 1 }, findings: [], says: 'pulling together' },
  ]

  it('count, then say each with its fix, and strike out what is suppressed', () => {
    const found = { score: 96.1, teams: [], matrix: [], findings: [finding, suppressed] }
    expect(findingsAsMarkdown(found)).toBe(`# Findings

0 errors, 1 warning and 0 notes. 1 is suppressed.

## Warning: 60 of 8,000 first\\_contact from “Leads” have no origin.

- **What to do:** Ask for it.
- **Why it matters:** The parts no longer explain the whole.
- **Teams:** marketing
- **Takes:** 3.9 of 100
- **Rule:** [value-missing](docs/reference/rules.md#value-missing)

~~60 of 8,000 first\\_contact from “Leads” have no origin.~~ Suppressed until 2026-04-30: the old \\*system\\*
`)
  })

  it('say the score, and what stands between each two teams', () => {
    expect(findingsAsMarkdown({ score: 96.1, teams, matrix, findings: [] })).toBe(`# Findings

Nothing was found of what was asked for.

## Alignment

**96.1 of 100.**

| | finance | it | sales |
|---|--:|--:|--:|
| **finance** | **100.0** | nothing in common | 96.1 apart |
| **it** |  | **100.0** | 100.0 |
| **sales** |  |  | **96.1** |
`)
  })

  it('list the scores alone of too many teams for a table of pairs', () => {
    const many = Array.from({ length: 13 }, (_, i) => ({ team: `t${i}`, score: 100, findings: 0 }))
    expect(findingsAsMarkdown({ score: 100, teams: many, matrix: [], findings: [] })).toContain(
      '| team | score |\n|---|--:|\n| t0 | 100.0 |\n',
    )
  })

  it('only count what the baseline holds, and strike out what is gone from it', () => {
    const known = { ...finding, known: true }
    const baseline = { gone: [{ message: 'Old.' }] }
    expect(findingsAsMarkdown({ score: 96.1, teams: [], matrix: [], findings: [known], baseline })).toBe(
      '# Findings\n\n1 is in the baseline.\n\n~~Old.~~ It is gone from here.\n',
    )
  })

  it('say so when there is nothing', () => {
    expect(findingsAsMarkdown({ score: 100, teams: [], matrix: [], findings: [] })).toBe(
      '# Findings\n\nEverything hangs true.\n',
    )
  })
})

describe('the page of rules', () => {
  it('has a section per rule under the anchor that findings link to', () => {
    const page = rulesAsMarkdown(rules)
    const anchors = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
    expect(anchors).toEqual(rules.map(rule => docsOf(rule).split('#')[1]))
    expect(page).toContain('*Warning, about what happened.* A source sends rows without a value')
  })

  it('lists thresholds with their defaults, and an example where there is one', () => {
    const [rule] = rules
    const thresholds = { days: { default: 7, says: 'Days until it is late.' } }
    const page = rulesAsMarkdown([{ ...(rule as Rule), thresholds }], id => `“${id}” is *late*.`)
    expect(page).toContain('\n\n| threshold | default | |\n|---|--:|---|\n| `days` | 7 | Days until it is late. |\n')
    expect(page).toContain('\n\n> “value-missing” is \\*late\\*.\n\n')
  })
})
