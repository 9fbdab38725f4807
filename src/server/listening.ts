import type { Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { ProductError } from '../core/error.ts'

/** How long requests that are under way may take when the server stops. */
const PATIENCE_MS = 8000
const LOOK_MS = 50

/** Begins to listen, and says on which port. */
export function listen(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why =
        error.code === 'EADDRINUSE'
          ? `Something listens on ${host}:${port} already. Stop it, or take another port with --port.`
          : `${host}:${port} cannot be listened on (${error.code ?? error.message}). Take another with --host and --port.`
      reject(new ProductError('unavailable', why))
    })
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}

export type Sockets = {
  /** Ends every connection on which nothing is asked right now. */
  endIdle(): void
}

/** Knows the connections of a server, and on which of them something is asked. */
export function trackSockets(server: Server): Sockets {
  const open = new Map<Socket, number>()
  server.on('connection', socket => {
    open.set(socket, 0)
    socket.once('close', () => open.delete(socket))
  })
  server.on('request', ({ socket }, response) => {
    open.set(socket, (open.get(socket) ?? 0) + 1)
    response.once('close', () => {
      if (open.has(socket)) open.set(socket, (open.get(socket) ?? 1) - 1)
    })
  })
  return {
    endIdle() {
      for (const [socket, asked] of open) if (asked === 0) socket.destroy()
    },
  }
}

/** Answers what is under way, `close`s what would never end by itself, and lets go of the port. */
export function stop(server: Server, sockets: Sockets, close: () => void): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(() => server.closeAllConnections(), PATIENCE_MS)
    const looking = setInterval(() => sockets.endIdle(), LOOK_MS)
    server.close(() => {
      clearTimeout(timer)
      clearInterval(looking)
      resolve()
    })
    close()
    sockets.endIdle()
  })
}
