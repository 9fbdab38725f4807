import type { IncomingMessage } from 'node:http'
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { fail } from '../../core/error.ts'
import { LIMITS } from '../../features/event/event.ts'
import type { Queue } from './queue.ts'

/**
 * The text of a request’s body, unpacked, whatever type it says it has. Nothing beyond the limit is read or unpacked, so that a
 * small body cannot become a large one.
 */
export async function readBody(request: IncomingMessage, queue: Queue): Promise<string> {
  const bytes = await received(request, queue)
  return unpacked(bytes, request.headers['content-encoding']).toString('utf8')
}

function received(request: IncomingMessage, queue: Queue): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > LIMITS.batch) return Promise.reject(tooLarge())
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let size = 0
    let isDone = false
    const end = (settle: () => void) => {
      if (isDone) return
      isDone = true
      queue.forget(size)
      request.removeAllListeners('data')
      settle()
    }
    request.on('data', (part: Buffer) => {
      size += part.length
      queue.expect(part.length)
      parts.push(part)
      if (size > LIMITS.batch) end(() => reject(tooLarge()))
      else if (queue.isFull) end(() => reject(queue.refusal()))
    })
    request.once('end', () => end(() => resolve(parts.length === 1 ? parts[0]! : Buffer.concat(parts))))
    request.once('close', () => end(() => reject(new BrokenOff())))
    request.once('error', () => end(() => reject(new BrokenOff())))
  })
}

/** Whoever sent the request is gone, so that nobody is to be answered. */
export class BrokenOff extends Error {}

function unpacked(bytes: Buffer, encoding: string | undefined): Buffer {
  const way = encoding?.trim().toLowerCase() ?? ''
  const options = { maxOutputLength: LIMITS.batch + 1 }
  let text: Buffer
  try {
    if (way === '' || way === 'identity') text = isGzip(bytes) ? gunzipSync(bytes, options) : bytes
    else if (way === 'gzip' || way === 'x-gzip') text = gunzipSync(bytes, options)
    else if (way === 'deflate') text = bytes[0] === ZLIB ? inflateSync(bytes, options) : inflateRawSync(bytes, options)
    else if (way === 'br') text = brotliDecompressSync(bytes, options)
    else
      return fail('invalid', `“${way.slice(0, 40)}” cannot be unpacked here. Send gzip, deflate, br or plain JSON.`, {
        reason: 'not_json',
      })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge()
    if (code?.startsWith('Z_') || code?.startsWith('ERR_'))
      return fail('invalid', 'The body could not be unpacked. Pack it again.')
    throw error
  }
  if (text.length > LIMITS.batch) throw tooLarge()
  return text
}

const ZLIB = 0x78

const isGzip = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

function tooLarge(): Error {
  try {
    return fail('limit', `A request has at most ${LIMITS.batch} bytes, unpacked. Send less at once.`, {
      reason: 'too_large',
    })
  } catch (error) {
    return error as Error
  }
}
