import { Button, Group, Stepper, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { fail, ProductError } from '../../core/error.ts'
import type { Problem } from '../../core/problem.ts'
import type { Shown } from '../../features/agreement/operations/show.ts'
import { ask, useChange } from '../../features/ask.ts'
import type { planDeclarations } from '../../features/declaration/operations.ts'
import type { AnyOperation } from '../../features/operation.ts'
import { ProblemList } from '../../kit/form/problem-list.tsx'
import type { Schema } from '../../kit/form/schema.ts'
import { Failure, Page } from '../../kit/page.tsx'
import { useMe } from '../me.ts'
import { useDraft } from './draft.ts'
import { EditStep } from './edit-step.tsx'
import { Impact, MEASURED } from './impact.tsx'
import { Overtaken } from './overtaken.tsx'
import { ReviewStep } from './review-step.tsx'
import { pathTo } from './words.ts'

type ProposingProps = {
  kind: { kind: string; does: string; signed: boolean }
  schema: Schema
  /** What is changed; absent for something new. */
  of: Shown | undefined
  teams: ReadonlyMap<string, string>
  choices: (kind: string) => readonly { value: string; label: string }[]
}

type Plan = Awaited<ReturnType<typeof planDeclarations>>

const [EDIT, IMPACT, WHY, REVIEW] = [0, 1, 2, 3]

/** The four steps of a proposal. What is typed is kept in the browser until it is proposed or thrown away. */
export function Proposing({ kind: { kind, does, signed }, schema, of, teams, choices }: ProposingProps) {
  const me = useMe()
  const navigate = useNavigate()
  const { draft, isKept, change, forget } = useDraft(`${me.id} ${kind}/${of?.name ?? ''}`, () => ({
    value: of ? of.declared : { ...(me.signsFor[0] ? { owner: me.signsFor[0] } : {}) },
    ...(of ? { base: { revision: of.head.number, value: of.declared } } : {}),
    why: '',
    step: EDIT as number,
  }))
  const [plan, setPlan] = useState<Plan | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const [isReadable, setReadable] = useState(true)
  const propose = useChange<AnyOperation>(`${kind}.propose`)
  const problems = problemsIn(error ?? propose.error)
  const step = plan === null ? EDIT : draft.step
  const isOvertaken = of !== undefined && draft.base !== undefined && of.head.number !== draft.base.revision
  const measured = MEASURED.includes(kind)
  const edit = (value: Record<string, unknown>) => {
    setPlan(null)
    setError(null)
    propose.reset()
    change({ value, step: EDIT })
  }
  const goTo = async (to: number) => {
    if (!isReadable) return
    if (to === EDIT) return change({ step: EDIT })
    setBusy(true)
    setError(null)
    try {
      const { name: _, ...rest } = draft.value
      const next = await ask<typeof planDeclarations>('declaration.plan', {
        declarations: [{ kind, name: String(draft.value.name ?? ''), ...rest }],
      })
      if (!of && (next.steps[0]?.base ?? 1) > 0)
        fail('invalid', taken(kind, draft.value.name).message, { problems: [taken(kind, draft.value.name)] })
      setPlan(next)
      change({ step: to === IMPACT && !measured ? WHY : to })
    } catch (caught) {
      setError(caught)
      change({ step: EDIT })
      window.scrollTo({ top: 0 })
    } finally {
      setBusy(false)
    }
  }
  const send = (asDraft: boolean) =>
    propose.mutate(
      {
        ...draft.value,
        why: draft.why,
        ...(draft.base ? { base: draft.base.revision } : {}),
        ...(asDraft ? { draft: true } : {}),
      },
      {
        onSuccess() {
          forget()
          notifications.show({
            message: asDraft
              ? 'Kept as a draft. Submit it when it is ready.'
              : signed
                ? 'Proposed. Its teams are asked to sign.'
                : 'It is in force.',
          })
          void navigate({ to: pathTo({ kind, name: String(draft.value.name) }) })
        },
      },
    )
  const title = of ? `Propose a change of “${of.head.title}”` : `Propose a new ${kind}`
  return (
    <Page
      title={title}
      path={[
        { text: 'Agreements', href: '/agreements' },
        { text: kind, href: `/agreements?kind=${kind}` },
        ...(of ? [{ text: of.head.title, href: pathTo(of) }] : []),
      ]}
    >
      <Text c="dimmed">{does}</Text>
      {isOvertaken && of ? (
        <Overtaken
          of={of}
          draft={draft}
          onChange={next => {
            setPlan(null)
            propose.reset()
            change({ ...next, step: EDIT })
          }}
        />
      ) : null}
      {isKept ? (
        <Group gap="sm">
          <Text fz="sm" c="dimmed">
            You began this before, and it was kept in this browser.
          </Text>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => {
              forget()
              setPlan(null)
            }}
          >
            Throw it away
          </Button>
        </Group>
      ) : null}
      <Stepper
        active={step}
        onStepClick={to => void goTo(to)}
        allowNextStepsSelect={plan !== null}
        size="sm"
        iconSize={28}
        className="proposal-steps"
      >
        <Stepper.Step label="What it says" />
        <Stepper.Step label="Past periods" description={measured ? undefined : 'not for this kind'} />
        <Stepper.Step label="Why" />
        <Stepper.Step label="Who has to sign" />
      </Stepper>
      {problems.length > 0 ? (
        <ProblemList problems={problems} />
      ) : (
        <Failure error={error ?? (isOvertaken ? null : propose.error)} />
      )}
      {step === EDIT ? (
        <EditStep
          kind={kind}
          schema={schema}
          value={draft.value}
          onChange={edit}
          problems={problems}
          choices={choices}
          isNew={of === undefined}
          onReadable={setReadable}
        />
      ) : null}
      {step === IMPACT ? <Impact kind={kind} name={String(draft.value.name)} spec={specIn(draft.value)} /> : null}
      {step === WHY ? (
        <Textarea
          label="Why should it be so?"
          description={
            signed
              ? 'For the teams who have to sign it, and for those who read it in a year'
              : 'For those who read it in a year'
          }
          value={draft.why}
          onChange={event => change({ why: event.target.value })}
          maxLength={2000}
          minRows={4}
          maw={640}
          required
        />
      ) : null}
      {step === REVIEW && plan ? (
        <ReviewStep plan={plan} why={draft.why} signed={signed} teams={teams} isNew={of === undefined} />
      ) : null}
      <Group maw={720} justify="space-between">
        <Button
          variant="default"
          disabled={step === EDIT}
          onClick={() => change({ step: step === WHY && !measured ? EDIT : step - 1 })}
        >
          Back
        </Button>
        {step === REVIEW ? (
          <Group gap="xs">
            {signed ? (
              <Button variant="default" disabled={draft.why.trim() === '' || isOvertaken} onClick={() => send(true)}>
                Keep as a draft
              </Button>
            ) : null}
            <Button
              loading={propose.isPending}
              disabled={draft.why.trim() === '' || isOvertaken || plan?.steps.length === 0}
              onClick={() => send(false)}
            >
              {signed ? 'Propose' : 'Put in force'}
            </Button>
          </Group>
        ) : (
          <Button
            loading={isBusy}
            disabled={!isReadable || (step === WHY && draft.why.trim() === '')}
            onClick={() => void goTo(step + 1)}
          >
            Next
          </Button>
        )}
      </Group>
    </Page>
  )
}

/** What is wrong, with places that begin at the declaration’s own fields. */
function problemsIn(error: unknown): Problem[] {
  if (!(error instanceof ProductError)) return []
  return (error.details.problems ?? []).map(problem =>
    problem.path[0] === 'declarations' ? { ...problem, path: problem.path.slice(2) } : problem,
  )
}

/** Something new under a name that is in use: the server would take it for a change. */
function taken(kind: string, name: unknown): Problem {
  const message = `There is a ${kind} “${name}” already. Choose another name, or propose a change of that one on its page.`
  return { path: ['name'], code: 'taken', message }
}

function specIn({ name: _n, title: _t, owner: _o, binds: _b, why: _w, ...spec }: Record<string, unknown>) {
  return spec
}
