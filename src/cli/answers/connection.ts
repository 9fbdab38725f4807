import type { draftObject } from '../../features/connection/operations/drafting.ts'
import type { listConnectors, showConnector } from '../../features/connection/operations/gallery.ts'
import type { listConnections, listRuns, showConnection } from '../../features/connection/operations/showing.ts'
import { sourceAsYaml } from '../draft.ts'
import type { Form, NameOf } from '../format.ts'
import { drawTable, type Table } from '../table.ts'

type Connections = Awaited<ReturnType<typeof listConnections>>
type Shown = Connections[number] &
  Partial<Pick<Awaited<ReturnType<typeof showConnection>>, 'runs'>> & {
    proposed?: string[]
  }
type Run = Awaited<ReturnType<typeof listRuns>>['items'][number]

/** The systems that can be connected, one a line. */
export function connectorsForm(connectors: Awaited<ReturnType<typeof listConnectors>>): Form {
  return {
    read: {
      columns: ['name', 'title', 'comes by', 'does'],
      rows: connectors.map(({ name, title, ways, does }) => [name, title, ways.join(', '), does]),
    },
  }
}

/** How one system is set up: the steps by number, what is entered, what its rows are. */
export function connectorForm(connector: Awaited<ReturnType<typeof showConnector>>): Form {
  const { title, does, steps, fields, presets } = connector
  return {
    draw(terminal) {
      const parts = [
        `${title}: ${does}\n`,
        drawTable({ columns: ['step', 'what to do'], rows: steps.map((step, i) => [i + 1, step]) }, terminal),
      ]
      if (fields.length > 0)
        parts.push(drawTable({ columns: ['setting', 'what it is', 'hint'], rows: fields.map(fieldRow) }, terminal))
      if (presets.length > 0)
        parts.push(
          drawTable(
            {
              columns: ['object', 'by', 'team', 'does'],
              rows: presets.map(({ name, api, file, team, does: brings }) => [
                name,
                [...(api ? ['api'] : []), ...(file.length > 0 ? ['file'] : [])].join(', '),
                team,
                brings,
              ]),
            },
            terminal,
          ),
        )
      return parts.join('\n')
    },
  }
}

function fieldRow({
  name,
  title,
  hint,
  secret,
  optional,
}: { name: string; title: string; hint: string } & {
  secret: boolean
  optional: boolean
}): string[] {
  return [name, `${title}${secret ? ', secret' : ''}${optional ? ', may be left out' : ''}`, hint]
}

/** Connections with how they stand, as people look for one. */
export function connectionsForm(connections: Connections): Form {
  return {
    read: {
      columns: ['name', 'connector', 'owner', 'stands', 'schedule', 'next', 'last', 'waits'],
      rows: connections.map(each => [
        each.name,
        each.connector,
        each.owner,
        standOf(each),
        each.schedule,
        moment(each.nextAt),
        moment(each.lastAt),
        each.waits.length || null,
      ]),
    },
  }
}

function standOf({ state, underWay, failures }: Connections[number]): string {
  if (underWay) return 'under way'
  if (state === 'paused') return 'paused'
  return failures > 0 ? `failed ${failures}×` : 'active'
}

/** One connection: what it asks for, when, what waits, and its last runs. */
export function connectionForm(connection: Shown): Form {
  const { objects, settings, secrets, waits, error, runs = [], proposed = [] } = connection
  const facts = [
    ['name', connection.name],
    ['title', connection.title],
    ['connector', connection.connector],
    ['owner', connection.owner],
    ['stands', standOf(connection)],
    ['schedule', connection.schedule],
    ['next', moment(connection.nextAt)],
    ['last', moment(connection.lastAt)],
    ...Object.entries(settings).map(([name, value]) => [name, value]),
    ...secrets.map(name => [name, 'is set']),
    ...(error === null ? [] : [['failed', error]]),
    ...waits.map(wait => ['waits', wait]),
    ...proposed.map(source => ['proposed', source]),
  ]
  return {
    draw(terminal) {
      const parts = [
        drawTable({ columns: ['field', 'value'], rows: facts }, terminal),
        drawTable(
          {
            columns: ['object', 'source', 'query', 'watermark'],
            rows: objects.map(({ object, source, query, watermark }) => [object, source, query, watermark]),
          },
          terminal,
        ),
      ]
      if (runs.length > 0)
        parts.push(
          drawTable(
            runsTable(runs, id => id),
            terminal,
          ),
        )
      return parts.join('\n')
    },
  }
}

/** Runs with what became of their rows, one line an object. */
export function runsForm({ items }: { items: readonly Run[] }, nameOf: NameOf): Form {
  return { read: runsTable(items, nameOf) }
}

/** One run. */
export function runForm(run: Run, nameOf: NameOf): Form {
  return { read: runsTable([run], nameOf) }
}

function runsTable(runs: readonly Run[], nameOf: NameOf): Table {
  return {
    columns: ['began', 'by', 'state', 'object', 'rows', 'stored', 'duplicate', 'rejected', 'problem'],
    rows: runs.flatMap(({ startedAt, by, state, error, objects }) => {
      const run = [moment(startedAt), nameOf(by), state]
      if (objects.length === 0) return [[...run, null, null, null, null, null, error]]
      return objects.map(({ object, rows, stored, duplicate, rejected, problem }) => [
        ...run,
        object,
        rows,
        stored,
        duplicate,
        rejected,
        problem,
      ])
    }),
  }
}

/** A drafted source as YAML, what has to be asked first. */
export function draftedForm({ source, questions }: Awaited<ReturnType<typeof draftObject>>): Form {
  const { kind: _, name, owner, ...spec } = source
  return { draw: () => sourceAsYaml(String(name), String(owner), { source: spec as never, questions }) }
}

const moment = (at: string | null): string | null => (at === null ? null : `${at.slice(0, 10)} ${at.slice(11, 16)}`)
