import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ProductError } from '../../core/error.ts'
import { checkUrl } from './destination.ts'
import { createRequest } from './request.ts'
import type { Resolve } from './resolve.ts'

let canaries: Server[] = []
let port = 0
let touched = 0

beforeAll(async () => {
  const listen = (host: string, at: number) =>
    new Promise<Server>((resolve, reject) => {
      const server = createServer(socket => {
        touched++
        socket.destroy()
      })
      server.once('error', reject)
      server.listen(at, host, () => resolve(server))
    })
  const first = await listen('0.0.0.0', 0)
  port = (first.address() as { port: number }).port
  // Machines without IPv6 have nobody at ::1.
  const second = await listen('::1', port).catch(() => undefined)
  canaries = second ? [first, second] : [first]
})

afterAll(() => {
  for (const canary of canaries) canary.close()
})

/** Where names lead, when somebody with a name server of their own sets a trap. */
const NAMES: Record<string, string[]> = {
  'loop.acme.test': ['127.0.0.1'],
  'loop6.acme.test': ['::1'],
  'mapped.acme.test': ['::ffff:127.0.0.1'],
  'mapped-hex.acme.test': ['::ffff:7f00:1'],
  'nat64.acme.test': ['64:ff9b::7f00:1'],
  'both.acme.test': ['93.184.215.14', '127.0.0.1'],
  'both6.acme.test': ['::1', '2606:4700::1'],
  'zero.acme.test': ['0.0.0.0'],
  'any6.acme.test': ['::'],
  'cloud.acme.test': ['169.254.169.254'],
  'ten.acme.test': ['10.0.0.1'],
  'ula.acme.test': ['fd12:3456::1'],
  'zone.acme.test': ['fe80::1%lo'],
  'octal.acme.test': ['0177.0.0.1'],
  'nothing.acme.test': [],
}
const resolve: Resolve = async host => NAMES[host] ?? []

