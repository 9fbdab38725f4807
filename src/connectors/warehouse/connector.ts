import type { Connector } from '../connector.ts'
import { warehouseApi } from './api.ts'

export const warehouse: Connector = {
  name: 'warehouse',
  title: 'PostgreSQL or a warehouse that speaks its protocol',
  category: 'warehouse',
  does: 'Asks a database for rows by a query of yours, on a schedule, and for what is new since the last time.',
  steps: [
    'In the database, make a role that may only read the tables or views you need: CREATE ROLE plumbline LOGIN PASSWORD …; GRANT SELECT ON … TO plumbline;',
    'Write one SELECT for each kind of row: a person, a deal, an invoice. Give every column the name you want to see.',
    'Choose a column that grows when a row is added or changed, such as updated_at, as the watermark: only rows from there on are asked for the next time.',
    'Connect with the address of the database and the queries. A database inside your own network has to be permitted by whoever runs Plumbline, with --allow-private.',
    'Say what the rows mean in a source, as for a file, and have it signed.',
  ],
  presets: [],
  api: warehouseApi,
}
