import type { Feature } from '../feature.ts'
import {
  changeConnection,
  createConnection,
  pauseConnection,
  removeConnection,
  resumeConnection,
} from './operations/changing.ts'
import { draftObject } from './operations/drafting.ts'
import { listConnectors, showConnector } from './operations/gallery.ts'
import { replayDeliveries } from './operations/receiving.ts'
import { listConnections, listRuns, showConnection } from './operations/showing.ts'
import { syncConnection, testConnection } from './operations/syncing.ts'
import { connectionMigrations } from './tables.ts'

export const connection: Feature = {
  name: 'connection',
  does: 'Outside systems that are asked on a schedule, or that send what happens.',
  nouns: { connector: 'Outside systems that Plumbline knows: how they are set up, and what their rows mean.' },
  migrations: connectionMigrations,
  operations: [
    listConnectors,
    showConnector,
    createConnection,
    changeConnection,
    testConnection,
    draftObject,
    syncConnection,
    listConnections,
    showConnection,
    listRuns,
    replayDeliveries,
    pauseConnection,
    resumeConnection,
    removeConnection,
  ],
}
