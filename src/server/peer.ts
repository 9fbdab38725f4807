import type { IncomingMessage } from 'node:http'

/** The header in which a request carries the address of whoever asks; nobody outside can set it. */
export const PEER = 'x-plumbline-peer'

/** Writes into a request who sends it, whatever it says of itself. */
export function stampPeer(request: IncomingMessage, proxies: number): void {
  const { headers, rawHeaders } = request
  const peer = peerOf(request.socket.remoteAddress, headers['x-forwarded-for'], proxies)
  // Some readers look at the one, some at the other.
  headers[PEER] = peer
  for (let i = rawHeaders.length - 2; i >= 0; i -= 2) if (rawHeaders[i]?.toLowerCase() === PEER) rawHeaders.splice(i, 2)
  rawHeaders.push(PEER, peer)
}

/** The address of whoever asks: what the outermost proxy that is trusted says, else the other end of the connection. */
export function peerOf(remote: string | undefined, forwarded: string | string[] | undefined, proxies: number): string {
  const said = String(forwarded ?? '')
    .split(',')
    .map(each => each.trim())
    .filter(Boolean)
  const peer = (proxies > 0 ? said.at(-proxies) : undefined) ?? remote ?? 'unknown'
  return peer.replace(/^::ffff:/, '')
}

/** One address, or the network of 64 bits that one holder of IPv6 addresses has. */
export function networkOf(peer: string): string {
  if (!peer.includes(':')) return peer
  const [head = '', tail] = peer.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail ? tail.split(':') : []
  const groups = tail === undefined ? left : [...left, ...Array(8 - left.length - right.length).fill('0'), ...right]
  return `${groups
    .slice(0, 4)
    .map(each => each.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
