import { Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Revision } from '../../features/agreement/agreement.ts'
import { useReading } from '../../features/ask.ts'
import type { explainMetric } from '../../features/metric/operations.ts'
import { isRecord, labelOf, resolved, type Schema } from '../../kit/form/schema.ts'
import { conditionWords, inWords, pathTo } from './words.ts'

type StatementProps = {
  kind: string
  name: string
  revision: Revision
  schema: Schema
  /** What teams and other agreements are called, by `kind/name`. */
  titles: ReadonlyMap<string, string>
  isInForce: boolean
}

/** Fields that already are a sentence, and therefore come first. */
const SENTENCES = ['statement', 'means', 'objective', 'text', 'reason', 'feeds']

/** What an agreement says: its sentence first, then each field in the words of its kind, then why. */
export function Statement({ kind, name, revision, schema, titles, isInForce }: StatementProps) {
  const spec = isRecord(revision.spec) ? revision.spec : {}
  const order = Object.keys(schema.properties ?? {})
  const explained = useReading<typeof explainMetric>(
    'metric.explain',
    { name },
    { enabled: kind === 'metric' && isInForce },
  )
  const sentence = SENTENCES.map(field => spec[field]).find(said => typeof said === 'string')
  const lead = kind === 'metric' ? explained.data?.receipt.sentence : (sentence as string | undefined)
  const fields = Object.entries(spec)
    .filter(([, value]) => value !== undefined && value !== lead && !(Array.isArray(value) && value.length === 0))
    .toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
  return (
    <Stack gap="md">
      {lead ? (
        <Text fz="lg" maw={640} style={{ lineHeight: 1.5 }}>
          {lead}
        </Text>
      ) : null}
      <dl className="declared">
        {fields.map(([field, value]) => (
          <div key={field}>
            <dt title={schema.properties?.[field]?.description}>{labelOf(field)}</dt>
            <dd>
              <Said value={value} schema={schema.properties?.[field] ?? {}} defs={schema.$defs ?? {}} titles={titles} />
            </dd>
          </div>
        ))}
        {revision.why ? (
          <div>
            <dt>Why</dt>
            <dd>{revision.why}</dd>
          </div>
        ) : null}
      </dl>
    </Stack>
  )
}

type SaidProps = {
  value: unknown
  schema: Schema
  defs: NonNullable<Schema['$defs']>
  titles: StatementProps['titles']
}

/** A value in the words of its schema; what names another agreement leads to it. */
function Said({ value, schema: given, defs, titles }: SaidProps): ReactNode {
  const schema = resolved(given, defs)
  const kind = schema['x-kind']
  const title = (name: string) => titles.get(`${kind}/${name}`) ?? name
  if (typeof value === 'string' && kind)
    return kind === 'team' ? (
      title(value)
    ) : (
      <Link to={pathTo({ kind, name: value })} className="plain-link">
        {title(value)}
      </Link>
    )
  if (Array.isArray(value) && schema.items) {
    const items = schema.items
    const isShort = value.every(each => typeof each !== 'object')
    if (isShort)
      return value.map((each, at) => (
        <span key={String(each)}>
          {at > 0 ? ', ' : ''}
          <Said value={each} schema={items} defs={defs} titles={titles} />
        </span>
      ))
    return (
      <ol className="declared-list">
        {value.map((each, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: revisions never change, so the place is the item
          <li key={at}>
            <Said value={each} schema={items} defs={defs} titles={titles} />
          </li>
        ))}
      </ol>
    )
  }
  if (!isRecord(value)) return inWords(value)
  if (schema.properties?.and) return conditionWords(value)
  if (schema.properties === undefined) return inWords(value)
  return <SaidFields value={value} schema={schema} defs={defs} titles={titles} />
}

/** The fields of a part in one line each, the one that says most without its name. */
function SaidFields({ value, schema, defs, titles }: SaidProps & { value: Record<string, unknown> }) {
  const order = Object.keys(schema.properties ?? {})
  const fields = Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
  const first = fields.find(([field]) => field === 'name' || field === 'title' || field === 'channel')
  return (
    <>
      {first ? <strong>{inWords(first[1])} </strong> : null}
      {fields
        .filter(each => each !== first)
        .map(([field, each], at) => (
          <span key={field}>
            {at > 0 ? ' · ' : ''}
            <span className="quiet">{`${labelOf(field).toLowerCase()} `}</span>
            <Said value={each} schema={schema.properties?.[field] ?? {}} defs={defs} titles={titles} />
          </span>
        ))}
    </>
  )
}
