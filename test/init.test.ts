import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plumbline } from './terminal.ts'

const exports = join(import.meta.dirname, '../examples/tidewater/data')
let cwd: string

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'plumbline-init-'))
})
afterAll(() => rmSync(cwd, { recursive: true }))

describe('plumbline init', () => {
  it('drafts files from exports that nobody has mapped, which check reads without a rejected row', () => {
    const begun = plumbline(['init', 'acme', '--data', exports, '--zone', 'Europe/Dublin', '--teams', 'growth,care'], {
      cwd,
    })
    expect(begun).toMatchObject({ code: 0, err: expect.stringContaining('6 files were read') })
    expect(readFileSync(join(cwd, 'acme/sources.yaml'), 'utf8')).toContain('# ? ')
    const checked = plumbline(['check', 'acme', '--data', exports, '--format', 'json'], { cwd })
    expect(checked.err).toBe('')
    const { sources, company } = JSON.parse(checked.out)
    expect(company.title).toBe('Acme')
    const files = sources.flatMap((each: { files: { rows: number; rejected: number }[] }) => each.files)
    expect(files).toHaveLength(6)
    for (const { rows, rejected } of files) expect([rows > 0, rejected]).toEqual([true, 0])
  })

  it('begins without data, too', () => {
    expect(plumbline(['init', 'bare', '--title', 'Bare & Co'], { cwd }).code).toBe(0)
    expect(plumbline(['check', 'bare'], { cwd }).code).toBe(0)
  })

  it('writes over nothing', () => {
    mkdirSync(join(cwd, 'taken'))
    writeFileSync(join(cwd, 'taken/company.yaml'), 'mine')
    const refused = plumbline(['init', 'taken'], { cwd })
    expect(refused).toMatchObject({ err: expect.stringContaining('is there already, and nothing was written') })
    expect(refused.code).not.toBe(0)
    expect(readFileSync(join(cwd, 'taken/company.yaml'), 'utf8')).toBe('mine')
  })

  it.each([
    [['--zone', 'Berlin'], 'There is no time zone “Berlin”'],
    [['--currency', 'euro'], '“euro” is no currency'],
    [['--teams', 'Sales & Co'], '“Sales & Co” cannot name a team'],
    [['--teams', ','], 'A company needs a team'],
    [['--data', 'nowhere'], 'There is no folder “nowhere”'],
    [['--data', 'taken'], 'There is no CSV'],
  ])('refuses %s in a sentence', (flags, sentence) => {
    const refused = plumbline(['init', 'never', ...flags], { cwd })
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining(sentence) })
  })
})

it('plumbline draft writes the source of one file', () => {
  const { out, code } = plumbline(['draft', join(exports, 'crm-deals.csv'), '--owner', 'sales'], { cwd })
  expect(code).toBe(0)
  expect(out).toContain('kind: source\nname: crm-deals\nowner: sales\n')
})

it('plumbline draft takes the preset of an export that a connector knows, and says which', () => {
  const deals = join(import.meta.dirname, '../src/connectors/hubspot/fixtures/deals.csv')
  const { out, code } = plumbline(['draft', deals, '--owner', 'sales', '--zone', 'Europe/Madrid'], { cwd })
  expect(code).toBe(0)
  expect(out).toMatch(/^# This is HubSpot’s export “Deals”, and the draft is its preset\.\n/)
  expect(out).toContain('# ? Times are taken for those of Europe/Madrid. Are they?\n')
  expect(out).toContain('kind: source\nname: hubspot-deals\ntitle: "HubSpot: Deals"\nowner: sales\n')
  expect(out).toContain('name: deal_stage_changed')
})
