import './alignment.css'
import { Anchor, Button, Group, Text, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { ObjectLink } from '../../../kit/object-link.tsx'
import { Empty, Page, Read } from '../../../kit/page.tsx'
import { Status } from '../../../kit/status.tsx'
import { useUrlState } from '../../../kit/url-state.ts'
import { useReading } from '../../ask.ts'
import type { listRules } from '../operations.ts'
import { RuleForm } from './rule-form.tsx'

/** Every rule that is looked for: what it finds, why it matters, what puts it right, and from which numbers on it speaks. */
export default function RulesPage() {
  const rules = useReading<typeof listRules>('finding.rules', {})
  const [said, say] = useUrlState()
  const words = (said.text ?? '').toLowerCase()
  useTarget(rules.data !== undefined)
  return (
    <Page title="Rules" path={[{ text: 'Alignment', href: '/alignment' }]}>
      <TextInput
        label="Find a rule"
        defaultValue={said.text}
        onChange={event => say({ text: event.currentTarget.value || undefined })}
        maw={320}
      />
      <Read query={rules} rows={14}>
        {all => {
          const shown = all.filter(({ rule, says }) => `${rule} ${says}`.toLowerCase().includes(words))
          if (shown.length === 0)
            return <Empty what="No rule is called like that." why="Try a word of what it finds, such as “target”." />
          return (
            <ul className="rule-list">
              {shown.map(rule => (
                <Rule key={rule.rule} {...rule} />
              ))}
            </ul>
          )
        }}
      </Read>
    </Page>
  )
}

/** Goes to the rule that the address names, once the rules are there. */
function useTarget(isThere: boolean): void {
  useEffect(() => {
    if (isThere && location.hash.length > 1) document.getElementById(location.hash.slice(1))?.scrollIntoView()
  }, [isThere])
}

type RuleProps = {
  rule: string
  severity: string
  usually: string
  about: string
  says: string
  why: string
  fix: string
  thresholds: readonly { name: string; value: number; usually: number; says: string }[]
  configured: { owner: string; why: string } | null
}

function Rule({ rule, severity, usually, about, says, why, fix, thresholds, configured }: RuleProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <li id={rule}>
      <Group gap="sm" align="baseline">
        <Text component="h2" fw={600} fz="md">
          {rule}
        </Text>
        <Status of={severity} />
        <Text span fz="xs" c="dimmed">
          reads {about === 'data' ? 'what happened' : 'what is declared'}
          {severity === usually ? '' : `, usually ${usually}`}
        </Text>
      </Group>
      <Text fz="sm">{says}</Text>
      <Text fz="sm" mt={4}>
        <b>Why it matters.</b> {why}
      </Text>
      <Text fz="sm" mt={4}>
        <b>What puts it right.</b> {fix}
      </Text>
      {thresholds.length > 0 ? (
        <ul className="figures" style={{ margin: '4px 0', fontSize: 'var(--mantine-font-size-sm)' }}>
          {thresholds.map(({ name, value, usually: as, says: meaning }) => (
            <li key={name}>
              {name} {value}
              {value === as ? '' : ` (usually ${as})`}: {meaning}
            </li>
          ))}
        </ul>
      ) : null}
      {configured ? (
        <Text fz="sm" mt={4}>
          {configured.owner} set it so: {configured.why}{' '}
          <ObjectLink object={`rule/${rule}`}>See the agreement</ObjectLink>
        </Text>
      ) : null}
      <Group gap="sm" mt={6}>
        <Anchor component={Link} to={'/alignment' as string} search={{ rule } as never} fz="sm">
          What it finds now
        </Anchor>
        {isOpen ? null : (
          <Button variant="subtle" size="compact-xs" onClick={() => setOpen(true)}>
            Judge it otherwise<span className="visually-hidden">: {rule}</span>
          </Button>
        )}
      </Group>
      {isOpen ? (
        <RuleForm rule={rule} teams={configured ? [configured.owner] : []} onDone={() => setOpen(false)} />
      ) : null}
    </li>
  )
}
