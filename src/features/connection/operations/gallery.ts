import { z } from 'zod'
import type { Connector } from '../../../connectors/connector.ts'
import { operation } from '../../operation.ts'
import { connectorOf, connectorsOf } from './asking.ts'

const Listed = z.object({
  name: z.string(),
  title: z.string(),
  category: z.string(),
  does: z.string(),
  ways: z
    .array(z.enum(['file', 'api', 'query', 'webhook']))
    .describe('How its data comes: files somebody exports, its API, queries, or what it sends itself'),
  presets: z.array(z.string()).describe('Kinds of rows whose meaning is known'),
})

export const listConnectors = operation({
  name: 'connector.list',
  does: 'List the outside systems that Plumbline knows, and how their data comes.',
  needs: 'connector:read',
  input: z.object({}),
  output: z.array(Listed),
  run: async ctx => connectorsOf(ctx).map(listed),
})

export const showConnector = operation({
  name: 'connector.show',
  does: 'Show how an outside system is set up, what is entered to connect, and what its rows mean.',
  needs: 'connector:read',
  input: z.object({ name: z.string().min(1).describe('Name of the connector, as “connector list” shows it') }),
  output: Listed.omit({ presets: true }).extend({
    steps: z.array(z.string()).describe('What to do in that system, and then here'),
    fields: z
      .array(
        z.object({
          name: z.string(),
          title: z.string(),
          hint: z.string(),
          secret: z.boolean(),
          optional: z.boolean(),
        }),
      )
      .describe('What is entered to connect'),
    presets: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        does: z.string(),
        team: z.string().describe('Team that usually owns such rows'),
        file: z.array(z.string()).describe('How files of it are called'),
        columns: z.array(z.string()).describe('Columns that such a file has'),
        api: z.boolean().describe('Whether the API brings such rows too'),
        source: z.record(z.string(), z.unknown()).describe('What the rows mean, as a source to propose'),
      }),
    ),
  }),
  async run(ctx, { name }) {
    const connector = connectorOf(ctx, name)
    const { steps, presets, api } = connector
    return {
      ...listed(connector),
      steps: [...steps],
      fields: fieldsOf(connector).map(({ optional = false, ...field }) => ({ ...field, optional })),
      presets: presets.map(preset => ({
        name: preset.name,
        title: preset.title,
        does: preset.does,
        team: preset.team,
        file: [...preset.file],
        columns: [...preset.columns],
        api: api?.objects.includes(preset.name) ?? false,
        source: { ...preset.source },
      })),
    }
  },
})

/** What is entered to connect to a system. */
export const fieldsOf = ({ api, receives }: Connector) => api?.fields ?? receives?.fields ?? []

function listed(connector: Connector): z.input<typeof Listed> {
  const { name, title, category, does, presets, api, receives } = connector
  const ways: z.input<typeof Listed>['ways'] = []
  if (presets.length > 0) ways.push('file')
  if (api) ways.push(api.objects.length > 0 ? 'api' : 'query')
  if (receives) ways.push('webhook')
  return { name, title, category, does, ways, presets: presets.map(each => each.name) }
}
