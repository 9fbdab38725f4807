import { fail } from '../core/error.ts'
import type { Session } from './session.ts'

/** A company's files and the data they name, in memory for as long as the command runs. */
export async function openMemory(company: string, _data: string | undefined): Promise<Session> {
  return fail('unavailable', `Working on the files in ${company} is not possible yet.`)
}

/** A data directory on this machine, locked while it is open. */
export async function openDisk(dataDir: string, _company: string | undefined): Promise<Session> {
  return fail('unavailable', `Working on the data directory ${dataDir} is not possible yet.`)
}
