import { spawnSync } from 'node:child_process'
import {
  closeSync,
  cpSync,
  existsSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plumbline } from './terminal.ts'

const COMPANY = `kind: company
name: acme
---
kind: team
name: sales
---
kind: source
name: deals
owner: sales
why: What the deals export means.
file: deals.csv
zone: UTC
key: id
person: { email: email }
events:
  - { name: deal_won, at: won, props: { amount: amount } }
types: { amount: number }
---
kind: metric
name: deals
owner: sales
class: outcome
unit: deals
direction: up
measure: count
of: deal_won
why: It is what we live on.
`

describe('what somebody meets who has just found this', () => {
  let folder: string
  let company: string
  const path = (name: string) => join(folder, name)

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-first-'))
    company = path('company')
    mkdirSync(company)
    writeFileSync(join(company, 'all.yaml'), COMPANY)
    writeFileSync(
      path('deals.csv'),
      'id,email,won,amount\n1,a@x.example,2026-03-04,12.5\n2,b@x.example,2026-03-05,lots\n',
    )
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('an import shows at once why a row was rejected, and where nothing is kept says only what can be done', () => {
    const args = ['import', path('deals.csv'), '--source', 'deals', '--company', company]
    const { code, out, err } = plumbline(args)
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('deals.csv     2       1') })
    expect(err).toContain('“lots” in “amount” is not a number.')
    expect(err).not.toContain('source replay')
    const kept = plumbline([...args, '--data-dir', path('kept')])
    expect(kept.err).toMatch(/source replay --import \w{26} --data-dir .*kept”/)
  })

  it('an import answers programs with CSV or JSON alone on the standard output', () => {
    const args = ['import', path('deals.csv'), '--source', 'deals', '--company', company, '--format']
    expect(plumbline([...args, 'csv']).out).toBe(
      'source,file,rows,stored,duplicate,rejected,skipped\ndeals,deals.csv,2,1,0,1,0\n',
    )
    expect(JSON.parse(plumbline([...args, 'json']).out)).toMatchObject({ rows: 2, stored: 1, rejected: 1 })
  })

  it('a misspelt data directory is not taken for an empty company, and is not made', () => {
    const { code, err } = plumbline(['check', '--data-dir', path('typo')])
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('There is no data directory “') })
    expect(existsSync(path('typo'))).toBe(false)
  })

  it('a directory in which all is only proposed says so instead of praise', () => {
    plumbline(['apply', company, '--data-dir', path('proposed')])
    const { code, out } = plumbline(['check', '--data-dir', path('proposed')])
    expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('2 agreements wait for signatures') })
  })

  it('files of another company do not end the agreements of the one that is kept', () => {
    const other = path('other')
    mkdirSync(other)
    writeFileSync(join(other, 'all.yaml'), COMPANY.replace('name: acme', 'name: umbrella'))
    const importing = ['import', path('deals.csv'), '--source', 'deals', '--data-dir', path('ours'), '--company']
    plumbline([...importing, company])
    const { code, err } = plumbline([...importing, other])
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('holds the company “acme”') })
    expect(plumbline(['metric', 'list', '--data-dir', path('ours'), '--format', 'csv']).out).toContain('in force')
  })

  it('days are counted in one zone: what is imported first is in that of the files, and then it stays', () => {
    const tokyo = path('tokyo')
    mkdirSync(tokyo)
    writeFileSync(join(tokyo, 'all.yaml'), COMPANY.replace('name: acme', 'name: acme\nzone: Asia/Tokyo'))
    writeFileSync(path('late.csv'), 'id,email,won,amount\n1,a@x.example,2026-03-04T20:00:00Z,1\n')
    const place = ['--data-dir', path('zoned')]
    plumbline(['team', 'change', 'sales', ...place])
    plumbline(['import', path('late.csv'), '--source', 'deals', '--company', tokyo, ...place])
    const days = ['metric', 'measure', 'deals', '--grain', 'day', '--from', '2026-03-04', '--to', '2026-03-06']
    expect(plumbline([...days, ...place, '--format', 'csv']).out).toBe('period,value\n2026-03-04,0\n2026-03-05,1\n')
    const change = ['workspace', 'change', '--calendar', '{ zone: UTC, weekStart: 1 }', ...place]
    expect(plumbline(change)).toMatchObject({ code: 2, err: expect.stringContaining('days of Asia/Tokyo') })
    expect(plumbline(['apply', company, ...place])).toMatchObject({ code: 2, err: expect.stringContaining('zone') })
  })

  it.skipIf(!existsSync('/dev/full'))('an answer that does not fit on the disk is not lost in silence', () => {
    const full = openSync('/dev/full', 'w')
    const main = new URL('../src/cli/main.ts', import.meta.url).pathname
    const done = spawnSync(process.execPath, [main, 'export', '--company', company], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    })
    closeSync(full)
    expect(done).toMatchObject({ status: 3, stderr: expect.stringContaining('could not be written to its end') })
  })

  it('who may sign for a team learns how to say who they are', () => {
    plumbline(['apply', company, '--data-dir', path('signing')])
    const args = ['metric', 'sign', 'deals', '--revision', '1', '--team', 'sales', '--data-dir', path('signing')]
    expect(plumbline(args)).toMatchObject({ code: 2, err: expect.stringContaining('“--as E-MAIL”') })
  })

  it('facts or records that are gone are missed, and not taken for an empty company', () => {
    const lost = path('lost')
    plumbline(['import', path('deals.csv'), '--source', 'deals', '--company', company, '--data-dir', lost])
    const [facts = ''] = readdirSync(join(lost, 'events'))
    const whole = path('whole')
    cpSync(lost, whole, { recursive: true })
    rmSync(join(lost, 'events', facts))
    expect(plumbline(['check', '--data-dir', lost]).out).toContain('was imported, and none of it is here')
    expect(plumbline(['doctor', '--data-dir', lost])).toMatchObject({
      code: 1,
      out: expect.stringContaining('not one event is here'),
    })
    writeFileSync(join(whole, 'records.sqlite'), '')
    expect(plumbline(['check', '--data-dir', whole])).toMatchObject({
      code: 3,
      err: expect.stringContaining('the records that say what they mean are gone'),
    })
  })

  it('doctor reads every fact, so that damage anywhere comes to light', () => {
    const hurt = path('hurt')
    const rows = Array.from({ length: 3000 }, (_, i) => `${i},p${i}@x.example,2026-03-04,${Math.sin(i)}`)
    writeFileSync(path('many.csv'), `id,email,won,amount\n${rows.join('\n')}\n`)
    plumbline(['import', path('many.csv'), '--source', 'deals', '--company', company, '--data-dir', hurt])
    expect(plumbline(['doctor', '--data-dir', hurt]).code).toBe(0)
    const [facts = ''] = readdirSync(join(hurt, 'events'))
    const file = openSync(join(hurt, 'events', facts), 'r+')
    const { size } = fstatSync(file)
    writeSync(file, Buffer.alloc(size - 3 * 4096, 0x5a), 0, size - 3 * 4096, 3 * 4096)
    closeSync(file)
    expect(plumbline(['doctor', '--data-dir', hurt])).toMatchObject({
      code: 1,
      out: expect.stringContaining('damaged'),
    })
  })

  it('a folder given as the input is called a folder', () => {
    const args = ['metric', 'measure', 'deals', '--company', company, '--input', company]
    expect(plumbline(args)).toMatchObject({ code: 2, err: `✗ “${company}” is a folder. Name a file.\n` })
  })

  it('the findings of a check come as CSV, and a day that is none is pointed at', () => {
    const { code, out } = plumbline(['check', company, '--format', 'csv'])
    expect(code).toBe(0)
    expect(out.split('\n')[0]).toMatch(/^severity,rule,message,fix,objects,teams,suppressed until,/)
    expect(plumbline(['check', company, '--at', 'friday'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('“--at” takes a day such as 2026-03-31, not “friday”.'),
    })
  })
})
