import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PASSWORD } from './server.ts'

const MAIN = join(import.meta.dirname, '..', 'src', 'cli', 'main.ts')

describe('plumbline serve, as a process of its own', () => {
  let folder: string
  const running = new Set<ChildProcess>()

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-process-'))
  })

  afterEach(() => {
    for (const child of running) child.kill('SIGKILL')
    running.clear()
    rmSync(folder, { recursive: true, force: true })
  })

  function begin(...args: string[]) {
    const child = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, PLUMBLINE_PAGES: folder } })
    running.add(child)
    const said = { out: '', err: '' }
    child.stdout.on('data', part => {
      said.out += part
    })
    child.stderr.on('data', part => {
      said.err += part
    })
    const ended = new Promise<number | null>(resolve => child.once('close', code => resolve(code)))
    return { child, said, ended }
  }

  async function serving(...args: string[]) {
    const it = begin('serve', '--data-dir', join(folder, 'data'), '--port', '0', ...args)
    await Promise.race([
      it.ended.then(code => {
        throw new Error(`It ended with ${code}: ${it.said.err}`)
      }),
      expect.poll(() => it.said.out, { timeout: 30_000 }).toMatch(/\n/),
    ])
    return { ...it, address: /http:\S+/.exec(it.said.out)?.[0] ?? '' }
  }

  it('says in one line where it is, and on the other channel how the first admin comes in', async () => {
    const { said, address } = await serving()
    expect(said.out).toMatch(/^Plumbline is at http:\/\/127\.0\.0\.1:\d+\n$/)
    expect(said.err).toMatch(
      /^Nobody is here yet\. Make yourself the first admin at http:\S+\/setup\?token=[\w-]{43}\n$/,
    )
    expect(await (await fetch(`${address}/health`)).json()).toEqual({ status: 'ok' })
  })

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'ends on %s with 0 within ten seconds, with pages listening',
    async signal => {
      const { child, said, address, ended } = await serving()
      await expect.poll(() => said.err).toContain('token=')
      const token = /token=([\w-]+)/.exec(said.err)?.[1]
      const post = (path: string, body: object) =>
        fetch(`${address}/api/auth/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
      const email = 'ada@acme.test'
      await post('setup', { token, email, name: 'Ada', password: PASSWORD })
      const session = (await post('sign-in/email', { email, password: PASSWORD })).headers.getSetCookie()[0] ?? ''
      const stream = await fetch(`${address}/api/v1/changes`, { headers: { cookie: session.split(';')[0] ?? '' } })
      expect(stream.status).toBe(200)
      const heard = stream.text()
      const began = performance.now()
      child.kill(signal)
      expect(await ended).toBe(0)
      expect(performance.now() - began).toBeLessThan(10_000)
      expect(await heard).toContain('hello')

      const again = await serving()
      expect(again.said.err).toBe('')
      again.child.kill('SIGTERM')
      expect(await again.ended).toBe(0)
    },
  )

  it('a second one on the same data, or on the same port, says so and leaves the first alone', async () => {
    const { address } = await serving()
    const data = begin('serve', '--data-dir', join(folder, 'data'), '--port', '0')
    expect(await data.ended).toBe(3)
    expect(data.said.err).toMatch(/in use|open already|process/i)
    const port = begin('serve', '--data-dir', join(folder, 'other'), '--port', new URL(address).port)
    expect(await port.ended).toBe(3)
    expect(port.said.err).toContain(`Something listens on 127.0.0.1:${new URL(address).port} already.`)
    expect((await fetch(`${address}/health`)).status).toBe(200)
  })

  it('one whose secret is damaged says so and ends, instead of listening without answering', async () => {
    const { child } = await serving()
    child.kill('SIGTERM')
    await new Promise(resolve => child.once('close', resolve))
    writeFileSync(join(folder, 'data', 'secret'), '')
    const again = begin('serve', '--data-dir', join(folder, 'data'), '--port', '0')
    expect(await again.ended).toBe(3)
    expect(again.said.err).toContain('damaged')
  })

  it('options that make no sense are all said at once', async () => {
    const { ended, said } = begin('serve', '--data-dir', join(folder, 'data'), '--port', 'x', '--url', 'plumb')
    expect(await ended).toBe(2)
    expect(said.err).toContain('--port (PLUMBLINE_PORT) cannot be “x”')
    expect(said.err).toContain('--url (PLUMBLINE_URL) cannot be “plumb”')
  })

  it('the first admin can be made without a browser, once', async () => {
    const password = join(folder, 'password')
    writeFileSync(password, `${PASSWORD}\n`)
    const args = ['setup', '--data-dir', join(folder, 'data'), '--email', 'ada@acme.test', '--password-file', password]
    const first = begin(...args)
    expect(await first.ended).toBe(0)
    expect(first.said.out).toContain('ada@acme.test is the first admin')
    const second = begin(...args)
    expect(await second.ended).toBe(2)
    expect(second.said.err).toContain('Somebody is here already')
    const { said, address } = await serving()
    expect(said.err).toBe('')
    const entered = await fetch(`${address}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'ada@acme.test', password: PASSWORD }),
    })
    expect(entered.status).toBe(200)
  })
})
