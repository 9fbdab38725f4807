import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fail, ProductError } from '../core/error.ts'
import { type FolderImport, importFolder } from '../features/source/operations/folder.ts'
import { progress } from './progress.ts'
import type { Session } from './session.ts'
import { openDirectory, openInMemory, readChecked, type Workplace } from './workplace.ts'

/**
 * A company's files and the data they name, in memory for as long as the command runs. The data is looked for in the
 * folder `data` beside the files unless another one is given.
 */
export async function openMemory(company: string, data: string | undefined): Promise<Session> {
  const folder = dataOf(company, data)
  const place = await openInMemory(company)
  try {
    return { ...sessionIn(place), imported: folder === undefined ? nothing() : await bringIn(place, folder) }
  } catch (error) {
    await place.close()
    throw error
  }
}

/** A data directory on this machine, locked while it is open; what the files of `company` say is used on it. */
export async function openDisk({ dataDir, company, as, create }: DiskPlace): Promise<Session> {
  const files = company === undefined ? undefined : readChecked(company)
  const session = sessionIn(await openDirectory(dataDir, { files, as, create }))
  return as === undefined ? { ...session, call: (...of) => session.call(...of).catch(hintWhoSpeaks) } : session
}

type DiskPlace = { dataDir: string; company?: string; as?: string; create?: boolean }

/** Whoever opens the files is an administrator, but of no team; teams are spoken for by people. */
function hintWhoSpeaks(error: unknown): never {
  if (!(error instanceof ProductError) || error.code !== 'forbidden') throw error
  throw new ProductError('forbidden', `${error.message} Say who you are with “--as E-MAIL”.`, error.details)
}

const sessionIn = ({ ctx, files, close }: Workplace): Session => ({
  call: (operation, input) => operation(ctx, input),
  files,
  close,
})

const nothing = (): FolderImport => ({ imports: [], failures: [], absent: [] })

function dataOf(company: string, data: string | undefined): string | undefined {
  if (data === undefined) {
    const beside = join(company, 'data')
    return existsSync(beside) && statSync(beside).isDirectory() ? beside : undefined
  }
  if (!existsSync(data)) fail('invalid', `There is no folder “${data}”. Give the folder that holds the data files.`)
  if (!statSync(data).isDirectory()) fail('invalid', `“${data}” is a file. Give the folder that holds the data files.`)
  return data
}

async function bringIn({ ctx }: Workplace, folder: string): Promise<FolderImport> {
  const bar = progress({ label: `Reading ${folder}`, unit: 'bytes' })
  try {
    const done = await importFolder(ctx, folder, ({ bytesRead, bytes }) => bar.at(bytesRead, bytes))
    if (done.failures.length > 0) throw unreadable(done.failures)
    return done
  } finally {
    bar.end()
  }
}

/** Every file that could not be read, with all that is wrong with it. */
function unreadable(failures: FolderImport['failures']): ProductError {
  const problems = failures.flatMap(({ file, error }) => {
    const own = error.details.problems ?? [{ path: [], code: error.code, message: error.message }]
    return own.map(problem => ({ ...problem, message: `${file}: ${problem.message}` }))
  })
  return new ProductError('invalid', problems[0]?.message ?? 'A data file cannot be read.', { problems })
}
