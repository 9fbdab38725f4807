import { Button, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import type { FormEvent } from 'react'
import { useChange, useReading } from '../../features/ask.ts'
import type { AnyOperation } from '../../features/operation.ts'
import type { listTeams } from '../../features/team/operations.ts'
import { Failure, Section } from '../../kit/page.tsx'
import { without } from './events-field.tsx'
import type { Mapping } from './mapping-form.tsx'

/** What a source is called, who answers for it, and why it says what it says. */
export type Words = { name: string; title: string; owner: string; why: string }

type ProposePanelProps = {
  spec: Mapping
  words: Words
  onWords: (words: Words) => void
  /** Revision that is changed; absent for a new source. */
  base: number | undefined
  /** Whether the mapping still has problems. */
  blocked: boolean
  onProposed: (name: string) => void
}

/** Who answers for a source and why, then its proposal. What was typed stays when the server refuses it. */
export function ProposePanel({ spec, words, onWords, base, blocked, onProposed }: ProposePanelProps) {
  const teams = useReading<typeof listTeams>('team.list', {})
  const propose = useChange<AnyOperation>('source.propose')
  const isNew = base === undefined
  const set = (part: Partial<Words>) => onWords({ ...words, ...part })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { name, title, owner, why } = words
    const said = { ...spec, name, title: title || undefined, owner, why, base }
    propose.mutate(without(said), { onSuccess: () => onProposed(name) })
  }
  return (
    <Section title={isNew ? 'Who answers for it' : 'Why it changes'}>
      <form onSubmit={submit}>
        <Stack maw={560}>
          <Failure error={propose.error} />
          {isNew ? (
            <>
              <TextInput
                label="Title"
                description="What people call it, such as CRM deals"
                value={words.title}
                onChange={event => set({ title: event.currentTarget.value })}
              />
              <TextInput
                label="Name"
                description="What files and other agreements call it: lower case, digits and hyphens"
                required
                value={words.name}
                onChange={event => set({ name: event.currentTarget.value })}
              />
              <Select
                label="Owner"
                description="The team that answers for it"
                required
                searchable
                data={(teams.data ?? []).map(team => ({ value: team.name, label: team.title }))}
                value={words.owner || null}
                onChange={owner => set({ owner: owner ?? '' })}
              />
            </>
          ) : null}
          <Textarea
            label="Why"
            description="For those who have to sign it, and for whoever reads it in a year"
            required
            value={words.why}
            onChange={event => set({ why: event.currentTarget.value })}
          />
          <Group>
            <Button type="submit" loading={propose.isPending} disabled={blocked}>
              {isNew ? 'Propose the source' : 'Propose this change'}
            </Button>
            {blocked ? (
              <Text fz="xs" c="dimmed">
                The mapping has to be put right first.
              </Text>
            ) : null}
          </Group>
        </Stack>
      </form>
    </Section>
  )
}
