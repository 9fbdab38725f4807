import './agreements.css'
import { useParams } from '@tanstack/react-router'
import type { overviewAgreements } from '../../features/agreement/operations/overview.ts'
import type { schemaOfKind } from '../../features/agreement/operations/schema.ts'
import type { showAgreement } from '../../features/agreement/operations/show.ts'
import { useReading } from '../../features/ask.ts'
import type { Schema } from '../../kit/form/schema.ts'
import { Page, Read } from '../../kit/page.tsx'
import { useTitles } from './list-page.tsx'
import { Proposing } from './proposing.tsx'

/** From an idea to a proposal: what it should say, what that does to past periods, why, and who has to sign. */
export default function ProposePage() {
  const { kind = '', name } = useParams({ strict: false }) as { kind?: string; name?: string }
  const schema = useReading<typeof schemaOfKind>('agreement.schema', { kind })
  const shown = useReading<typeof showAgreement>(
    'agreement.show',
    { kind, name: name ?? '' },
    { enabled: name !== undefined },
  )
  const all = useReading<typeof overviewAgreements>('agreement.overview', { limit: 500 })
  const teams = useTitles()
  const choices = (of: string) =>
    of === 'team'
      ? [...teams].map(([value, label]) => ({ value, label }))
      : (all.data?.items ?? [])
          .filter(each => each.kind === of)
          .map(each => ({ value: each.name, label: `${each.title} (${each.name})` }))
  const isReady = schema.data && all.data && (name === undefined || shown.data)
  if (!isReady)
    return (
      <Page title={name === undefined ? `A new ${kind}` : 'Propose a change'}>
        <Read<unknown> query={name === undefined || schema.error ? schema : shown} rows={12}>
          {() => null}
        </Read>
      </Page>
    )
  return (
    <Proposing
      key={`${kind}/${name ?? ''}`}
      kind={schema.data}
      schema={schema.data.schema as Schema}
      of={shown.data}
      teams={teams}
      choices={choices}
    />
  )
}
