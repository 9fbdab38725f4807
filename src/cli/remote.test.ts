import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { ProductError } from '../core/error.ts'
import type { AnyOperation } from '../features/operation.ts'
import { openRemote } from './remote.ts'

const servers: Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

type Asked = { method?: string; url?: string; headers: IncomingMessage['headers']; body: string }
type Answer = { status?: number; body: unknown; headers?: Record<string, string> }

/** A server that notes what it was asked and gives one answer. */
async function serving({ status = 200, body, headers = {} }: Answer) {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const part of request) text += part
    asked.push({ method: request.method, url: request.url, headers: request.headers, body: text })
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  servers.push(server)
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

const reading = { operation: 'metric.measure', reads: true } as AnyOperation
const writing = { operation: 'metric.propose', reads: false } as AnyOperation

async function failureOf(work: Promise<unknown>): Promise<ProductError> {
  const error = await work.then(
    () => undefined,
    thrown => thrown,
  )
  expect(error).toBeInstanceOf(ProductError)
  return error
}

test('a call is one POST with the key and the input, and gives the answer', async () => {
  const { url, asked } = await serving({ body: { value: 3 } })
  const session = openRemote(`${url}/`, 'secret')
  expect(await session.call(reading, { name: 'new-arr' })).toEqual({ value: 3 })
  expect(asked).toHaveLength(1)
  expect(asked[0]).toMatchObject({ method: 'POST', url: '/api/v1/metric.measure', body: '{"name":"new-arr"}' })
  expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer secret', 'content-type': 'application/json' })
  expect(asked[0]?.headers['idempotency-key']).toBeUndefined()
})

test('a server behind a path keeps its path', async () => {
  const { url, asked } = await serving({ body: {} })
  await openRemote(`${url}/plumbline`, undefined).call(reading, undefined)
  expect(asked[0]).toMatchObject({ url: '/plumbline/api/v1/metric.measure', body: '{}' })
  expect(asked[0]?.headers.authorization).toBeUndefined()
})

test('every write has an idempotency key of its own', async () => {
  const { url, asked } = await serving({ body: {} })
  const session = openRemote(url, 'secret')
  await session.call(writing, {})
  await session.call(writing, {})
  const keys = asked.map(each => each.headers['idempotency-key'])
  expect(new Set(keys).size).toBe(2)
  expect(keys[0]).toMatch(/^[0-9a-z]{26}$/)
})

test('a problem over there is the same problem here', async () => {
  const problems = [{ path: ['grain'], code: 'invalid_value', message: '“grain” must be one of day, week.' }]
  const body = { type: 'about:blank', title: 'Invalid', status: 422, detail: 'Wrong grain.', code: 'invalid', problems }
  const { url } = await serving({ status: 422, body })
  const error = await failureOf(openRemote(url, 'k').call(reading, {}))
  expect(error).toMatchObject({ code: 'invalid', message: 'Wrong grain.', details: { problems } })
})

test.each([
  [401, 'forbidden'],
  [403, 'forbidden'],
  [404, 'not_found'],
  [409, 'conflict'],
  [412, 'conflict'],
  [428, 'conflict'],
  [413, 'limit'],
  [429, 'limit'],
  [400, 'invalid'],
  [503, 'unavailable'],
])('a status %i without a code is %s', async (status, code) => {
  const { url } = await serving({ status, body: { title: 'No.' } })
  expect(await failureOf(openRemote(url, 'k').call(reading, {}))).toMatchObject({ code, message: 'No.' })
})

test('what is not Plumbline is told from what is', async () => {
  const { url } = await serving({ status: 502, body: '<h1>Bad gateway</h1>' })
  const error = await failureOf(openRemote(url, 'k').call(reading, {}))
  expect(error.code).toBe('unavailable')
  expect(error.message).toBe(`${url} answered 502, but not as Plumbline does. Check the address.`)
})

test('a redirect is not followed, since the key would go with it', async () => {
  const there = await serving({ body: {} })
  const { url } = await serving({ status: 307, body: {}, headers: { location: `${there.url}/api/v1/metric.measure` } })
  expect(await failureOf(openRemote(url, 'k').call(reading, {}))).toMatchObject({ code: 'unavailable' })
  expect(there.asked).toEqual([])
})

test('a server that is not there is named, with the reason', async () => {
  const error = await failureOf(openRemote('http://127.0.0.1:1', 'k').call(reading, {}))
  expect(error.code).toBe('unavailable')
  expect(error.message).toMatch(
    /^http:\/\/127\.0\.0\.1:1 does not answer \(.+\)\. Check the address, and that it runs\.$/,
  )
})

test.each(['plumbline.example.com', 'ftp://x', ''])('“%s” is no address', address => {
  expect(() => openRemote(address, 'k')).toThrow('is not the address of a server')
})
