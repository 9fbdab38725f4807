import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { plumbline } from './terminal.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-start-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const seedIn = () => JSON.parse(readFileSync(join(folder, 'demo/truth.json'), 'utf8')).seed

it('start writes the demo once, keeps what was changed in it, and writes it anew for another seed', () => {
  const first = plumbline(['start'], { cwd: folder })
  expect(first.code).toBe(0)
  expect(first.out).toMatch(/The folder “demo” now holds Pelloway/)
  expect(first.out).toMatch(/Pelloway · as of 2026-09-01/)
  expect(first.out).toMatch(/What to do next/)

  const file = join(folder, 'demo/teams.yaml')
  appendFileSync(file, '# mine\n')
  expect(plumbline(['start'], { cwd: folder }).out).toMatch(/The folder “demo” holds Pelloway/)
  expect(readFileSync(file, 'utf8')).toMatch(/# mine/)

  expect(plumbline(['start', '--seed', '2'], { cwd: folder }).out).toMatch(/now holds/)
  expect(seedIn()).toBe(2)
  expect(readFileSync(file, 'utf8')).not.toMatch(/# mine/)
}, 120_000)
