import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plumbline } from './terminal.ts'

describe('plumbline verify', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-verify-'))
  const verify = () => {
    const { code, out, err } = plumbline(['verify', '--data-dir', folder, '--format', 'json'])
    return { code, err, says: out ? (JSON.parse(out).differences as { says: string }[]).map(each => each.says) : [] }
  }
  const tamper = async (sql: string) => {
    const file = readdirSync(join(folder, 'events')).find(name => name.endsWith('.duckdb'))!
    const instance = await DuckDBInstance.create(join(folder, 'events', file))
    const connection = await instance.connect()
    await connection.run(sql)
    connection.closeSync()
    instance.closeSync()
  }
  beforeAll(() => {
    const company = 'examples/tidewater'
    const file = `${company}/data/crm-contacts.csv`
    const done = plumbline(['import', file, '--source', 'crm-contacts', '--company', company, '--data-dir', folder])
    expect(done).toMatchObject({ code: 0 })
  }, 60_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('finds nothing in a sound directory, and says how much it looked at', () => {
    expect(verify()).toMatchObject({ code: 0, says: [] })
    expect(plumbline(['verify', '--data-dir', folder]).out).toMatch(/[\d,]+ facts, [\d,]+ audit entries: all adds up/)
  })

  it('says which fact, person, import or audit entry does not add up, and ends with 1', async () => {
    await tamper('DELETE FROM event WHERE id = (SELECT id FROM event LIMIT 1)')
    await tamper('INSERT INTO event SELECT * FROM event LIMIT 1')
    await tamper('DELETE FROM person WHERE person = (SELECT min(person) FROM event)')
    const records = new Database(join(folder, 'records.sqlite'))
    records.exec('UPDATE import_run SET stored = stored + 1 WHERE id = (SELECT min(id) FROM import_run)')
    records.close()
    const { code, says } = verify()
    expect(code).toBe(1)
    expect(says.join('\n')).toMatch(/The source “[^”]+” has \d+ facts, and \d+ were counted/)
    expect(says.join('\n')).toMatch(/1 ids are in “event” more than once/)
    expect(says.join('\n')).toMatch(/rows of “event” are about a person that is not there/)
    expect(says.join('\n')).toMatch(/The import of “[^”]+” \(\w+\) counts \d+ rows, and its figures add up to \d+/)
  })

  it('asks for the directory, and does not make one', () => {
    expect(plumbline(['verify'])).toMatchObject({ code: 2 })
    const absent = plumbline(['verify', '--data-dir', join(folder, 'absent')])
    expect(absent.code).toBe(2)
    expect(absent.err).toContain('absent')
  })
})
