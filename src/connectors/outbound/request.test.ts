import { execFile } from 'node:child_process'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, createServer as createSocketServer } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { selfSigned } from '../../../test/certificate.ts'
import { ProductError } from '../../core/error.ts'
import { createRequest, type RequestOptions } from './request.ts'

async function serve(listener: RequestListener, host = '127.0.0.1') {
  const seen: {
    method: string | undefined
    url: string | undefined
    headers: Record<string, unknown>
    body: string
  }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    seen.push({ method: request.method, url: request.url, headers: request.headers, body })
    listener(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, host, resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, seen }
}

const failureOf = async (work: Promise<unknown>): Promise<{ code: string; reason: unknown; message: string }> => {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  if (!(error instanceof ProductError)) throw error ?? new Error('It did not fail.')
  expect(error.message).toMatch(/^[A-Z“].*\.$/)
  return { code: error.code, reason: error.details.reason, message: error.message }
}

const own = (port: number, more: Partial<RequestOptions> = {}) =>
  createRequest({ allow: [`127.0.0.1:${port}`], privateRanges: true, ...more })

test('an allowed host is asked, with its method, headers and body', async () => {
  const { port, seen } = await serve((_, response) => response.writeHead(201, { 'X-Left': '9' }).end('{"ok":true}'))
  const headers = { authorization: 'Bearer one', 'content-type': 'application/json' }
  const answer = await own(port)(`http://127.0.0.1:${port}/things?after=1`, {
    method: 'POST',
    headers,
    body: '{"a":"é"}',
  })
  expect(answer).toMatchObject({ status: 201, body: '{"ok":true}', headers: { 'x-left': '9' } })
  expect(seen).toHaveLength(1)
  expect(seen[0]).toMatchObject({ method: 'POST', url: '/things?after=1', body: '{"a":"é"}' })
  expect(seen[0]!.headers).toMatchObject({ ...headers, host: `127.0.0.1:${port}`, 'user-agent': 'Plumbline' })
})

test.each([
  ['api.acme.test', 'https://api.acme.test/', true],
  ['API.acme.test', 'https://api.ACME.test/', true],
  ['api.acme.test', 'https://api.acme.test:443/', true],
  ['api.acme.test', 'http://api.acme.test/', true],
  ['api.acme.test', 'https://api.acme.test:80/', false],
  ['api.acme.test', 'https://api.acme.test:8443/', false],
  ['api.acme.test:8443', 'https://api.acme.test:8443/', true],
  ['api.acme.test:8443', 'https://api.acme.test/', false],
  ['api.acme.test', 'https://acme.test/', false],
  ['api.acme.test', 'https://evil-api.acme.test/', false],
  ['api.acme.test', 'https://api.acme.test.evil.test/', false],
  ['*.acme.test', 'https://api.acme.test/', true],
  ['*.acme.test', 'https://a.b.acme.test/', true],
  ['*.acme.test', 'https://acme.test/', false],
  ['*.acme.test', 'https://evilacme.test/', false],
  ['*.acme.test:*', 'https://api.acme.test/', false],
  ['*', 'https://api.acme.test/', false],
  ['*.', 'https://api.acme.test/', false],
  ['*.test', 'https://api.acme.test/', false],
  ['*.*.test', 'https://api.acme.test/', false],
  ['', 'https://api.acme.test/', false],
  ['*.5.5.5', 'https://5.5.5.5/', false],
  ['5.5.5.5', 'https://5.5.5.5/', true],
  ['2606:4700::1', 'https://[2606:4700::1]/', true],
])('with %j allowed, %s is asked: %s', async (allowed, url, asked) => {
  const failure = await failureOf(
    createRequest({ allow: [allowed], privateRanges: false, resolve: async () => [], signal: AbortSignal.abort() })(
      url,
    ),
  )
  expect(failure.code).toBe(asked ? 'unavailable' : 'forbidden')
})

