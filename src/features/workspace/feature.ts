import type { Feature } from '../feature.ts'
import { changeWorkspace, getWorkspace } from './operations.ts'
import { workspaceMigrations } from './tables.ts'

export const workspace: Feature = {
  name: 'workspace',
  does: 'The company: its name, calendar, currency and policy of signatures.',
  migrations: workspaceMigrations,
  operations: [getWorkspace, changeWorkspace],
}
