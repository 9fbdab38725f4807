import { z } from 'zod'
import type { JsonValue } from '../../core/json.ts'
import { isPersonalName, withoutEmails } from '../../core/personal.ts'
import { nearest } from '../../core/problem.ts'
import { kindOf, PropertyType, saidType, suits } from '../../core/value-type.ts'
import { compiled } from './pattern.ts'

/**
 * Which events a source may send and what has to be in them. What a source really sent belongs to `catalogue`; what becomes
 * of a message that breaks a plan, to those who take it in.
 */

const Scalar = z.union([z.string(), z.number(), z.boolean()])

export const PlannedProperty = z.union([
  PropertyType,
  z.strictObject({
    type: PropertyType.optional().describe('What its values are; anything, when absent'),
    required: z.boolean().optional().describe('Whether every such event has it'),
    oneOf: z.array(Scalar).min(1).optional().describe('The only values there are'),
    pattern: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('Regular expression that a text fits as a whole, such as [A-Z]{2}-\\d+'),
    personal: z.boolean().optional().describe('Whether it says something about a person; examples of it are masked'),
    means: z.string().max(1000).optional().describe('What it says'),
  }),
])
export type PlannedProperty = z.infer<typeof PlannedProperty>

export const PlannedEvent = z.strictObject({
  means: z.string().max(1000).optional().describe('When it is sent'),
  props: z
    .record(z.string().min(1), PlannedProperty)
    .default({})
    .describe('Its properties by name; a word alone is the type'),
})
export type PlannedEvent = z.infer<typeof PlannedEvent>

const Others = z.enum(['violation', 'allowed'])

export const TrackingPlan = z.object({
  sources: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .describe('Sources it is about, declared or not; * stands for any part of a name'),
  events: z.record(z.string().min(1), PlannedEvent).describe('Events that these sources send, by name'),
  otherEvents: Others.default('violation').describe('What an event is that the plan does not name'),
  otherProperties: Others.default('allowed').describe('What a property is that the plan does not name'),
  violations: z
    .enum(['report', 'quarantine'])
    .default('report')
    .describe('Whether events that break the plan are stored and reported, or kept out until somebody mends them'),
})
export type TrackingPlan = z.infer<typeof TrackingPlan>

export const ViolationCode = z.enum(['unplanned_event', 'unplanned_property', 'missing', 'type', 'value', 'pattern'])

/** One way in which an event breaks a plan. The sentence shows a value only where that says nothing about a person. */
export const Violation = z.object({
  code: ViolationCode,
  event: z.string(),
  property: z.string().nullable().describe('The property it is about; null for the event itself'),
  message: z.string(),
})
export type Violation = z.infer<typeof Violation>

/** The word for messages that a plan keeps out, beside those for other troubles. */
export const OFF_PLAN = 'plan'

/** Whether a plan is about a source. */
export function isAbout({ sources }: Pick<TrackingPlan, 'sources'>, source: string): boolean {
  return [sources].flat().some(pattern => {
    const parts = pattern.split('*').map(part => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
    return new RegExp(`^${parts.join('.*')}$`, 's').test(source)
  })
}

/** What a plan says of a property, with a word alone spelled out. */
export function propertyOf(planned: PlannedProperty): Exclude<PlannedProperty, string> {
  return typeof planned === 'string' ? { type: planned } : planned
}

export type Sent = { name: string; props: Readonly<Record<string, JsonValue>> }

/** How one event breaks a plan, each way once: first what is missing, then what is wrong, in the plan’s order. */
export function violationsOf(plan: TrackingPlan, sent: Sent): Violation[] {
  return checkerOf(plan)(sent)
}

/** The same for many events, with the plan read once. Values of what is personal, by the plan or otherwise, are not shown. */
export function checkerOf(
  plan: TrackingPlan,
  isPersonal: (property: string) => boolean = isPersonalName,
): (sent: Sent) => Violation[] {
  const names = Object.keys(plan.events)
  const events = new Map(
    Object.entries(plan.events).map(([name, { props = {} }]) => [
      name,
      Object.entries(props).map(([property, planned]) => {
        const says = propertyOf(planned)
        return { property, ...says, personal: says.personal || isPersonal(property) }
      }),
    ]),
  )
  return ({ name, props }) => {
    const planned = events.get(name)
    if (!planned) {
      if (plan.otherEvents === 'allowed') return []
      const meant = nearest(name, names)
      const advice = meant ? ` Did you mean “${meant}”?` : ''
      return [
        { code: 'unplanned_event', event: name, property: null, message: `“${name}” is not in the plan.${advice}` },
      ]
    }
    const known = planned.flatMap(each => brokenBy(name, each, own(props, each.property)) ?? [])
    return plan.otherProperties === 'allowed' ? known : [...known, ...unplannedIn(name, planned, props)]
  }
}

type Planned = { property: string } & Exclude<PlannedProperty, string>

function brokenBy(event: string, planned: Planned, value: JsonValue | undefined): Violation | undefined {
  const { property, type, required, oneOf, pattern, personal } = planned
  const broken = (code: Violation['code'], message: string): Violation => ({ code, event, property, message })
  if (isMissing(value)) return required ? broken('missing', `“${event}” has no “${property}”.`) : undefined
  if (type !== undefined && !suits(value, type))
    return broken('type', `“${property}” of “${event}” should be ${saidType(type)} and is ${saidType(kindOf(value))}.`)
  const shown = personal || typeof value === 'object' ? 'is something else' : `is ${shortened(value)}`
  if (oneOf && !oneOf.some(each => each === value))
    return broken('value', `“${property}” of “${event}” should be ${eitherOf(oneOf)} and ${shown}.`)
  if (pattern !== undefined && !(typeof value === 'string' && compiled(pattern)(value)))
    return broken('pattern', `“${property}” of “${event}” should read as ${pattern} and ${shown}.`)
  return undefined
}

function unplannedIn(event: string, planned: readonly Planned[], props: Sent['props']): Violation[] {
  const names = planned.map(({ property }) => property)
  return Object.keys(props)
    .filter(property => !names.includes(property) && !isMissing(props[property]))
    .map(property => {
      const meant = nearest(property, names)
      const advice = meant ? ` Did you mean “${meant}”?` : ''
      const message = `“${property}” of “${event}” is not in the plan.${advice}`
      return { code: 'unplanned_property', event, property, message }
    })
}

const own = (props: Sent['props'], key: string): JsonValue | undefined =>
  Object.hasOwn(props, key) ? props[key] : undefined

const isMissing = (value: JsonValue | undefined): value is undefined | null | '' =>
  value === undefined || value === null || value === ''

const LONGEST = 40

function shortened(value: string | number | boolean): string {
  const text = withoutEmails(String(value))
  return typeof value === 'string' ? `“${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}”` : text
}

function eitherOf(values: readonly (string | number | boolean)[]): string {
  const words = values.map(value => (typeof value === 'string' ? `“${value}”` : String(value)))
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} or ${words.at(-1)}` : (words[0] ?? '')
}
