import { z } from 'zod'
import { DEFAULT_RULES } from '../../core/identity-rules.ts'
import type { Problem } from '../../core/problem.ts'
import { type Among, agreementKind } from '../kind.ts'

/**
 * Which identifiers are one person. What facts name together is tied, as far as the rules that teams agreed on and their rulings
 * about single people allow; the store works it out, and nothing here says who anybody is.
 */

const Kind = z
  .string()
  .regex(
    /^[a-z][a-z0-9_-]{0,49}$/,
    'A kind of id is a lower-case word, such as user, email, phone, anonymous or hubspot.',
  )

export const IdentitySpec = z.object({
  order: z
    .array(Kind)
    .min(1)
    .optional()
    .describe('Kinds of ids, the most trusted first; “ids” stands for those of other systems that are not named'),
  limits: z
    .record(z.union([Kind, z.literal('*')]), z.number().int().min(1).max(100_000))
    .optional()
    .describe('The most ids of a kind that one person has; * is for each kind that is not named'),
  crowd: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe('An id that is met with more others than this ties nothing together'),
  blocked: z
    .array(
      z.strictObject({
        kind: Kind.describe('Kind of the id'),
        value: z.string().min(1).max(500).describe('The id, or a pattern with *'),
      }),
    )
    .optional()
    .describe('Ids that tie nothing together, such as shared inboxes and kiosks; * stands for any text'),
})
export type IdentitySpec = z.infer<typeof IdentitySpec>

/** The code of an identifier, which says nothing about whose it is. */
export const IdCode = z
  .string()
  .regex(/^n[1-9]\d{0,14}$/, 'Name an id by its code, such as n12, as “identity show” gives it.')

const Pair = z.tuple([IdCode, IdCode])

export const RulingSpec = z.object({
  apart: Pair.optional().describe('Two ids, by code, that are never one person'),
  together: Pair.optional().describe('Two ids, by code, that are one person'),
})
export type RulingSpec = z.infer<typeof RulingSpec>

export const identityKind = agreementKind({
  kind: 'identity',
  does: 'How ids that facts name together become people: which are trusted, how many one person has, which tie nothing.',
  spec: IdentitySpec,
  check: checkIdentity,
})

export const rulingKind = agreementKind({
  kind: 'ruling',
  does: 'That two ids are one person, or are not, where teams see it differently.',
  spec: RulingSpec,
  check: checkRuling,
})

function checkIdentity({ order = DEFAULT_RULES.order.slice() }: IdentitySpec, among: Among): Problem[] {
  const twice = order.find((kind, i) => order.indexOf(kind) !== i)
  const other = among.names('identity').find(name => name !== among.name)
  return [
    ...(twice === undefined
      ? []
      : [{ path: ['order'], code: 'twice', message: `“${twice}” stands twice in the order. Leave one out.` }]),
    ...(other === undefined
      ? []
      : [
          {
            path: ['name'],
            code: 'second_identity',
            message: `There is “${other}” already, and a company has one such agreement. Change that one, or retire it.`,
          },
        ]),
  ]
}

function checkRuling({ apart, together }: RulingSpec): Problem[] {
  if (!apart === !together)
    return [{ path: [], code: 'one_of_two', message: 'A ruling says “apart” or “together”, and one of them only.' }]
  const [one, other] = apart ?? together ?? []
  return one === other
    ? [{ path: [apart ? 'apart' : 'together'], code: 'same', message: 'Both are the same id. Name two.' }]
    : []
}

export const codeOf = (node: number): string => `n${node}`

/** The node that a code stands for. */
export const nodeOf = (code: string): number => Number(code.slice(1))

/** Why a link is held back, in a sentence. */
export function reasonOf(held: string): string {
  if (held === 'blocked') return 'One of the two is blocked.'
  if (held === 'crowded') return 'One of the two was met with too many others.'
  if (held === 'apart') return 'It would join two that are kept apart.'
  return `One person would have more ids of the kind “${held.replace(/^limit /, '')}” than the limit.`
}
