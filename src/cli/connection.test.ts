import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { CANARY } from '../../test/connection.ts'
import { changeTeam } from '../features/team/operations.ts'
import type { Door } from './door.ts'
import { run } from './program.ts'
import { terminalOf } from './terminal.ts'
import { openDirectory } from './workplace.ts'

describe('plumbline connection', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-cli-connection-'))
  const data = join(folder, 'data')
  let server: Server
  let port = 0

  beforeAll(async () => {
    server = createServer((_, response) => response.end('{}'))
    port = await new Promise<number>(resolve => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
    })
    const place = await openDirectory(data, { create: true })
    await changeTeam(place.ctx, { name: 'sales' })
    await place.close()
  })
  afterAll(() => {
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })

  async function plumbline(...args: string[]): Promise<{ code: number; text: string }> {
    let text = ''
    const say = (more: string) => {
      text += more
    }
    const door: Door = { terminal: { ...terminalOf(process.stdout), width: 100 }, write: say, note: say, exitCode: 0 }
    const code = await run([...args, '--data-dir', data], door)
    return { code, text }
  }

  it('connects, tests, runs and shows, with the secret in nothing that is kept or said', async () => {
    const input = join(folder, 'input.yaml')
    const url = `postgresql://me:${CANARY}@127.0.0.1:${port}/books?sslmode=disable`
    const objects = [{ object: 'deals', query: 'select 1 as id' }]
    writeFileSync(input, JSON.stringify({ connector: 'warehouse', owner: 'sales', settings: { url }, objects }))
    const said: { code: number; text: string }[] = []
    said.push(await plumbline('connection', 'create', 'books', '--input', input))
    expect(said[0]).toMatchObject({ code: 2, text: expect.stringMatching(/this machine itself.*--allow-private/s) })
    vi.stubEnv('PLUMBLINE_ALLOW_PRIVATE', '127.0.0.0/8')
    said.push(await plumbline('connection', 'create', 'books', '--input', input))
    expect(said[1]).toMatchObject({ code: 0, text: expect.stringMatching(/waits +“deals” brings nothing yet/) })
    said.push(await plumbline('connection', 'test', 'books'))
    expect(said[2]).toMatchObject({ code: 1, text: expect.stringMatching(/cannot be reached/) })
    said.push(await plumbline('connection', 'sync', 'books'))
    expect(said[3]).toMatchObject({ code: 0 })
    for (const verb of ['show', 'runs', 'pause', 'resume']) said.push(await plumbline('connection', verb, 'books'))
    said.push(
      await plumbline('connection', 'list', '--format', 'json'),
      await plumbline('audit', 'list', '--format', 'json'),
    )
    said.push(await plumbline('export', join(folder, 'exported')))
    vi.unstubAllEnvs()
    rmSync(input)
    for (const { text } of said) expect(text).not.toContain(CANARY)
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, file)
      if (statSync(path).isFile()) expect(readFileSync(path).includes(CANARY), file).toBe(false)
    }
  })

  it('shows systems with their steps by number', async () => {
    expect((await plumbline('connector', 'list')).text).toMatch(/warehouse +PostgreSQL/)
    expect((await plumbline('connector', 'show', 'hubspot')).text).toMatch(/ 1 {2}Open CRM/)
  })
})
