import type { Installer } from './door.ts'

type Entry = { does: string; load: () => Promise<Installer> }

/** The commands that are more than one operation, each loaded when it is called. */
export const commands: Readonly<Record<string, Entry>> = {
  check: {
    does: 'Read agreements and data, compute everything, say what is out of plumb.',
    load: () => import('./check.ts'),
  },
  start: { does: 'Serve the demo company on this machine.', load: () => import('./start.ts') },
  demo: { does: 'Write the demo company into a folder, with troubles or without.', load: () => import('./demo.ts') },
  init: { does: 'Begin a company’s files from the files its tools export.', load: () => import('./init.ts') },
  draft: { does: 'Draft what the rows of a file mean, as a source to correct.', load: () => import('./draft.ts') },
  import: { does: 'Bring a file of facts into a data directory.', load: () => import('./import.ts') },
  plan: { does: 'Show what applying a company’s files would propose.', load: () => import('./plan.ts') },
  apply: {
    does: 'Propose what a company’s files say and the workspace does not yet.',
    load: () => import('./apply.ts'),
  },
  export: { does: 'Write out everything declared, as files.', load: () => import('./export.ts') },
  serve: { does: 'Serve a data directory to people’s browsers and to programs.', load: () => import('./serve.ts') },
  setup: {
    does: 'Make the first admin of a data directory, without a browser.',
    load: () => import('./setup.ts'),
  },
  schema: { does: 'Give the JSON Schema of a company’s files, for editors.', load: () => import('./schema.ts') },
  verify: {
    does: 'Check that everything in a data directory adds up.',
    load: () => import('./verify.ts'),
  },
  doctor: { does: 'Check this machine and a data directory.', load: () => import('./doctor.ts') },
}

/** The commands that operations are. */
export const operationCommands = (): Promise<Installer> => import('./operations.ts')
