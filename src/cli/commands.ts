import type { Installer } from './door.ts'

type Entry = { does: string; load: () => Promise<Installer> }

/** The commands that are more than one operation, each loaded when it is called. */
export const commands: Readonly<Record<string, Entry>> = {}

/** The commands that operations are. */
export const operationCommands = (): Promise<Installer> => import('./operations.ts')
