import type { MiddlewareHandler } from 'hono'
import { pino } from 'pino'

/** Structured lines on standard error, without what anybody said: no bodies, no queries, no e-mails, no keys. */
export type Log = {
  info(message: string, fields?: object): void
  warn(message: string, fields?: object): void
  error(error: unknown, where: string): void
  requests: MiddlewareHandler
}

export function createLog(level: string, stream: { write(line: string): void } = process.stderr): Log {
  const logger = pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, stream)
  return {
    info: (message, fields = {}) => logger.info(fields, message),
    warn: (message, fields = {}) => logger.warn(fields, message),
    error: (error, where) => logger.error({ where, error: withoutSecrets(error) }, 'failed'),
    async requests(c, next) {
      const began = performance.now()
      await next()
      const ms = Math.round(performance.now() - began)
      logger.debug({ method: c.req.method, path: c.req.path, status: c.res.status, ms }, 'answered')
    },
  }
}

function withoutSecrets(error: unknown): object {
  if (!(error instanceof Error)) return { message: scrubbed(String(error)) }
  return { name: error.name, message: scrubbed(error.message), stack: scrubbed(error.stack ?? '') }
}

/** Takes e-mail addresses and what looks like a key or a password in an address out of a text. */
export function scrubbed(text: string): string {
  return text
    .replaceAll(/[^\s"'<>()]+@[^\s"'<>()]+\.[a-z]{2,}/gi, '[e-mail]')
    .replaceAll(/\/\/[^/\s:@]+:[^/\s@]+@/g, '//[secret]@')
    .replaceAll(/\bpl[iw]?_[\w-]{8,}/g, '[key]')
}
