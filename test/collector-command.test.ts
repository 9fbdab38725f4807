import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { track } from './collector.ts'
import { sendBatch, served } from './served.ts'
import { plumbline } from './terminal.ts'

it('the command line makes a key, counts, and mends what was held', { timeout: 120_000 }, async () => {
  const data = mkdtempSync(join(tmpdir(), 'plumbline-command-'))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  const run = (...args: string[]) => plumbline([...args, '--data-dir', data])
  const json = (...args: string[]) => {
    const { code, out, err } = run(...args, '--format', 'json')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    return JSON.parse(out)
  }

  const made = run('source', 'key', 'web')
  expect(made).toMatchObject({ code: 0, err: '' })
  expect(made.out).toMatch(/^plw_[\w-]{43}\n$/)
  const key = made.out.trim()
  expect(json('source', 'keys', 'web')).toMatchObject([{ source: 'web', scope: 'ingest', usedAt: null }])
  expect(run('source', 'keys', 'web').out).not.toContain(key)

  const server = await served(data)
  const sent = await sendBatch(server.address, key, [track('a'), track('a'), track('b', { event: '' })])
  expect(sent?.body).toMatchObject({ stored: 1, duplicate: 1, quarantined: 1, refused: 0 })
  expect(await server.end('SIGTERM')).toBe(0)

  expect(json('event', 'count')).toEqual({ stored: 1, duplicate: 1, quarantined: 1, refused: 0 })
  expect(json('event', 'count', '--source', 'app')).toEqual({ stored: 0, duplicate: 0, quarantined: 0, refused: 0 })
  const [held] = json('event', 'quarantine', 'list').items
  expect(run('event', 'quarantine', 'list').out).toContain(`${held.id}  web     no_name  The event has no name.`)
  const message = JSON.stringify({ ...JSON.parse(held.message), event: 'Mended' })
  expect(run('event', 'quarantine', 'repair', '--id', held.id, '--message', message).code).toBe(0)
  expect(json('event', 'quarantine', 'replay')).toMatchObject({ tried: 1, stored: 1 })
  expect(json('event', 'quarantine', 'replay')).toMatchObject({ tried: 0, stored: 0 })
  expect(json('event', 'count', '--source', 'web')).toEqual({ stored: 2, duplicate: 1, quarantined: 0, refused: 0 })
  expect(
    json('event', 'recent')
      .map((each: { name: string }) => each.name)
      .sort(),
  ).toEqual(['Mended', 'Signed up'])
  expect(run('event', 'quarantine', 'nothing').code).toBe(2)
})
