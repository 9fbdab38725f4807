import { randomBytes, timingSafeEqual } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What lets somebody in who stands at the machine: shown in the terminal and a file of the data directory, never in an answer. */
export type SetupToken = { token: string; until: number; used(): void }

const DAY_MS = 86_400_000
const FILE = 'setup-token'

/** A new token for a day, written to a file that only its owner can read. */
export function createSetupToken(folder: string, now: () => number): SetupToken {
  const token = randomBytes(32).toString('base64url')
  const file = join(folder, FILE)
  rmSync(file, { force: true })
  writeFileSync(file, `${token}\n`, { mode: 0o600, flag: 'wx' })
  const setup: SetupToken = {
    token,
    until: now() + DAY_MS,
    used() {
      setup.until = 0
      rmSync(file, { force: true })
    },
  }
  return setup
}

/** Whether a token is the one, and still good; takes as long for a wrong one as for the right one. */
export function takesToken({ token, until }: SetupToken, offered: string, now: number = Date.now()): boolean {
  const [known, given] = [Buffer.from(token), Buffer.from(offered)]
  return known.length === given.length && timingSafeEqual(known, given) && now < until
}
