import { fail } from '../../core/error.ts'
import { LIMITS } from '../../features/event/event.ts'

/** The key in a header: the user of basic authentication, or a bearer. */
export function keyIn(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined
  const [, way = '', said = ''] = /^(\w+)\s+(\S+)$/.exec(authorization.trim()) ?? []
  if (/^bearer$/i.test(way)) return said
  if (!/^basic$/i.test(way)) return undefined
  const user = Buffer.from(said, 'base64').toString('utf8').split(':', 1)[0]
  return user === '' ? undefined : user
}

/** The key in a body, or in the first message of its batch. */
export function writeKeyIn({ writeKey, batch }: Record<string, unknown>): string | undefined {
  const first = Array.isArray(batch) ? (batch[0] as { writeKey?: unknown } | null)?.writeKey : undefined
  const key = writeKey ?? first
  return typeof key === 'string' && key.length < 200 ? key : undefined
}

/** The JSON in `?data=`, which is written in base 64. */
export function dataIn(url: string): string {
  const data = new URL(url, 'http://localhost').searchParams.get('data') ?? ''
  const bytes = Buffer.from(data.replaceAll(' ', '+'), 'base64')
  return bytes.length > LIMITS.event
    ? fail('limit', `An event has at most ${LIMITS.event} bytes of JSON.`, { reason: 'too_large' })
    : bytes.toString('utf8')
}
