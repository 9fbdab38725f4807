import { Stack, Text } from '@mantine/core'
import type { planDeclarations } from '../../features/declaration/operations.ts'
import { Section } from '../../kit/page.tsx'
import { Difference } from './difference.tsx'
import { list } from './words.ts'

type ReviewStepProps = {
  plan: Awaited<ReturnType<typeof planDeclarations>>
  why: string
  signed: boolean
  teams: ReadonlyMap<string, string>
  isNew: boolean
}

/** The proposal once more before it is sent: what changes, why, and which teams will be asked to sign. */
export function ReviewStep({ plan, why, signed, teams, isNew }: ReviewStepProps) {
  const [step] = plan.steps
  if (!step) return <Text fz="sm">This says what the newest revision says already. There is nothing to propose.</Text>
  const signers = step.signers.map(team => teams.get(team) ?? team)
  return (
    <Stack gap="lg">
      <Section title={isNew ? 'What it will say' : 'What changes'}>
        <Difference
          changes={step.changes.filter(change => !(change.path.length === 1 && change.path[0] === 'binds'))}
        />
      </Section>
      <Section title="Why">
        <Text fz="sm" maw={640} style={{ whiteSpace: 'pre-wrap' }}>
          {why || 'Say why first.'}
        </Text>
      </Section>
      <Section title="Who has to sign">
        <Text fz="sm" maw={640}>
          {signed
            ? `${list(signers)}, and somebody besides you among them. Until then what is in force stays in force.`
            : 'Nobody: it is in force at once.'}
        </Text>
      </Section>
    </Stack>
  )
}
