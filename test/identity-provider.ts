import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export type Identity = { sub: string; email: string; name: string; email_verified?: boolean }

/** A provider of identities on this machine: whoever comes is let in at once, as the identity that `is` set last. */
export async function startProvider() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const grants = new Map<string, { identity: Identity; nonce: string | undefined; challenge: string }>()
  let identity: Identity = { sub: '1', email: 'nobody@acme.test', name: 'Nobody' }
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', address)
    const say = (body: object) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (url.pathname === '/.well-known/openid-configuration')
      return say({
        issuer: address,
        authorization_endpoint: `${address}/authorize`,
        token_endpoint: `${address}/token`,
        jwks_uri: `${address}/jwks`,
        id_token_signing_alg_values_supported: ['RS256'],
      })
    if (url.pathname === '/jwks')
      return say({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }] })
    if (url.pathname === '/authorize') {
      const asked = url.searchParams
      const code = randomUUID()
      const nonce = asked.get('nonce') ?? undefined
      grants.set(code, { identity, nonce, challenge: asked.get('code_challenge') ?? '' })
      const back = new URL(asked.get('redirect_uri') ?? '')
      back.searchParams.set('code', code)
      back.searchParams.set('state', asked.get('state') ?? '')
      return response.writeHead(302, { location: back.href }).end()
    }
    let body = ''
    for await (const part of request) body += part
    const asked = new URLSearchParams(body)
    const grant = grants.get(asked.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(asked.get('code_verifier') ?? '')
      .digest('base64url')
    if (!grant || grant.challenge !== challenge) return response.writeHead(400).end('{"error":"invalid_grant"}')
    const seconds = Math.floor(Date.now() / 1000)
    const claims = {
      ...grant.identity,
      iss: address,
      aud: 'plumbline',
      iat: seconds,
      exp: seconds + 60,
      nonce: grant.nonce,
    }
    const parts = [{ alg: 'RS256', kid: 'one' }, claims].map(each =>
      Buffer.from(JSON.stringify(each)).toString('base64url'),
    )
    const signature = sign('sha256', Buffer.from(parts.join('.')), privateKey).toString('base64url')
    return say({
      access_token: randomUUID(),
      token_type: 'Bearer',
      expires_in: 60,
      id_token: [...parts, signature].join('.'),
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  onTestFinished(() => void server.close())
  return {
    address,
    is(next: Identity) {
      identity = next
    },
  }
}
