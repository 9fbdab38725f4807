import { describe, expect, it } from 'vitest'
import type { Finding } from './finding.ts'
import { findingsAsMarkdown, rulesAsMarkdown } from './markdown.ts'
import { docsOf } from './rule.ts'
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
  type Run = { tool: { driver: { rules: { id: string }[] } }; results: Record<string, unknown>[] }
  const runOf = (...args: Parameters<typeof findingsAsSarif>) => (findingsAsSarif(...args) as { runs: [Run] }).runs[0]

  it('name every rule once, and each result points at its own', () => {
    const { tool, results } = runOf([finding])
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
    expect(runOf([finding], { placeOf }).results[0]).toMatchObject({
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

  it('keep what is suppressed, with the reason', () => {
    expect(runOf([suppressed]).results[0]).toMatchObject({
      level: 'error',
      suppressions: [{ kind: 'external', status: 'accepted', justification: 'the old *system*' }],
    })
  })

  it('call a note what is only information', () => {
    expect(runOf([{ ...finding, severity: 'info' }]).results[0]).toMatchObject({ level: 'note' })
  })
})

describe('findings as Markdown', () => {
  it('count, then say each with its fix, and strike out what is suppressed', () => {
    expect(findingsAsMarkdown([finding, suppressed])).toBe(`# Findings

0 errors, 1 warning and 0 notes. 1 is suppressed.

## Warning: 60 of 8,000 first\\_contact from “Leads” have no origin.

- **What to do:** Ask for it.
- **Why it matters:** The parts no longer explain the whole.
- **Teams:** marketing
- **Rule:** [value-missing](docs/reference/rules.md#value-missing)

~~60 of 8,000 first\\_contact from “Leads” have no origin.~~ Suppressed until 2026-04-30: the old \\*system\\*
`)
  })

  it('say so when there is nothing', () => {
    expect(findingsAsMarkdown([])).toBe('# Findings\n\nEverything hangs true.\n')
  })
})

describe('the page of rules', () => {
  it('has a section per rule under the anchor that findings link to', () => {
    const page = rulesAsMarkdown(rules)
    const anchors = [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)
    expect(anchors).toEqual(rules.map(rule => docsOf(rule).split('#')[1]))
    expect(page).toContain('*Warning, about what happened.* A source sends rows without a value')
  })
})
