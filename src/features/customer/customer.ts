import { z } from 'zod'
import { KINDS } from './category.ts'

/**
 * One person, or one account, as all teams together know them: what they did, what Plumbline saw in it, and what they want done
 * with it. Which identifiers belong to one person is `identity`’s business, which facts there are the sources’.
 */

/** What stands on the command line for a customer. */
export const CustomerId = z
  .string()
  .min(1)
  .max(500)
  .describe('E-mail, user id, phone or any other id; “kind:value” where several have it; or a code such as p12')
  .meta({ argument: true })

/** Who is meant, by their number in the store of facts. */
export type Holder = { is: 'person' | 'account'; number: number }

/** The code of a person (`p12`) or an account (`a3`): short, and nobody’s secret. */
export const codeOf = ({ is, number }: Holder): string => `${is === 'person' ? 'p' : 'a'}${number}`

/** What a code stands for; nothing where the text is none. */
export function holderOf(code: string): Holder | undefined {
  const [, letter, digits] = /^([pa])([1-9]\d{0,14})$/.exec(code.trim()) ?? []
  return letter ? { is: letter === 'p' ? 'person' : 'account', number: Number(digits) } : undefined
}

export const Code = z.string().describe('Code of a person (p12) or an account (a3)')

export const Identifier = z.object({ kind: z.string(), value: z.string() })
export type Identifier = z.infer<typeof Identifier>

export const Trait = z.object({
  name: z.string(),
  value: z.unknown(),
  source: z.string().nullable().describe('Source that said it; null where it is not known any more'),
  since: z.string().nullable().describe('Since when it has had this value'),
})

export const TeamCount = z.object({
  team: z.string().nullable().describe('Team that owns the sources; null for sources that nobody has declared'),
  events: z.number().int(),
  last: z.string().describe('The newest of them'),
  sources: z.array(z.string()),
})

export const EntryKinds = z.enum(KINDS)

/** One line of a timeline. */
export const Entry = z.object({
  id: z.string(),
  at: z.string(),
  kind: EntryKinds,
  sentence: z.string().describe('What happened, in one sentence'),
  event: z.string().nullable().describe('Name of the event; null for what Plumbline itself says'),
  source: z.string().nullable(),
  team: z.string().nullable().describe('Team that owns the source or the agreement'),
  person: Code.nullable(),
  who: z.string().nullable().describe('What the person is called'),
  account: Code.nullable(),
  props: z.record(z.string(), z.unknown()),
  about: z
    .object({ kind: z.string(), name: z.string(), revision: z.number().int() })
    .nullable()
    .describe('The agreement behind it, and the revision that was applied'),
})
export type Entry = z.infer<typeof Entry>

/** Properties and traits by which a source says which colleague looks after a customer, the plainest first. */
export const OWNERS = ['owner', 'owner_name', 'account_owner', 'contact_owner', 'deal_owner', 'assigned_to', 'owner_id']

/** What to call somebody: their name, else the most telling identifier. */
export function labelOf(traits: Readonly<Record<string, unknown>>, identifiers: readonly Identifier[]): string | null {
  const text = (...names: string[]) => {
    for (const name of names) if (typeof traits[name] === 'string' && traits[name] !== '') return traits[name]
    return undefined
  }
  const parts = [text('first_name', 'firstName', 'firstname'), text('last_name', 'lastName', 'lastname')]
  const whole = text('name', 'full_name', 'fullName') ?? (parts.filter(Boolean).join(' ') || undefined)
  if (whole !== undefined) return whole
  const kinds = ['email', 'user', 'domain', 'id']
  const rank = ({ kind }: Identifier) => (kind === 'anonymous' ? 99 : kinds.indexOf(kind) + 1 || 50)
  return identifiers.toSorted((a, b) => rank(a) - rank(b))[0]?.value ?? null
}
