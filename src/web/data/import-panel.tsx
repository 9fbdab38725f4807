import { Alert, Anchor, Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type Agreement, missingSignatures } from '../../features/agreement/agreement.ts'
import type { Import } from '../../features/source/ledger.ts'
import { moment } from '../../kit/figure.ts'
import { Failure, Section } from '../../kit/page.tsx'
import { Ledger } from './ledger.tsx'
import { importUpload, type Upload, useUpload } from './uploads.ts'

/** The import of a file into a source: at once where the source is in force, else once its teams have signed. */
export function ImportPanel({ file, agreement }: { file: Upload; agreement: Agreement }) {
  const { name, head, inForce } = agreement
  const client = useQueryClient()
  const importing = useMutation({
    mutationFn: () => importUpload(file.upload, name),
    async onSettled() {
      await client.refetchQueries({ queryKey: ['uploads', file.upload], exact: true })
      await client.invalidateQueries()
    },
  })
  const { data: now = file } = useUpload(file.upload, { watched: importing.isPending })
  if (!inForce)
    return (
      <Alert color="gray" title={head.proposed ? 'It waits for signatures' : 'It is a draft'}>
        <Text fz="sm">
          {head.proposed ? `${missingSignatures(head).join(', ')} has to sign the source first. ` : ''}
          {`The file is kept until ${moment(file.until)}; import it here, or from Data, once the source is in force. `}
          <Anchor component={Link} to={`/agreements/source/${name}` as string} fz="sm" underline="always">
            To the agreement
          </Anchor>
        </Text>
      </Alert>
    )
  const isBusy = importing.isPending || now.state === 'importing'
  return (
    <Section title={`Import into ${inForce.title}`}>
      <Stack gap="sm" maw={640}>
        <Failure error={importing.error ?? (now.failure && !isBusy ? new Error(now.failure.detail) : null)} />
        {inForce.number !== head.number && head.proposed ? (
          <Text fz="sm">
            {`Revision ${head.number} waits for ${missingSignatures(head).join(', ')}; until then rows are read under revision ${inForce.number}.`}
          </Text>
        ) : null}
        {isBusy ? (
          <Progressing of={now} />
        ) : (
          <Group>
            <Button onClick={() => importing.mutate()}>Import the file</Button>
            <Text fz="xs" c="dimmed">
              Importing the same file twice changes nothing.
            </Text>
          </Group>
        )}
      </Stack>
    </Section>
  )
}

function Progressing({ of }: { of: Upload }) {
  const { progress } = of
  const share = progress && progress.bytes > 0 ? progress.bytesRead / progress.bytes : 0
  return (
    <Stack gap={4} role="status">
      <Text fz="sm" className="figures">
        {progress ? `${(progress.rows + progress.skipped).toLocaleString('en')} rows read` : 'The file is being read'}
      </Text>
      <Progress value={share * 100} animated aria-label={`${Math.round(share * 100)} % imported`} />
      <Text fz="xs" c="dimmed">
        It goes on when you leave this page.
      </Text>
    </Stack>
  )
}

/** What became of a file that was imported, and where to go from there. */
export function Imported({ of }: { of: Import }) {
  return (
    <Section title="Imported">
      <Stack maw={640} role="status">
        <Ledger of={of} />
        <Group gap="sm">
          <Button component={Link} to={`/data/${of.source}` as string}>
            {of.rejected > 0 ? 'Put rejected rows right' : 'To the source'}
          </Button>
          <Button component={Link} to={'/data' as string} variant="default">
            All sources
          </Button>
        </Group>
      </Stack>
    </Section>
  )
}
