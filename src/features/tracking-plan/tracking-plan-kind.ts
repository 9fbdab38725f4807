import type { Problem } from '../../core/problem.ts'
import { saidType, suits } from '../../core/value-type.ts'
import { agreementKind } from '../kind.ts'
import { faultOf } from './pattern.ts'
import { type PlannedProperty, propertyOf, TrackingPlan } from './tracking-plan.ts'

export const trackingPlanKind = agreementKind({
  kind: 'tracking-plan',
  does: 'Which events a source sends and what has to be in them, and what becomes of those that are otherwise.',
  spec: TrackingPlan,
  check: checkPlan,
})

function checkPlan({ events, otherEvents, otherProperties }: TrackingPlan): Problem[] {
  const names = Object.entries(events)
  if (names.length === 0 && otherEvents === 'allowed' && otherProperties === 'allowed')
    return [
      { path: ['events'], code: 'empty_plan', message: 'The plan says nothing: every event is allowed. Name events.' },
    ]
  return names.flatMap(([event, { props = {} }]) =>
    Object.entries(props).flatMap(([property, planned]) =>
      checkProperty(planned).map(problem => ({
        ...problem,
        path: ['events', event, 'props', property, ...problem.path],
      })),
    ),
  )
}

function checkProperty(planned: PlannedProperty): Problem[] {
  const { type, oneOf = [], pattern } = propertyOf(planned)
  const fault = pattern === undefined ? undefined : faultOf(pattern)
  return [
    ...oneOf.flatMap((value, index) =>
      type === undefined || suits(value, type)
        ? []
        : [
            {
              path: ['oneOf', index],
              code: 'wrong_type',
              message: `“${value}” is not ${saidType(type)}. Correct it, or the type.`,
            },
          ],
    ),
    ...(fault === undefined ? [] : [{ path: ['pattern'], code: 'unsafe_pattern', message: fault }]),
    ...(pattern !== undefined && type !== undefined && !['text', 'date', 'instant'].includes(type)
      ? [
          {
            path: ['pattern'],
            code: 'pattern_without_text',
            message: `Only texts fit a pattern, and this is ${saidType(type)}. Remove one of the two.`,
          },
        ]
      : []),
  ]
}
