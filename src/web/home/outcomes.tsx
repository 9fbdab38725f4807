import { Anchor, Button, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Plumb } from '../../features/inbox/inbox.ts'
import { change, figure, moment } from '../../kit/figure.ts'
import { Figure } from '../../kit/figure-link.tsx'
import { ObjectLink } from '../../kit/object-link.tsx'
import { Empty, Section } from '../../kit/page.tsx'
import { PlumbLine } from '../../kit/plumb-line.tsx'
import { Sparkline } from '../../kit/sparkline.tsx'
import { Status } from '../../kit/status.tsx'

/** A small plumb line for each shared outcome: its number, and what pulls hardest at what carries it. */
export function Outcomes({ outcomes, score, asOf }: { outcomes: readonly Plumb[]; score: number; asOf: string }) {
  return (
    <Section
      title="How the outcomes hang"
      aside={
        <Text fz="sm" c="dimmed" className="figures">
          Alignment score{' '}
          <Anchor component={Link} to="/alignment" fz="sm" underline="always">
            {score} of 100
          </Anchor>
          , facts before {moment(asOf)}
        </Text>
      }
    >
      {outcomes.length === 0 ? (
        <Empty
          what="There is no shared outcome yet."
          why="A vision names the few numbers that everybody works for; each will hang here on its own line."
          action={
            <Button component={Link} to="/agreements" search={{ kind: 'vision' } as never} variant="default" size="xs">
              Look at the vision
            </Button>
          }
        />
      ) : (
        <div className="outcomes">
          {outcomes.map(each => (
            <Outcome key={each.metric} outcome={each} />
          ))}
        </div>
      )}
    </Section>
  )
}

function Outcome({ outcome }: { outcome: Plumb }) {
  const { metric, title, unit, grain, period, value, previous, target, health, points, problem, direction } = outcome
  const { carriers, says } = outcome
  const moved = change(previous, value, unit)
  const top = (
    <>
      <ObjectLink object={`metric/${metric}`}>
        <Text span fw={600}>
          {title}
        </Text>
      </ObjectLink>
      <div className="outcome-number">
        {period === null ? (
          <span className="large">–</span>
        ) : (
          <Figure metric={metric} grain={grain} period={period} value={value} unit={unit} why={problem} />
        )}
        <Text span fz="sm" c="dimmed" className="figures">
          {target === null ? 'no target' : `of ${figure(target, unit)}`}
        </Text>
        <Status of={health} />
      </div>
      <Text fz="xs" c="dimmed" className="figures">
        {period ?? ''} {moved === '' ? '' : `${moved} on the period before `}
        <Sparkline values={points.map(point => point.value)} good={direction} />
      </Text>
      <Text fz="xs" mt={4}>
        {says}
      </Text>
    </>
  )
  const bobs = carriers.map(({ object, title: name, lean, says: against }) => ({
    key: object,
    content: (
      <Text fz="sm" component="div">
        <ObjectLink object={object}>{name}</ObjectLink>
      </Text>
    ),
    lean,
    says: against,
  }))
  const hangsTrue = { key: 'true', content: <Text fz="sm">Nothing pulls at it</Text>, lean: 0 }
  return <PlumbLine label={`What pulls at ${title}`} top={top} bobs={bobs.length > 0 ? bobs : [hangsTrue]} />
}
