import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, expect, inject, it, vi } from 'vitest'
import { openDirectory } from './workplace.ts'

const url = inject('postgresUrl')
const folder = mkdtempSync(join(tmpdir(), 'plumbline-workplace-'))

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

it.skipIf(!url)('of several processes that come to a new database at once, one makes the workspace', async () => {
  const name = `plumbline_race_${process.pid}`
  await administer(`create database ${name}`)
  try {
    vi.stubEnv('DATABASE_URL', url.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${name}`))
    const places = await Promise.all(['a', 'b', 'c', 'd'].map(each => openDirectory(join(folder, each))))
    expect(new Set(places.map(place => place.ctx.workspace)).size).toBe(1)
    for (const place of places) await place.close()
  } finally {
    await administer(`drop database ${name} with (force)`)
  }
})

it('an address that is no PostgreSQL database is refused before anybody is asked', async () => {
  vi.stubEnv('DATABASE_URL', 'mysql://root:secret@db/plumbline')
  const refused = await openDirectory(join(folder, 'x')).catch(error => error)
  expect(refused).toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('DATABASE_URL is not the address'),
  })
  expect(refused.message).not.toContain('secret')
})

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}
