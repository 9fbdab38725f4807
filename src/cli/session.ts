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
  | { place: 'disk'; dataDir: string; company?: string; as?: string; create?: boolean }
  | { place: 'memory'; company: string; data?: string }

/**
 * The place that the flags name. A company beside a data directory says what its data means. What only reads makes no
 * data directory, so that a slip of the pen is not taken for an empty company; `writes` says that it may.
 */
export function whereOf(
  { company, data, dataDir, as, server, key }: Omit<Flags, 'format'>,
  { writes = false } = {},
): Where {
  for (const [flag, value] of Object.entries({ '--company': company, '--data': data, '--data-dir': dataDir }))
    if (value?.trim() === '') fail('invalid', `“${flag}” is empty. Name a folder.`)
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
  if (dataDir !== undefined) {
    const create = writes || company !== undefined
    return { place: 'disk', dataDir, company, create, ...(as === undefined ? {} : { as }) }
  }
  if (company !== undefined && writes)
    fail('invalid', 'Nothing would be kept, because “--company” is read into memory. Add “--data-dir FOLDER”.')
  if (company !== undefined) return { place: 'memory', company, data }
  return fail(
    'invalid',
    'Say where the work happens: “--company FOLDER”, “--data-dir FOLDER”, or “--server URL --key KEY”.',
  )
}

export async function openSession(where: Where): Promise<Session> {
  if (where.place === 'server') return openRemote(where.server, where.key)
  if (where.place === 'disk') return openDisk(where)
  return openMemory(where.company, where.data)
}
