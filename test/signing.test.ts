import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { plumbline } from './terminal.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-signing-'))
const at = ['--data-dir', join(folder, 'data')]
const said = (...args: string[]) => plumbline([...args, ...at])

afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('a company of files becomes agreements that teams sign in the terminal, and goes back into files', () => {
  expect(said('plan', 'examples/olist')).toMatchObject({ code: 2, err: expect.stringMatching(/no data directory/) })
  expect(said('apply', 'examples/olist', '--why', 'we begin').code).toBe(0)
  expect(said('plan', 'examples/olist').code).toBe(0)

  for (const [name, team] of [
    ['mara', 'marketing'],
    ['sven', 'sales'],
  ] as const) {
    expect(said('person', 'add', name, '--email', `${name}@olist.test`, '--role', 'lead').code).toBe(0)
    expect(said('team', 'join', '--team', team, '--person', `${name}@olist.test`, '--part', 'lead').code).toBe(0)
  }
  const sign = (team: string, as: string) =>
    said('stage', 'sign', 'mql', '--revision', '1', '--team', team, '--as', `${as}@olist.test`, '--format', 'json')
  expect(sign('sales', 'mara')).toMatchObject({ code: 2, err: expect.stringMatching(/cannot speak for sales/) })
  expect(JSON.parse(sign('marketing', 'mara').out)).toMatchObject({ state: 'proposed' })
  expect(JSON.parse(sign('sales', 'sven').out)).toMatchObject({ state: 'in force', inForce: { adopted: 'signed' } })
  expect(said('stage', 'list').out).toMatch(/mql +MQL +marketing +in force/)

  expect(plumbline(['metric', 'list', '--company', 'examples/olist', ...at])).toMatchObject({
    code: 2,
    err: expect.stringMatching(/People sign/),
  })
  expect(said('audit', 'verify', '--format', 'json').out).toMatch(/"intact": true/)

  const to = join(folder, 'exported')
  expect(said('export', '--to', to).code).toBe(0)
  expect(readdirSync(to)).toContain('metric.yaml')
  expect(said('plan', to).code).toBe(0)
  expect(said('export', '--to', to)).toMatchObject({ code: 2, err: expect.stringMatching(/is there already/) })
}, 120_000)

it('findings go to code review at the line where their object is declared', () => {
  const { out } = plumbline(['check', 'examples/tidewater', '--format', 'sarif'])
  const [run] = JSON.parse(out).runs as { results: { ruleId: string; locations: unknown[] }[] }[]
  expect(run?.results.find(each => each.ruleId === 'unsigned-definition')?.locations).toMatchObject([
    {
      physicalLocation: {
        artifactLocation: { uri: 'examples/tidewater/language.yaml' },
        region: { startLine: expect.any(Number) },
      },
    },
  ])
})

it('files for a workspace need not repeat its teams, and what is wrong with them is shown at its place', () => {
  const part = join(folder, 'part')
  mkdirSync(part)
  const stage = (owner: string) => `kind: stage\nname: sql\nowner: ${owner}\norder: 3\nenters: meeting_held\nwhy: x\n`
  writeFileSync(join(part, 'sql.yaml'), stage('sales'))
  expect(said('plan', part)).toMatchObject({ code: 1, out: expect.stringMatching(/\+ stage sql waits for sales/) })
  writeFileSync(join(part, 'sql.yaml'), stage('sails'))
  expect(said('plan', part)).toMatchObject({
    code: 2,
    err: expect.stringMatching(/sql\.yaml:3:8: There is no team “sails”/),
  })
})