test('private ranges are opened by name, and the host must be allowed all the same', async () => {
  const { port, seen } = await serve((_, response) => response.end('ok'))
  const url = `http://127.0.0.1:${port}/`
  expect((await own(port, { privateRanges: ['127.0.0.1'] })(url)).status).toBe(200)
  expect((await own(port, { privateRanges: ['10.0.0.0/8', '127.0.0.0/8'] })(url)).status).toBe(200)
  expect((await failureOf(own(port, { privateRanges: ['10.0.0.0/8'] })(url))).reason).toBe('private')
  expect((await failureOf(own(port, { allow: ['api.acme.test'] })(url))).reason).toBe('host')
  const metadata = own(port, { allow: ['169.254.169.254'] })
  expect((await failureOf(metadata('http://169.254.169.254/'))).reason).toBe('private')
  expect(seen).toHaveLength(2)
})

test('a name is looked up once, and the connection goes where that led, whatever the name says later', async () => {
  const outside = await serve((_, response) => response.end('outside'))
  const inside = await serve((_, response) => response.end('inside'), '0.0.0.0')
  let asked = 0
  const send = createRequest({
    allow: [`shop.acme.test:${outside.port}`, `shop.acme.test:${inside.port}`],
    privateRanges: ['127.0.0.1'],
    resolve: async () => [asked++ ? '127.0.0.2' : '127.0.0.1'],
  })
  const answer = await send(`http://shop.acme.test:${outside.port}/`)
  expect(answer.body).toBe('outside')
  expect(asked).toBe(1)
  expect(outside.seen[0]!.headers.host).toBe(`shop.acme.test:${outside.port}`)
  expect((await failureOf(send(`http://shop.acme.test:${inside.port}/`))).reason).toBe('private')
  expect(inside.seen).toEqual([])
})

test('a name that only this machine knows leads inside, and is refused unless that is allowed', async () => {
  const { port, seen } = await serve((_, response) => response.end('ok'))
  const url = `http://localhost:${port}/`
  const local = (privateRanges: RequestOptions['privateRanges']) =>
    createRequest({ allow: [`localhost:${port}`], privateRanges })
  expect((await failureOf(local(false)(url))).reason).toBe('private')
  expect((await failureOf(local(['10.0.0.0/8'])(url))).reason).toBe('private')
  expect(seen).toEqual([])
  expect((await local(true)(url)).body).toBe('ok')
})

test.each([301, 302, 303, 307, 308, 300, 304])('a redirect (%i) is not followed, nor its goal named', async status => {
  const inside = await serve((_, response) => response.end('inside'))
  const { port, seen } = await serve((_, response) =>
    response.writeHead(status, { location: `http://127.0.0.1:${inside.port}/secret` }).end('body'),
  )
  const failure = await failureOf(
    own(port, { allow: [`127.0.0.1:${port}`, `127.0.0.1:${inside.port}`] })(`http://127.0.0.1:${port}/`),
  )
  expect(failure).toMatchObject({ code: 'unavailable', reason: 'redirect' })
  expect(failure.message).not.toContain('secret')
  expect(seen).toHaveLength(1)
  expect(inside.seen).toEqual([])
})

test('an answer is cut at the limit, whether or not it says how long it is', async () => {
  let written = 0
  const endless = await serve((_, response) => {
    const more = () => {
      while (!response.destroyed && written < 50_000_000) {
        written += 65_536
        if (!response.write(Buffer.alloc(65_536, 'x'))) return void response.once('drain', more)
      }
    }
    more()
  })
  const announced = await serve((_, response) => response.writeHead(200, { 'content-length': 2_000_000 }).write('x'))
  for (const { port } of [endless, announced]) {
    const failure = await failureOf(own(port, { maxBytes: 1_000_000 })(`http://127.0.0.1:${port}/`))
    expect(failure).toMatchObject({ code: 'unavailable', reason: 'too_large' })
  }
  expect(written).toBeLessThan(50_000_000)
  const exact = await serve((_, response) => response.end('x'.repeat(1000)))
  expect((await own(exact.port, { maxBytes: 1000 })(`http://127.0.0.1:${exact.port}/`)).body).toHaveLength(1000)
})

