import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * How senders of webhooks prove who they are, all of them with HMAC-SHA256 and a secret that both sides know.
 *
 * - `sha256`: `sha256=<hex>` or the bare hex over the body, in `X-Hub-Signature-256` or a header of the sender’s own; GitHub
 *   began it. It carries no time.
 * - `stripe`: `Stripe-Signature: t=<seconds>,v1=<hex>` over time and body.
 * - `standard`: Standard Webhooks, which Svix began: `webhook-id`, `webhook-timestamp` in seconds and
 *   `webhook-signature: v1,<base64>` over all three; the secret is `whsec_` and base64.
 * - `hubspot`: `X-HubSpot-Signature-v3: <base64>` over method, address, body and `X-HubSpot-Request-Timestamp` in ms.
 */
export const SCHEMES = ['sha256', 'stripe', 'standard', 'hubspot'] as const
export type Scheme = (typeof SCHEMES)[number]

/** A message as it came. */
export type Message = {
  method: string
  /** The whole address under which the sender knows us, with its scheme, host and query. */
  url: string
  /** By lower-case name. */
  headers: Readonly<Record<string, string | undefined>>
  /** The bytes as they came; a body that was parsed and written again has another signature. */
  body: Uint8Array
}

export type SignatureOptions = {
  scheme: Scheme
  secret: string
  /** Of `sha256`: the header that carries the signature, if it is not `X-Hub-Signature-256`. */
  header?: string
  /** Epoch milliseconds. */
  now: number
  /** How far the sender’s clock and ours may lie apart, in milliseconds; five minutes, when absent. */
  windowMs?: number
}

/**
 * Whether a message is genuine. What is not says why in a sentence that gives nothing away.
 *
 * A genuine message may still be a repetition within the window: keep `id`, or the message’s content, for that long.
 */
export type SignatureVerdict =
  | { genuine: true; id: string | undefined; sentAt: number | undefined }
  | { genuine: false; reason: 'secret' | 'missing' | 'malformed' | 'time' | 'wrong'; message: string }

export function checkSignature(message: Message, options: SignatureOptions): SignatureVerdict {
  const key = keyOf(options)
  if (!key) return refused('secret', 'The secret for signatures is missing or not in the form that the sender gave it.')
  const claim = CLAIMS[options.scheme](message, options)
  if (!claim) return refused('missing', `The message carries no signature of the kind “${options.scheme}”.`)
  const { sentAt } = claim
  if (Number.isNaN(sentAt) || !claim.signatures.length)
    return refused('malformed', `The message’s signature is not written as “${options.scheme}” writes it.`)
  const hmac = createHmac('sha256', key)
  for (const part of claim.signed) hmac.update(part)
  const expected = Buffer.from(hmac.digest(claim.encoding))
  const matches = claim.signatures.map(given => isEqual(Buffer.from(given), expected))
  if (!matches.includes(true)) return refused('wrong', 'The message’s signature does not fit its content.')
  if (sentAt !== undefined && Math.abs(options.now - sentAt) > (options.windowMs ?? FIVE_MINUTES))
    return refused('time', 'The message was signed too long ago, or by a clock that is ahead of ours.')
  return { genuine: true, id: claim.id, sentAt }
}

/** What a message says about its own signature; `sentAt` is not a number when it is written badly. */
type Claim = {
  signatures: string[]
  encoding: 'hex' | 'base64'
  signed: (string | Uint8Array)[]
  sentAt: number | undefined
  id: string | undefined
}

const FIVE_MINUTES = 300_000

const CLAIMS: Record<Scheme, (message: Message, options: SignatureOptions) => Claim | undefined> = {
  sha256({ headers, body }, { header = 'x-hub-signature-256' }) {
    const written = headers[header.toLowerCase()]
    if (!written) return undefined
    const hex = /^(?:sha256=)?([0-9a-f]{64})$/i.exec(written.trim())?.[1]?.toLowerCase()
    return { signatures: hex ? [hex] : [], encoding: 'hex', signed: [body], sentAt: undefined, id: undefined }
  },
  stripe({ headers, body }) {
    const written = headers['stripe-signature']
    if (!written) return undefined
    const pairs = written.split(',').map(pair => pair.trim().split('='))
    const valuesOf = (name: string) => pairs.filter(([key]) => key === name).map(([, value = '']) => value)
    const [time = ''] = valuesOf('t')
    return {
      signatures: valuesOf('v1'),
      encoding: 'hex',
      signed: [`${time}.`, body],
      sentAt: seconds(time),
      id: undefined,
    }
  },
  standard({ headers, body }) {
    const [id, time, written] = ['id', 'timestamp', 'signature'].map(
      part => headers[`webhook-${part}`] ?? headers[`svix-${part}`],
    )
    if (!id || !time || !written) return undefined
    const signatures = written.split(' ').flatMap(each => /^v1,(.+)$/.exec(each)?.[1] ?? [])
    return { signatures, encoding: 'base64', signed: [`${id}.${time}.`, body], sentAt: seconds(time), id }
  },
  hubspot({ method, url, headers, body }) {
    const written = headers['x-hubspot-signature-v3']
    const time = headers['x-hubspot-request-timestamp']
    if (!written || !time) return undefined
    const signed = [method.toUpperCase() + decodedUrl(url), body, time]
    return { signatures: [written.trim()], encoding: 'base64', signed, sentAt: seconds(time) / 1000, id: undefined }
  },
}

const seconds = (text: string): number => (/^\d{1,15}$/.test(text) ? Number(text) * 1000 : Number.NaN)

/** HubSpot signs the address with these characters decoded, and no others. */
function decodedUrl(url: string): string {
  return url.replaceAll(/%(3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi, code => decodeURIComponent(code))
}

function keyOf({ scheme, secret }: SignatureOptions): Buffer | undefined {
  if (!secret) return undefined
  if (scheme !== 'standard') return Buffer.from(secret)
  const coded = secret.replace(/^whsec_/, '')
  const key = Buffer.from(coded, 'base64')
  return key.length && /^[A-Za-z0-9+/]+={0,2}$/.test(coded) ? key : undefined
}

function isEqual(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function refused(reason: Exclude<SignatureVerdict, { genuine: true }>['reason'], message: string): SignatureVerdict {
  return { genuine: false, reason, message }
}
