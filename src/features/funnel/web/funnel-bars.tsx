import { Button, Text } from '@mantine/core'
import { formatDuration } from '../../../core/duration.ts'
import { figure, share, UNKNOWN } from '../../../kit/figure.ts'
import { Section } from '../../../kit/page.tsx'
import { useUrlState } from '../../../kit/url-state.ts'
import type { Funnel, StepReading } from '../funnel.ts'
import type { MeasuredFunnel } from '../operations.ts'

type BarsProps = {
  reading: MeasuredFunnel
  compared: MeasuredFunnel | undefined
  spec: Funnel
  titles: ReadonlyMap<string, string>
}

/** The steps as bars: how many come, which share of the step before and of all, and how long they take. */
export function FunnelBars({ reading, compared, spec, titles }: BarsProps) {
  const { total } = reading
  const first = total[0]?.people ?? 0
  const last = total.at(-1)
  const title =
    first === 0
      ? 'Nobody entered in this span'
      : `${figure(last?.people, '', { exact: true })} of ${figure(first, '', { exact: true })} people come through: ${share(last?.overall)}`
  return (
    <Section title={title}>
      {first === 0 ? <Text c="dimmed">Take a longer span, or a filter away.</Text> : null}
      <ol className="funnel">
        {total.map((step, i) => (
          <Step
            key={step.step}
            step={step}
            then={compared?.total[i]}
            title={titles.get(step.step) ?? step.step}
            stage={stageAt(spec, i)}
            isFirst={i === 0}
          />
        ))}
      </ol>
      {compared ? (
        <Text fz="xs" c="dimmed">
          The thin bar below each is the span it is compared with: {figure(compared.total[0]?.people)} people,{' '}
          {share(compared.total.at(-1)?.overall)} of them through.
        </Text>
      ) : null}
    </Section>
  )
}

function stageAt({ steps }: Funnel, index: number): string | undefined {
  const step = steps[index]
  return step && 'stage' in step ? step.stage : undefined
}

type StepProps = {
  step: StepReading
  then: StepReading | undefined
  title: string
  stage: string | undefined
  isFirst: boolean
}

function Step({ step, then, title, stage, isFirst }: StepProps) {
  const [, set] = useUrlState()
  const { people, conversion, overall, dropOff, sincePrevious, sinceEntry } = step
  return (
    <li>
      <div className="funnel-name">
        <Text fw={600}>{title}</Text>
        {stage ? (
          <Button variant="subtle" size="compact-xs" ml={-6} onClick={() => set({ stage }, { push: true })}>
            Who is in it
          </Button>
        ) : null}
      </div>
      <div className="funnel-bar">
        <div className="funnel-now" style={{ width: `${(overall ?? 0) * 100}%` }} />
        {then ? <div className="funnel-then" style={{ width: `${(then.overall ?? 0) * 100}%` }} /> : null}
      </div>
      <dl className="funnel-facts figures">
        <div>
          <dt>people</dt>
          <dd>
            {stage ? (
              <button
                type="button"
                className="figure-button"
                onClick={() => set({ stage }, { push: true })}
                aria-label={`${figure(people, '', { exact: true })} people: who is in ${title}`}
              >
                {figure(people, '', { exact: true })}
              </button>
            ) : (
              <b>{figure(people, '', { exact: true })}</b>
            )}
            {then ? <span className="quiet"> was {figure(then.people, '', { exact: true })}</span> : null}
          </dd>
        </div>
        {isFirst ? null : (
          <>
            <Fact term="of the step before" says={share(conversion)} then={then && share(then.conversion)} />
            <Fact term="of all" says={share(overall)} then={then && share(then.overall)} />
            <Fact term="went no further" says={figure(dropOff, '', { exact: true })} />
            <Fact
              term="half took, since the step before"
              says={sincePrevious ? formatDuration(sincePrevious.median) : UNKNOWN}
              then={then?.sincePrevious ? formatDuration(then.sincePrevious.median) : undefined}
            />
            <Fact term="9 in 10 took at most" says={sincePrevious ? formatDuration(sincePrevious.p90) : UNKNOWN} />
            <Fact term="half took, since the first" says={sinceEntry ? formatDuration(sinceEntry.median) : UNKNOWN} />
          </>
        )}
      </dl>
    </li>
  )
}

type FactProps = { term: string; says: string; then?: string | undefined }

function Fact({ term, says, then }: FactProps) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        {says}
        {then ? <span className="quiet"> was {then}</span> : null}
      </dd>
    </div>
  )
}