test('a compressed answer is refused, as none was asked for', async () => {
  const { port, seen } = await serve((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'))
  expect((await failureOf(own(port)(`http://127.0.0.1:${port}/`))).reason).toBe('encoding')
  expect(seen[0]!.headers['accept-encoding']).toBe('identity')
})

test('who does not answer, or only drop by drop, is left after the limit', async () => {
  const silent = await serve(() => undefined)
  const slow = await serve((_, response) => {
    const timer = setInterval(() => response.write('x'), 20)
    response.on('close', () => clearInterval(timer))
  })
  for (const { port } of [silent, slow]) {
    const failure = await failureOf(own(port, { totalMs: 150 })(`http://127.0.0.1:${port}/`))
    expect(failure).toMatchObject({ code: 'unavailable', reason: 'time' })
  }
})

test('a name that takes too long to look up, or TLS that nobody speaks, ends within the limit of connecting', async () => {
  const never = createRequest({
    allow: ['api.acme.test'],
    privateRanges: false,
    connectMs: 100,
    resolve: () => new Promise(() => undefined),
  })
  expect((await failureOf(never('https://api.acme.test/'))).reason).toBe('time')
  const mute = createSocketServer(() => undefined)
  await new Promise<void>(resolve => mute.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void mute.close())
  const { port } = mute.address() as AddressInfo
  expect((await failureOf(own(port, { connectMs: 100 })(`https://127.0.0.1:${port}/`))).reason).toBe('time')
})

test('a signal ends a request that is under way', async () => {
  const { port } = await serve(() => controller.abort())
  const controller = new AbortController()
  expect((await failureOf(own(port, { signal: controller.signal })(`http://127.0.0.1:${port}/`))).reason).toBe('ended')
})

test('nobody listening is said in a sentence', async () => {
  const { port } = await serve(() => undefined)
  expect((await failureOf(own(1)('http://127.0.0.1:1/'))).reason).toBe('connection')
  expect((await failureOf(own(port)(`https://127.0.0.1:${port}/`))).code).toBe('unavailable')
})

test.each([
  ['host', 'inside.acme.test'],
  ['Transfer-Encoding', 'chunked'],
  ['Content-Length', '4'],
  ['Connection', 'upgrade'],
  ['Proxy-Authorization', 'x'],
  ['x-token', 'a\r\nhost: inside'],
  ['x-token', 'a\u0000'],
  ['x token', 'a'],
])('the header %s: %j is not sent', async (name, value) => {
  const { port, seen } = await serve((_, response) => response.end('ok'))
  const failure = await failureOf(own(port)(`http://127.0.0.1:${port}/`, { headers: { [name]: value } }))
  expect(failure).toMatchObject({ code: 'invalid', reason: 'header' })
  expect(seen).toEqual([])
})

test('TLS is checked against the name, and asks for that name, while the address is the pinned one', async () => {
  const { cert, key } = selfSigned('api.acme.test')
  const names: string[] = []
  const SNICallback = (name: string, done: (error: Error | null) => void) => {
    names.push(name)
    done(null)
  }
  const server = createSecureServer({ cert, key, SNICallback }, (_, response) => response.end('safe'))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const send = createRequest({
    allow: [`api.acme.test:${port}`, `other.acme.test:${port}`],
    privateRanges: true,
    resolve: async () => ['127.0.0.1'],
  })
  expect((await failureOf(send(`https://api.acme.test:${port}/`))).reason).toBe('certificate')
  const before = getCACertificates('default')
  setDefaultCACertificates([...before, cert])
  onTestFinished(() => setDefaultCACertificates(before))
  expect((await send(`https://api.acme.test:${port}/`)).body).toBe('safe')
  expect((await failureOf(send(`https://other.acme.test:${port}/`))).reason).toBe('certificate')
  expect(names).toContain('api.acme.test')
})

test('a proxy of the environment is not used, nor certificates left unchecked because of it', async () => {
  const proxy = await serve((_, response) => response.end('proxy'))
  const { port, seen } = await serve((_, response) => response.end('direct'))
  const script = `
    const { createRequest } = await import('./src/connectors/outbound/request.ts')
    const send = createRequest({ allow: ['127.0.0.1:${port}'], privateRanges: true })
    console.log((await send('http://127.0.0.1:${port}/')).body)`
  const address = `http://127.0.0.1:${proxy.port}`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    env: { NODE_USE_ENV_PROXY: '1', HTTP_PROXY: address, http_proxy: address, HTTPS_PROXY: address, NO_PROXY: '' },
  })
  expect(stdout.trim()).toBe('direct')
  expect(seen).toHaveLength(1)
  expect(proxy.seen).toEqual([])
})
