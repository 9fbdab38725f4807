import { fail } from '../core/error.ts'
import type { AnyOperation } from '../features/operation.ts'
import type { FolderImport } from '../features/source/operations/folder.ts'
import type { Flags } from './flags.ts'
import { openDisk, openMemory } from './local.ts'
import { openRemote } from './remote.ts'
import type { CheckedFiles } from './workplace.ts'

/** A place where operations are carried out; the same call means the same in all of them. */
export type Session = {
  call(operation: AnyOperation, input: unknown): Promise<unknown>
  /** What was read into memory for this session alone. */
  imported?: FolderImport
  /** The files that say what is in force in this session. */
  files?: CheckedFiles
  close(): Promise<void>
}

export type Where =
  | { place: 'server'; server: string; key?: string }
  | { place: 'disk'; dataDir: string; company?: string; as?: string }
  | { place: 'memory'; company: string; data?: string }

/** The place that the flags name. A company beside a data directory says what its data means. */
export function whereOf({ company, data, dataDir, as, server, key }: Omit<Flags, 'format'>): Where {
  if (server !== undefined && dataDir !== undefined)
    fail('invalid', '“--server” and “--data-dir” name two places. Choose one.')
  if (server !== undefined && data !== undefined)
    fail('invalid', '“--data” belongs to “--company”; a server has its own data. Leave it out.')
  if (dataDir !== undefined && data !== undefined)
    fail(
      'invalid',
      '“--data-dir” holds data already. Leave “--data” out, or bring its files in with “plumbline import”.',
    )
  if (as !== undefined && dataDir === undefined)
    fail('invalid', '“--as” belongs to “--data-dir”, where people are known. Leave it out.')
  if (server !== undefined) return { place: 'server', server, key }
  if (dataDir !== undefined) return { place: 'disk', dataDir, company, ...(as === undefined ? {} : { as }) }
  if (company !== undefined) return { place: 'memory', company, data }
  return fail(
    'invalid',
    'Say where the work happens: “--company FOLDER”, “--data-dir FOLDER”, or “--server URL --key KEY”.',
  )
}

export async function openSession(where: Where): Promise<Session> {
  if (where.place === 'server') return openRemote(where.server, where.key)
  if (where.place === 'disk') return openDisk(where.dataDir, where.company, where.as)
  return openMemory(where.company, where.data)
}
