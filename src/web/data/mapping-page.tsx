import { Alert, Anchor, Button, List, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Agreement } from '../../features/agreement/agreement.ts'
import { useReading } from '../../features/ask.ts'
import type { sourceVerbs } from '../../features/source/operations/ledger.ts'
import type { Source } from '../../features/source/source.ts'
import type { getWorkspace } from '../../features/workspace/operations.ts'
import { moment } from '../../kit/figure.ts'
import { useKept } from '../../kit/kept.ts'
import { Failure, Loading, Page, Section } from '../../kit/page.tsx'
import { useUrlState } from '../../kit/url-state.ts'
import { sizeOf } from './data-page.tsx'
import { Imported, ImportPanel } from './import-panel.tsx'
import { MappingEditor } from './mapping-editor.tsx'
import type { Mapping } from './mapping-form.tsx'
import { MappingWords } from './mapping-words.tsx'
import { PreviewView } from './preview-view.tsx'
import { ProposePanel, type Words } from './propose-panel.tsx'
import { type Upload, useDraft, usePreview, useUpload } from './uploads.ts'

/** A file on its way in: what its rows seem to mean, what that makes of them, who answers for it, then its import. */
export default function MappingPage() {
  const { upload: id = '' } = useParams({ strict: false }) as { upload?: string }
  const [{ source }] = useUrlState()
  const upload = useUpload(id)
  const file = upload.data
  return (
    <Page
      title={file?.name ?? file?.imported?.file ?? 'A new file'}
      path={[{ text: 'Data', href: '/data' }, { text: 'Add data' }]}
      beside={
        file?.state === 'waiting' ? (
          <Text fz="sm" c="dimmed">
            {sizeOf(file)}; kept until {moment(file.until)}
          </Text>
        ) : undefined
      }
    >
      {upload.error ? <Gone error={upload.error} /> : null}
      {file?.imported ? <Imported of={file.imported} /> : null}
      {file && !file.imported ? source ? <Known file={file} source={source} /> : <Unknown file={file} /> : null}
      {upload.isPending ? <Loading /> : null}
    </Page>
  )
}

function Gone({ error }: { error: unknown }) {
  return (
    <Stack>
      <Failure error={error} />
      <Anchor component={Link} to={'/data' as string}>
        To the sources
      </Anchor>
    </Stack>
  )
}

/** A file whose rows nobody has explained yet: the draft, its questions, and sources that it may belong to. */
function Unknown({ file }: { file: Upload }) {
  const draft = useDraft(file.upload, { enabled: true })
  if (draft.error) return <Failure error={draft.error} again={() => void draft.refetch()} />
  if (!draft.data) return <Loading />
  const { name, source, questions, preset } = draft.data
  return (
    <>
      {file.fits.length > 0 ? (
        <Alert color="gray" title="It may be known already">
          <Text fz="sm">
            {'Files of this name belong to '}
            {file.fits.map((fit, at) => (
              <span key={fit.name}>
                {at > 0 ? ', ' : ''}
                <Anchor
                  component={Link}
                  to={`/data/new/${file.upload}` as string}
                  search={{ source: fit.name } as never}
                  fz="sm"
                  underline="always"
                >
                  {fit.title}
                </Anchor>
              </span>
            ))}
            {'. Choose one to import the file there, or go on to make a source of its own.'}
          </Text>
        </Alert>
      ) : null}
      {preset ? (
        <Alert color="gray" title="A known export">
          <Text fz="sm">{preset.says}</Text>
        </Alert>
      ) : null}
      <Mapper
        file={file}
        spec={source}
        words={{ name, title: preset?.title ?? '', owner: '', why: '' }}
        questions={questions}
      />
    </>
  )
}

/** A file of a source that there is: it can be imported as agreed, or the mapping changed first. */
function Known({ file, source }: { file: Upload; source: string }) {
  const found = useReading<typeof sourceVerbs.get>('source.get', { name: source })
  if (found.error) return <Failure error={found.error} again={() => void found.refetch()} />
  if (!found.data) return <Loading />
  const { head } = found.data
  const words = { name: source, title: head.title, owner: head.owner, why: '' }
  return <Mapper key={head.number} file={file} spec={head.spec as Source} words={words} agreement={found.data} />
}

type MapperProps = {
  file: Upload
  spec: Mapping
  words: Words
  questions?: readonly string[]
  agreement?: Agreement
}

type Kept = { spec: Mapping; words: Words }

function Mapper({ file, spec, words, questions = [], agreement }: MapperProps) {
  const [, setUrl] = useUrlState()
  const [kept, change, forget] = useKept<Kept>(`mapping ${file.upload} ${agreement?.head.number ?? ''}`, {
    spec,
    words,
  })
  const [asked] = useDebouncedValue(kept.spec, 400)
  const preview = usePreview(file.upload, asked, { enabled: true })
  const workspace = useReading<typeof getWorkspace>('workspace.get', {})
  const isChanged = agreement === undefined || JSON.stringify(kept.spec) !== JSON.stringify(spec)
  const [wantsEditing, setEditing] = useState(false)
  const isEditing = wantsEditing || isChanged
  const columns = preview.data?.columns ?? []
  const comes = (
    <>
      <Failure error={preview.error} again={() => void preview.refetch()} />
      {preview.data ? (
        <PreviewView of={preview.data} zone={asked.zone} isStale={preview.isFetching || asked !== kept.spec} />
      ) : null}
    </>
  )
  return (
    <>
      {agreement && !isChanged ? <ImportPanel file={file} agreement={agreement} /> : null}
      {questions.length > 0 ? (
        <Alert color="gray" title="What the file does not say">
          <List size="sm">
            {questions.map(question => (
              <List.Item key={question}>{question}</List.Item>
            ))}
          </List>
        </Alert>
      ) : null}
      <Section
        title="What its rows mean"
        aside={
          isEditing ? null : (
            <Button variant="default" size="xs" onClick={() => setEditing(true)}>
              Change the mapping
            </Button>
          )
        }
      >
        {preview.isPending ? (
          <Loading />
        ) : !isEditing ? (
          <>
            <MappingWords of={spec} />
            {comes}
          </>
        ) : (
          <MappingEditor
            value={kept.spec}
            columns={columns}
            currency={workspace.data?.currency ?? 'EUR'}
            onChange={next => change({ spec: next })}
            beside={comes}
          />
        )}
      </Section>
      {isChanged ? (
        <ProposePanel
          spec={kept.spec}
          words={kept.words}
          onWords={next => change({ words: next })}
          base={agreement?.head.number}
          blocked={(preview.data?.problems.length ?? 0) > 0}
          onProposed={name => {
            forget()
            setUrl({ source: name })
          }}
        />
      ) : null}
    </>
  )
}
