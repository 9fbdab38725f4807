import { Button, Group, NumberInput, Select, Stack, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { Failure, Read } from '../../../kit/page.tsx'
import { useChange, useReading } from '../../ask.ts'
import type { listTeams } from '../../team/operations.ts'
import type { listRules, ruleVerbs } from '../operations.ts'

type RuleProps = { rule: string; teams: readonly string[]; onDone: () => void }

/** Proposes how a rule judges in this company: how grave what it finds is, from which numbers on, or not at all. */
export function RuleForm(props: RuleProps) {
  const rules = useReading<typeof listRules>('finding.rules', {})
  const known = useReading<typeof ruleVerbs.list>('rule.list', { limit: 500 })
  return (
    <Read query={rules} rows={4}>
      {all => (
        <Read query={known} rows={4}>
          {({ items }) => {
            const of = all.find(each => each.rule === props.rule)
            const base = items.find(({ name }) => name === props.rule)?.head.number
            return of ? <Fields {...props} of={of} base={base} /> : null
          }}
        </Read>
      )}
    </Read>
  )
}

type Known = { severity: string; thresholds: { name: string; value: number; usually: number; says: string }[] }
type Chosen = 'error' | 'warning' | 'info' | 'off'

function Fields({ rule, teams, of, base, onDone }: RuleProps & { of: Known; base: number | undefined }) {
  const all = useReading<typeof listTeams>('team.list', {})
  const propose = useChange<typeof ruleVerbs.propose>('rule.propose')
  const [severity, setSeverity] = useState<string>(of.severity)
  const [values, setValues] = useState(() => Object.fromEntries(of.thresholds.map(each => [each.name, each.value])))
  const [owner, setOwner] = useState<string | null>(teams[0] ?? null)
  const [why, setWhy] = useState('')
  const submit = () =>
    propose.mutate(
      {
        name: rule,
        title: `How “${rule}” judges here`,
        owner: owner ?? '',
        severity: severity as Chosen,
        ...(of.thresholds.length > 0 ? { thresholds: values } : {}),
        why,
        ...(base === undefined ? {} : { base }),
      },
      {
        onSuccess: ({ state, head }) => {
          notifications.show({
            message:
              state === 'in force' ? 'It judges so from now on.' : `Proposed. ${head.binds.join(' and ')} sign it.`,
          })
          onDone()
        },
      },
    )
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
      aria-label="Judge this rule otherwise"
    >
      <Stack gap="sm">
        <Text fw={600} fz="sm">
          How “{rule}” judges here
        </Text>
        <Failure error={propose.error} />
        <Select
          label="What it finds is"
          data={['error', 'warning', 'info', { value: 'off', label: 'not looked for any more' }]}
          value={severity}
          onChange={value => setSeverity(value ?? of.severity)}
          allowDeselect={false}
        />
        {of.thresholds.map(({ name, says, usually }) => (
          <NumberInput
            key={name}
            label={name}
            description={`${says} Usually ${usually}.`}
            value={values[name]}
            onChange={value => setValues({ ...values, [name]: Number(value) })}
          />
        ))}
        <Textarea
          label="Why"
          description="For the team that signs it, and those who read it in a year"
          value={why}
          onChange={event => setWhy(event.currentTarget.value)}
          required
          maxLength={2000}
        />
        <Select
          label="Team"
          description="It answers for this, and signs it"
          data={(all.data ?? []).map(each => each.name)}
          value={owner}
          onChange={setOwner}
          searchable
          required
        />
        <Group gap="xs">
          <Button type="submit" size="xs" loading={propose.isPending}>
            Propose it
          </Button>
          <Button variant="subtle" size="xs" onClick={onDone}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
