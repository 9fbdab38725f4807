import { Text } from '@mantine/core'
import { figure, moment, share } from '../../kit/figure.ts'
import { ObjectLink } from '../../kit/object-link.tsx'
import { Section } from '../../kit/page.tsx'
import { Status } from '../../kit/status.tsx'
import { Band, Way } from '../../kit/way.tsx'
import type { GoalReading, ResultReading } from './goal-tree.ts'

/** The key results of a goal, each drawn in its form: a way from a number to another, a band, a milestone, a baseline. */
export function GoalResults({ goal }: { goal: GoalReading }) {
  return (
    <Section title="Key results">
      {goal.results.length === 0 ? (
        <Text c="dimmed" fz="sm">
          It has no key result yet, so nobody can see whether it is reached.
        </Text>
      ) : (
        <div>
          {goal.results.map(result => (
            <Result key={result.name} result={result} isAlone={goal.results.length === 1} />
          ))}
        </div>
      )}
    </Section>
  )
}

function Result({ result, isAlone }: { result: ResultReading; isAlone: boolean }) {
  const { name, metric, title, kind, by, weight, confidence, status, progress, expected, problem, source } = result
  const facts = [
    kind,
    isAlone ? '' : `weight ${weight}`,
    `by ${moment(by)}`,
    confidence === null ? '' : `confidence ${share(confidence)}`,
  ]
  return (
    <div className="goal-result">
      <div>
        <Text fw={500} fz="sm">
          {name}
        </Text>
        <Text fz="xs" c="dimmed" component="div">
          {facts.filter(Boolean).join(', ')}
          {metric === undefined ? `, by hand${source ? ` from ${source}` : ''}` : null}
          {metric === undefined ? null : (
            <>
              , seen by <ObjectLink object={`metric/${metric}`}>{title}</ObjectLink>
            </>
          )}
        </Text>
        {problem ? (
          <Text fz="xs" c="dimmed">
            {problem}
          </Text>
        ) : null}
      </div>
      <Form result={result} />
      <Text ta="right" className="figures" fz="sm" component="div">
        <Text span fw={600}>
          {worthOf(result)}
        </Text>
        <Text fz="xs" c="dimmed">
          {progress === null ? 'not known' : `${share(progress)} done`}
          <br />
          {share(expected)} expected
        </Text>
      </Text>
      <Status of={status} />
    </div>
  )
}

function worthOf({ form, current, unit, progress }: ResultReading): string {
  if (form === 'milestone') return progress === 1 ? 'done' : 'open'
  return figure(current, unit)
}

function Form({ result }: { result: ResultReading }) {
  const { form, name, current, unit, from, to, keep, done, periods, progress, expected } = result
  if (form === 'band' && keep)
    return (
      <div>
        <Band value={current} low={keep[0]} high={keep[1]} unit={unit} what={name} />
        {periods ? <Text fz="xs" c="dimmed">{`${periods.inside} of ${periods.of} periods inside`}</Text> : null}
      </div>
    )
  if (form === 'change' && to !== undefined)
    return (
      <div>
        <Way done={progress} expected={expected} what={name} />
        <div className="way-ends figures">
          <span>{from === undefined ? 'no baseline' : figure(from, unit)}</span>
          <span>{figure(to, unit)}</span>
        </div>
      </div>
    )
  return (
    <div>
      <Way done={progress} expected={expected} what={name} />
      <Text fz="xs" c="dimmed">
        {form === 'baseline' ? 'Measuring it once is the result' : done}
      </Text>
    </div>
  )
}
