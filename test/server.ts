import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Context, Role } from '../src/features/context.ts'
import { addPerson, joinTeam } from '../src/features/team/operations.ts'
import type { Part } from '../src/features/team/team.ts'
import { openAccounts } from '../src/server/accounts.ts'
import { createLog } from '../src/server/log.ts'
import { type Options, optionsFrom } from '../src/server/options.ts'
import { serve } from '../src/server/serve.ts'
import { openEvents } from '../src/store/events/events.ts'
import { openRecords } from '../src/store/records/records.ts'
import { buildWorld, migrations } from './build.ts'

type Settings = {
  options?: Partial<Options>
  demo?: boolean
  pages?: string
  /** Instants that the workspace sees; the clock of the machine, when absent. */
  now?: () => string
  /** Stores and a workspace that are there already, instead of new ones. */
  place?: { ctx: Context; close(): Promise<void> }
}

/** Somebody who asks a server: by a session, a key, or not at all. */
export type Asker = {
  /** Sends a request; `body` goes as JSON. */
  send(path: string, request?: Sent): Promise<Answer>
  /** Carries out an operation. */
  call(operation: string, input?: unknown, request?: Sent): Promise<Answer>
}

type Sent = { method?: string; body?: unknown; headers?: Record<string, string>; raw?: string | Uint8Array }
// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
export type Answer = { status: number; headers: Headers; text: string; json: any }

export type TestServer = Awaited<ReturnType<typeof startServer>>

export const PASSWORD = 'plum-window-carpet-nine'

/**
 * A workspace in memory behind a listening server, in this process, with whatever tests need to be somebody. It is stopped when
 * the test ends that started it; in `beforeAll`, call `stop` in `afterAll`.
 */
export async function startServer({ options = {}, demo, pages, now, place }: Settings = {}, isOwn = true) {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-server-'))
  const { ctx, close } = place ?? (await openPlace())
  if (now) ctx.now = now
  const lines: string[] = []
  const serving = await serve({
    context: () => ctx,
    folder,
    options: { ...optionsFrom({ port: 0, rateLimit: 100_000 }, {}), ...options },
    pages,
    version: '0.0.0',
    log: createLog('debug', { write: line => void lines.push(line) }),
    ...(demo === undefined ? {} : { demo }),
  })
  const stop = async () => {
    await serving.stop()
    await close()
    rmSync(folder, { recursive: true, force: true })
  }
  if (isOwn) onTestFinished(stop)
  const { address, setup } = serving
  // Signed with the server’s own secret, so that tests need not wait for the three tries in ten seconds that signing in has.
  const secret = readFileSync(join(folder, 'secret'), 'utf8').trim()
  const accounts = openAccounts(ctx.records, { url: address, secret, origins: [address], admits: async () => true })
  const asker = (own: Record<string, string>): Asker => asking(address, own)
  return {
    address,
    setup: setup ?? '',
    folder,
    ctx,
    /** What the server wrote into its log. */
    log: () => lines.join(''),
    stop,
    accounts,
    stopServing: serving.stop,
    anonymous: asker({}),
    byKey: (key: string) => asker({ authorization: `Bearer ${key}` }),
    byCookie: (cookie: string) => asker({ cookie }),
    /** Somebody of the company who has signed in. */
    async person(name: string, role: Role = 'member', parts: Record<string, Part> = {}) {
      const email = await personIn(ctx, name, role, parts)
      const cookie = (await accounts.enter(email, name)).get('set-cookie')?.split(';')[0] ?? ''
      return { ...asker({ cookie }), email, cookie }
    },
  }
}

/** An empty workspace in memory. */
async function openPlace(): Promise<NonNullable<Settings['place']>> {
  const records = await openRecords({ memory: true }, migrations)
  const events = await openEvents({ memory: true }, { zone: 'Europe/Berlin' })
  const { ctx } = await buildWorld({ records, events })
  ctx.now = () => new Date().toISOString()
  return {
    ctx,
    async close() {
      await events.close()
      await records.close()
    },
  }
}

async function personIn(ctx: Context, name: string, role: Role, parts: Record<string, Part>): Promise<string> {
  const email = `${name.toLowerCase()}@acme.test`
  const { id } = await addPerson(ctx, { name, email, role })
  for (const [team, part] of Object.entries(parts)) await joinTeam(ctx, { team, person: id, part })
  return email
}

export function asking(address: string, own: Record<string, string>): Asker {
  const send = async (path: string, { method, body, headers, raw }: Sent = {}): Promise<Answer> => {
    const hasBody = body !== undefined || raw !== undefined
    const response = await fetch(`${address}${path}`, {
      method: method ?? (hasBody ? 'POST' : 'GET'),
      redirect: 'manual',
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...own, ...headers },
      ...(hasBody ? { body: raw ?? JSON.stringify(body) } : {}),
    } as RequestInit)
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, json: parsed(text) }
  }
  return {
    send,
    call: (operation, input = {}, request = {}) => send(`/api/v1/${operation}`, { body: input, ...request }),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
