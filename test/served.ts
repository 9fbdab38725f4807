import { spawn } from 'node:child_process'
import { join } from 'node:path'

const MAIN = join(import.meta.dirname, '..', 'src', 'cli', 'main.ts')

/** A server that runs as a process of its own. */
export type Served = {
  address: string
  /** The number of its process. */
  pid: number
  /** Ends it by a signal and waits until it is gone; its exit code, none where the signal killed it. */
  end(signal: NodeJS.Signals): Promise<number | null>
  /** What it wrote to its standard error. */
  said(): string
}

/** Serves a data directory on a free port; resolves when it listens. */
export async function served(data: string, env: Readonly<Record<string, string>> = {}): Promise<Served> {
  const child = spawn(process.execPath, [MAIN, 'serve', '--data-dir', data, '--port', '0'], {
    env: { ...process.env, DATABASE_URL: '', EVENTS_URL: '', PLUMBLINE_PAGES: data, PLUMBLINE_LOG: 'error', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', part => {
    said += part
  })
  const closed = new Promise<number | null>(resolve => child.once('close', resolve))
  const address = await new Promise<string>((resolve, reject) => {
    let out = ''
    child.stdout.on('data', part => {
      out += part
      const found = /http:\/\/[^\s/]+(?=\s)/.exec(out)?.[0]
      if (found) resolve(found)
    })
    void closed.then(code => reject(new Error(`The server ended with ${code}: ${said}`)))
  })
  return {
    address,
    pid: child.pid ?? 0,
    said: () => said,
    async end(signal) {
      child.kill(signal)
      return closed
    },
  }
}

/** Sends messages to a collector as one batch; resolves with the answer, or with nothing where there was none. */
export async function sendBatch(
  address: string,
  key: string,
  batch: readonly object[],
): Promise<{ status: number; retryAfter: string | null; body: Outcome } | undefined> {
  try {
    const answer = await fetch(`${address}/v1/batch`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ batch }),
    })
    return {
      status: answer.status,
      retryAfter: answer.headers.get('retry-after'),
      body: (await answer.json()) as Outcome,
    }
  } catch {
    return undefined
  }
}

type Outcome = Record<'stored' | 'duplicate' | 'quarantined' | 'refused', number> & { detail?: string }
