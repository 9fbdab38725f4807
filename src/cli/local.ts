import { fail } from '../core/error.ts'
import type { Session } from './session.ts'
import { openDirectory, openInMemory, readChecked, type Workplace } from './workplace.ts'

/** A company's files and the data they name, in memory for as long as the command runs. */
export async function openMemory(company: string, data: string | undefined): Promise<Session> {
  if (data !== undefined) fail('unavailable', `Reading the data in ${data} is not possible yet.`)
  return sessionIn(await openInMemory(company))
}

/** A data directory on this machine, locked while it is open; what the files of `company` say is used on it. */
export async function openDisk(dataDir: string, company: string | undefined): Promise<Session> {
  return sessionIn(await openDirectory(dataDir, company === undefined ? {} : { files: readChecked(company) }))
}

const sessionIn = ({ ctx, close }: Workplace): Session => ({
  call: (operation, input) => operation(ctx, input),
  close,
})