const hostile: [string, string][] = [
  ['http://127.0.0.1:P/', 'private'],
  ['http://127.0.0.2:P/', 'private'],
  ['http://127.255.255.254:P/', 'private'],
  ['http://localhost:P/', 'private'],
  ['http://LOCALHOST:P/', 'private'],
  ['http://db.localhost:P/', 'private'],
  ['http://printer.local:P/', 'private'],
  ['http://metadata.google.internal:P/', 'private'],
  ['http://router.home.arpa:P/', 'private'],
  ['http://intranet:P/', 'private'],
  ['http://0.0.0.0:P/', 'private'],
  ['http://0:P/', 'spelling'],
  ['http://2130706433:P/', 'spelling'],
  ['http://017700000001:P/', 'spelling'],
  ['http://0x7f000001:P/', 'spelling'],
  ['http://0x7f.0x0.0x0.0x1:P/', 'spelling'],
  ['http://0177.0.0.1:P/', 'spelling'],
  ['http://0177.0x0.0.1:P/', 'spelling'],
  ['http://127.1:P/', 'spelling'],
  ['http://127.0.1:P/', 'spelling'],
  ['http://127.0.0.1.:P/', 'spelling'],
  ['http://127.000.000.001:P/', 'spelling'],
  ['http://127.0.0.1.1:P/', 'spelling'],
  ['http://425.510.425.510:P/', 'spelling'],
  ['http://4294967297:P/', 'spelling'],
  ['http://１２７.０.０.１:P/', 'spelling'],
  ['http://①②⑦.⓪.⓪.①:P/', 'spelling'],
  ['http://127。0。0。1:P/', 'spelling'],
  ['http://%31%32%37.0.0.1:P/', 'spelling'],
  ['http://loc%61lhost:P/', 'spelling'],
  ['http://ⓛocalhost:P/', 'spelling'],
  ['http://localhost.:P/', 'spelling'],
  ['http://[::1]:P/', 'private'],
  ['http://[0:0:0:0:0:0:0:1]:P/', 'spelling'],
  ['http://[0000::0001]:P/', 'spelling'],
  ['http://[::]:P/', 'private'],
  ['http://[::ffff:127.0.0.1]:P/', 'spelling'],
  ['http://[::ffff:7f00:1]:P/', 'private'],
  ['http://[::ffff:a9fe:a9fe]:P/', 'private'],
  ['http://[::127.0.0.1]:P/', 'spelling'],
  ['http://[::7f00:1]:P/', 'private'],
  ['http://[64:ff9b::7f00:1]:P/', 'private'],
  ['http://[64:ff9b:1::7f00:1]:P/', 'private'],
  ['http://[2002:7f00:1::]:P/', 'private'],
  ['http://[2001:0:7f00:1::]:P/', 'private'],
  ['http://[fe80::1%25lo]:P/', 'spelling'],
  ['http://[fe80::1]:P/', 'private'],
  ['http://[fd00:ec2::254]:P/', 'private'],
  ['http://[ff02::1]:P/', 'private'],
  ['http://169.254.169.254:P/latest/meta-data/', 'private'],
  ['http://168.63.129.16:P/', 'private'],
  ['http://100.100.100.200:P/', 'private'],
  ['http://10.0.0.1:P/', 'private'],
  ['http://172.16.0.1:P/', 'private'],
  ['http://192.168.0.1:P/', 'private'],
  ['http://198.18.0.1:P/', 'private'],
  ['http://224.0.0.1:P/', 'private'],
  ['http://255.255.255.255:P/', 'private'],
  ['http://user@127.0.0.1:P/', 'credentials'],
  ['http://api.acme.test:secret@127.0.0.1:P/', 'credentials'],
  ['http://api.acme.test@127.0.0.1:P/', 'credentials'],
  ['http://@127.0.0.1:P/', 'credentials'],
  ['http://127.0.0.1:P@api.acme.test/', 'credentials'],
  ['http://127.0.0.1:P\\@api.acme.test/', 'spelling'],
  ['http://api.acme.test\\@127.0.0.1:P/', 'spelling'],
  ['http:\\\\127.0.0.1:P\\', 'spelling'],
  ['http:127.0.0.1:P/', 'spelling'],
  ['http:/127.0.0.1:P/', 'spelling'],
  ['http:///127.0.0.1:P/', 'spelling'],
  ['//127.0.0.1:P/', 'scheme'],
  ['127.0.0.1:P', 'scheme'],
  ['ht\ttp://127.0.0.1:P/', 'spelling'],
  ['http://127.0.\n0.1:P/', 'spelling'],
  [' http://127.0.0.1:P/', 'spelling'],
  ['http://127.0.0.1:P/ HTTP/1.1\r\nHost: api.acme.test', 'spelling'],
  ['http://127.0.0.1#@api.acme.test:P/', 'private'],
  ['http://127.0.0.1?@api.acme.test:P/', 'private'],
  ['file:///etc/passwd', 'scheme'],
  ['file://127.0.0.1:P/', 'scheme'],
  ['ftp://127.0.0.1:P/', 'scheme'],
  ['gopher://127.0.0.1:P/_GET', 'scheme'],
  ['dict://127.0.0.1:P/', 'scheme'],
  ['ws://127.0.0.1:P/', 'scheme'],
  ['unix:/var/run/docker.sock', 'scheme'],
  ['data:text/plain,hello', 'scheme'],
  ['blob:http://127.0.0.1:P/1', 'scheme'],
  ['jar:http://127.0.0.1:P!/', 'scheme'],
  ['javascript:1', 'scheme'],
  ['', 'spelling'],
  ['https://', 'spelling'],
  ['https://127.0.0.1:P/', 'private'],
  ...Object.keys(NAMES)
    .filter(name => NAMES[name]!.length)
    .map((name): [string, string] => [`http://${name}:P/`, 'private']),
  ['http://nothing.acme.test:P/', 'name'],
]

const reasonOf = async (work: Promise<unknown>): Promise<unknown> => {
  const error = await work.then(
    () => undefined,
    (cause: unknown) => cause,
  )
  expect(error).toBeInstanceOf(ProductError)
  return (error as ProductError).details.reason
}

describe('an address that leads inside reaches nobody, even if its host is allowed', () => {
  test.each(hostile)('%j', async (written, reason) => {
    const url = written.replaceAll('P', String(port))
    const host = URL.parse(url)?.hostname ?? 'none'
    const allow = [host, `${host}:${port}`, `*.acme.test:${port}`, `127.0.0.1:${port}`, `localhost:${port}`]
    const rules = { allow, privateRanges: false }
    expect(await reasonOf(createRequest({ ...rules, resolve })(url))).toBe(reason)
    const problems = checkUrl(url, rules)
    if (!url.includes('.acme.test:') || reason === 'credentials' || reason === 'spelling')
      expect(problems[0]?.code).toBe(reason)
    for (const { message } of problems) expect(message).toMatch(/^[A-Z“].*\.$/)
    expect(touched).toBe(0)
  })
})

test('the table has at least sixty addresses, and the canary does hear who calls it', async () => {
  expect(new Set(hostile.map(([url]) => url)).size).toBeGreaterThanOrEqual(60)
  expect(touched).toBe(0)
  const open = createRequest({ allow: [`127.0.0.1:${port}`, `[::1]:${port}`], privateRanges: true })
  expect(await reasonOf(open(`http://127.0.0.1:${port}/`))).toBe('connection')
  expect(await reasonOf(open(`http://[::1]:${port}/`))).toBe('connection')
  expect(touched).toBe(canaries.length)
  touched = 0
})
