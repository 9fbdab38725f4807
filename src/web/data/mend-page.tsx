import { Button, Group, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Agreement } from '../../features/agreement/agreement.ts'
import { reading, useChange, useReading } from '../../features/ask.ts'
import type { tryMapping } from '../../features/source/operations/correcting.ts'
import type { sourceVerbs } from '../../features/source/operations/ledger.ts'
import type { replayImport } from '../../features/source/operations/replaying.ts'
import type { getWorkspace } from '../../features/workspace/operations.ts'
import { useKept } from '../../kit/kept.ts'
import { Empty, Failure, Loading, Page, Read, Section } from '../../kit/page.tsx'
import { useUrlState } from '../../kit/url-state.ts'
import { Replayed } from './imports.tsx'
import { MappingEditor } from './mapping-editor.tsx'
import type { Mapping } from './mapping-form.tsx'
import { PreviewView } from './preview-view.tsx'
import { ProposePanel, type Words } from './propose-panel.tsx'

/** The mapping of a source beside the rows that it rejected, so that one sees at once what a change would make of them. */
export default function MendPage() {
  const { source: name = '' } = useParams({ strict: false }) as { source?: string }
  const [{ import: id }] = useUrlState()
  const source = useReading<typeof sourceVerbs.get>('source.get', { name })
  return (
    <Page
      title="Mend the mapping"
      path={[{ text: 'Data', href: '/data' }, { text: name, href: `/data/${name}` }, { text: 'Mend the mapping' }]}
    >
      {id ? (
        <Read query={source}>
          {agreement => <Mending key={agreement.head.number} agreement={agreement} run={id} />}
        </Read>
      ) : (
        <Empty
          what="Which rows?"
          why="Rejected rows belong to an import; choose “Mend the mapping” above those of the source."
          action={
            <Button component={Link} to={`/data/${name}` as string}>
              To the source
            </Button>
          }
        />
      )}
    </Page>
  )
}

type Kept = { spec: Mapping; words: Words }

function Mending({ agreement, run }: { agreement: Agreement; run: string }) {
  const { name, head, inForce } = agreement
  const spec = head.spec as Mapping
  const words = { name, title: head.title, owner: head.owner, why: '' }
  const [kept, change, forget] = useKept<Kept>(`mending ${name} ${head.number}`, { spec, words })
  const [asked] = useDebouncedValue(kept.spec, 400)
  const tried = useQuery({
    ...reading<typeof tryMapping>('source.try', { import: run, spec: asked }),
    placeholderData: keepPreviousData,
  })
  const workspace = useReading<typeof getWorkspace>('workspace.get', {})
  const replay = useChange<typeof replayImport>('source.replay')
  const isChanged = JSON.stringify(kept.spec) !== JSON.stringify(spec)
  return (
    <>
      {isChanged ? null : (
        <Stack gap="xs">
          <Group>
            <Button loading={replay.isPending} disabled={!inForce} onClick={() => replay.mutate({ import: run })}>
              Try the rejected rows again
            </Button>
            <Text fz="xs" c="dimmed">
              {inForce && inForce.number !== head.number
                ? `Revision ${head.number} is not in force yet; rows are tried under revision ${inForce.number}.`
                : `Under revision ${head.number}, as it is in force.`}
            </Text>
          </Group>
          <Failure error={replay.error} />
          {replay.data ? <Replayed of={replay.data.replayed} /> : null}
        </Stack>
      )}
      <Section title="What the rows mean">
        {tried.isPending ? (
          <Loading />
        ) : (
          <MappingEditor
            value={kept.spec}
            columns={tried.data?.columns ?? []}
            currency={workspace.data?.currency ?? 'EUR'}
            onChange={next => change({ spec: next })}
            beside={
              <>
                <Failure error={tried.error} again={() => void tried.refetch()} />
                {tried.data ? (
                  <PreviewView of={tried.data} zone={asked.zone} isStale={tried.isFetching || asked !== kept.spec} />
                ) : null}
              </>
            }
          />
        )}
      </Section>
      {isChanged ? (
        <ProposePanel
          spec={kept.spec}
          words={kept.words}
          onWords={next => change({ words: next })}
          base={head.number}
          blocked={(tried.data?.problems.length ?? 0) > 0}
          onProposed={forget}
        />
      ) : null}
    </>
  )
}
