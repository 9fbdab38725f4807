import type { listImports, listRejected, measureFreshness } from '../../features/source/operations/ledger.ts'
import type { Form, NameOf } from '../format.ts'
import type { Table } from '../table.ts'
import { inline } from './inline.ts'

type Imports = Awaited<ReturnType<typeof listImports>>
type Rejected = Awaited<ReturnType<typeof listRejected>>
type Freshness = Awaited<ReturnType<typeof measureFreshness>>

/** Imports with their figures, as people look for one. */
export function importsForm({ items }: Imports, nameOf: NameOf): Form {
  return {
    read: {
      columns: ['import', 'file', 'rows', 'stored', 'duplicate', 'rejected', 'by', 'finished'],
      rows: items.map(each => [
        each.import,
        each.file,
        each.rows,
        each.stored,
        each.duplicate,
        each.rejected,
        nameOf(each.by),
        each.finishedAt?.slice(0, 10) ?? 'not yet',
      ]),
    },
  }
}

const MOST_SHOWN = 120

/** Rejected rows with their reasons; what the row holds is shown as far as a line reaches. */
export function rejectedForm({ items }: Rejected): Form {
  return { read: rejectedTable(items) }
}

export function rejectedTable(items: Rejected['items']): Table {
  const files = new Set(items.map(each => each.file)).size > 1
  return {
    columns: [...(files ? ['file'] : []), 'line', 'column', 'reason', 'content'],
    rows: items.map(({ file, line, reason, column, content }) => [
      ...(files ? [file] : []),
      line,
      column,
      reason,
      shortened(content),
    ]),
  }
}

function shortened(content: unknown): string {
  const text = inline(content)
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text
}

/** How new each source’s data is. */
export function freshnessForm(sources: Freshness): Form {
  return {
    read: {
      columns: ['source', 'owner', 'events', 'newest event', 'imported', 'overdue since'],
      rows: sources.map(({ source, owner, events, lastEvent, lastImport, staleSince }) => [
        source,
        owner,
        events,
        ...[lastEvent, lastImport, staleSince].map(at => at?.slice(0, 10) ?? null),
      ]),
    },
  }
}
