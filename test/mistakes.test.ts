import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plumbline } from './terminal.ts'

const COMPANY = `kind: company
name: acme
---
kind: team
name: marketing
---
kind: source
name: leads
owner: marketing
file: leads*.csv
zone: UTC
person: { user: id }
events:
  - { name: lead_created, at: created, props: { origin: origin } }
---
kind: metric
name: leads
owner: marketing
class: output
unit: leads
direction: up
measure: count
of: lead_created
`

describe('a new user’s mistakes', () => {
  let folder: string
  let company: string
  const path = (name: string) => join(folder, name)

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-mistakes-'))
    company = path('company')
    mkdirSync(company)
    writeFileSync(join(company, 'all.yaml'), COMPANY)
    writeFileSync(path('leads.csv'), 'id,created,origin\n007,2026-01-05,ads\n8,2026-01-06,\n')
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const withFile = (text: string) => {
    const wrong = mkdtempSync(path('wrong-'))
    cpSync(company, wrong, { recursive: true })
    writeFileSync(join(wrong, 'more.yaml'), text)
    return plumbline(['check', wrong])
  }

  it('every mistake in the files is shown at once, with file, line, column, the text and what was meant', () => {
    const { code, err, out } = withFile(
      [
        'kind: metrik',
        'name: one',
        '---',
        'kind: metric',
        'name: two',
        'owner: markting',
        'class: output',
        'unit: leads',
        'direction: upp',
        'ratio: { numerator: leads, denominator: leds }',
        '---',
        'kind: metric',
        'name: leads',
        'fromula: leads + 1',
        '',
      ].join('\n'),
    )
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toMatch(/more\.yaml:1:7: .*metrik.*Did you mean “metric”/)
    expect(err).toMatch(/more\.yaml:6:8: There is no team “markting”\. Did you mean “marketing”/)
    expect(err).toMatch(/more\.yaml:9:12: .*upp.*“up”/)
    expect(err).toMatch(/owner: markting\n.*\^{8}/)
    expect(err).toMatch(/“leads”.*all\.yaml/s)
    expect(err).toMatch(/fromula/)
    expect(err).toMatch(/\d mistakes in 1 file/)
  })

  it('a definition that rests on itself names the ring', () => {
    const metric = (name: string, formula: string) =>
      `kind: metric\nname: ${name}\nowner: marketing\nclass: output\nunit: x\ndirection: up\nformula: ${formula}\n`
    const { code, err } = withFile([metric('a', 'b + leads'), metric('b', 'a * 2')].join('---\n'))
    expect(code).toBe(2)
    expect(err).toMatch(/a → b → a/)
  })

  it('an unknown metric, a wrong flag and a wrong word are answered with what there is', () => {
    const at = ['--company', company]
    expect(plumbline(['metric', 'measure', 'lead', ...at])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no metric “lead”/),
    })
    expect(plumbline(['metric', 'measure', 'leads', '--grian', 'week', ...at])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/--grain/),
    })
    expect(plumbline(['metrics', 'measure', 'leads', ...at])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/metric/),
    })
    expect(plumbline(['metric', 'measure', 'leads', '--grain', 'weak', ...at])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/week/),
    })
  })

  it('a missing folder or file is a sentence', () => {
    expect(plumbline(['check', path('nowhere')])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no such folder/),
    })
    expect(plumbline(['check', company, '--data', path('nowhere')])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/nowhere/),
    })
    const args = ['import', path('none.csv'), '--source', 'leads', '--company', company, '--data-dir', path('d0')]
    expect(plumbline(args)).toMatchObject({ code: 2, err: expect.stringMatching(/none\.csv/) })
  })

  it('a file without the columns of its mapping says which are missing, and keeps nothing', () => {
    writeFileSync(path('wrong.csv'), 'id,creatd,origin\n1,2026-01-05,ads\n')
    const args = ['import', path('wrong.csv'), '--source', 'leads', '--company', company, '--data-dir', path('d1')]
    expect(plumbline(args)).toMatchObject({ code: 2, err: expect.stringMatching(/“created”.*“creatd”/s) })
    const { out } = plumbline([
      'metric',
      'measure',
      'leads',
      '--data-dir',
      path('d1'),
      '--grain',
      'month',
      '--from',
      '2026-01-01',
      '--to',
      '2026-02-01',
      '--format',
      'csv',
    ])
    expect(out).toBe('period,value\n2026-01,0\n')
  })

  it('an ambiguous date is asked for, never guessed', () => {
    writeFileSync(path('ambiguous.csv'), 'id,created,origin\n1,03/04/2025,ads\n2,05/06/2025,ads\n')
    const args = ['import', path('ambiguous.csv'), '--source', 'leads', '--company', company, '--data-dir', path('d2')]
    expect(plumbline(args)).toMatchObject({ code: 2, err: expect.stringMatching(/created.*03\/04\/2025/s) })
  })

  it('imports what is right, adds up, changes nothing the second time, and keeps leading zeros', () => {
    const args = [
      'import',
      path('leads.csv'),
      '--source',
      'leads',
      '--company',
      company,
      '--data-dir',
      path('d3'),
      '--format',
      'json',
    ]
    expect(JSON.parse(plumbline(args).out)).toMatchObject({ rows: 2, stored: 2, duplicate: 0, rejected: 0 })
    expect(JSON.parse(plumbline(args).out)).toMatchObject({ rows: 2, stored: 0, duplicate: 2, rejected: 0 })
    const measure = [
      'metric',
      'measure',
      'leads',
      '--data-dir',
      path('d3'),
      '--grain',
      'month',
      '--from',
      '2026-01-01',
      '--to',
      '2026-02-01',
    ]
    expect(plumbline([...measure, '--by', 'origin', '--format', 'csv']).out).toBe(
      'period,segment,value\n2026-01,ads,1\n2026-01,,1\n',
    )
    expect(plumbline(['doctor', '--data-dir', path('d3')]).code).toBe(0)
    expect(readdirSync(path('d3'))).not.toContain('plumbline.lock')
  })

  it.skipIf(process.getuid?.() !== 0)('a folder that cannot be written is a sentence', () => {
    mkdirSync(path('closed'))
    chmodSync(path('closed'), 0o500)
    chmodSync(folder, 0o755)
    const args = [
      'import',
      path('leads.csv'),
      '--source',
      'leads',
      '--company',
      company,
      '--data-dir',
      path('closed/d'),
    ]
    const answered = plumbline(args, { uid: 65534 })
    expect(answered).toMatchObject({ code: 3, err: expect.stringMatching(/No permission|cannot be written/) })
  })
})
