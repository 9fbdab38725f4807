import { z } from 'zod'
import { fail } from '../core/error.ts'
import { Name, nameAmong } from '../core/name.ts'
import { nearest, type Problem } from '../core/problem.ts'
import { orderOf } from '../semantics/model/formula.ts'
import type { Reference } from './agreement/agreement.ts'

/** What every declaration says, whatever its kind; files and forms use the same words. */
export const Declared = z.object({
  name: Name.describe('The name other agreements use'),
  title: z.string().min(1).max(200).optional().describe('What people call it; the name, when absent'),
  owner: nameAmong('team').describe('The team that answers for it'),
  binds: z.array(nameAmong('team')).optional().describe('Other teams it binds, and that therefore sign it'),
  why: z.string().max(2000).optional().describe('Why it is so, for those who will read it in a year'),
})

// biome-ignore lint/suspicious/noExplicitAny: a list of kinds cannot name each kind's own spec
export type AgreementKind<Spec extends z.ZodObject = any> = {
  kind: string
  /** One sentence that says what people declare with it. */
  does: string
  spec: Spec
  /** Whether teams sign it. What nobody signs binds nobody, and is in force as soon as it is proposed. */
  signed: boolean
  /** Teams a declaration binds by what it says, besides its owner and those it names under `binds`. */
  binds(spec: z.output<Spec>, owner: string): string[]
  /** Agreements a declaration rests on. */
  refers(spec: z.output<Spec>): Reference[]
  /** What is wrong with a declaration, beyond its shape. Paths start at the declaration's own fields. */
  check(spec: z.output<Spec>, among: Among): Problem[]
  /** What is wrong with a change of what is in force, given why the one and the other were proposed. */
  changes?(before: unknown, after: unknown, why: { before: string; after: string }): Problem[]
}

/** What a declaration is checked against: itself, and all that is declared beside it. */
export type Among = {
  name: string
  owner: string
  find(kind: string, name: string): { spec: unknown; owner: string } | undefined
  names(kind: string): string[]
}

type KindDefinition<Spec extends z.ZodObject> = {
  kind: string
  does: string
  spec: Spec
  /** False for what nobody signs; a kind's declarations are signed unless it says so. */
  signed?: boolean
  binds?: (spec: z.output<Spec>, owner: string) => string[]
  refers?: (spec: z.output<Spec>) => Reference[]
  check?: (spec: z.output<Spec>, among: Among) => Problem[]
  changes?: (before: unknown, after: unknown, why: { before: string; after: string }) => Problem[]
}

/**
 * Declares a kind of agreement. Storage, revisions, signatures, history and the verbs every agreement has come with it;
 * `agreementVerbs` makes the verbs.
 */
export function agreementKind<Spec extends z.ZodObject>(definition: KindDefinition<Spec>): AgreementKind<Spec> {
  return { signed: true, binds: () => [], refers: () => [], check: () => [], ...definition }
}

/** A declaration's whole shape: the common words, then the spec's own, with unknown fields refused. */
export function declarationSchema<Spec extends z.ZodObject>(kind: AgreementKind<Spec>): DeclarationSchema<Spec> {
  const { binds, ...common } = Declared.shape
  const shape = { ...common, ...(kind.signed ? { binds } : {}), ...kind.spec.shape }
  return z.strictObject(shape) as unknown as DeclarationSchema<Spec>
}

type DeclarationSchema<Spec extends z.ZodObject> = z.ZodObject<
  (typeof Declared)['shape'] & Spec['shape'],
  z.core.$strict
>

/** A declaration taken apart into what is common and what is the kind's own. */
export function takeApart(declaration: Record<string, unknown>): {
  name: string
  title: string
  owner: string
  binds: string[]
  why: string
  spec: Record<string, unknown>
} {
  const { name, title, owner, binds, why, ...spec } = declaration
  return {
    name: String(name),
    binds: Array.isArray(binds) ? binds.map(String) : [],
    title: typeof title === 'string' ? title : titleOf(String(name)),
    owner: String(owner),
    why: typeof why === 'string' ? why : '',
    spec,
  }
}

/** Refuses a word that is none of the kinds, with the one that was meant. */
export function requireKind(kind: string, among: readonly string[]): void {
  if (among.includes(kind)) return
  const meant = nearest(kind, among)
  fail(
    'invalid',
    `There is no kind “${kind}”. ${meant ? `Did you mean “${meant}”?` : `There are ${among.join(', ')}.`}`,
  )
}

/** What an agreement says, in the order in which its kind lists the fields. */
export function inOrder(kind: AgreementKind | undefined, spec: object): [field: string, value: unknown][] {
  const order = Object.keys(kind?.spec.shape ?? {})
  return Object.entries(spec).toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
}

/** `won-deals` as people would write it: “Won deals”. */
export function titleOf(name: string): string {
  const words = name.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Every ring of references that a name is part of. */
export function ringsThrough(name: string, refers: (name: string) => readonly string[]): string[][] {
  const graph = new Map<string, readonly string[]>()
  const open = [name]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (graph.has(next)) continue
    graph.set(next, refers(next))
    open.push(...refers(next))
  }
  return orderOf(graph).rings.filter(ring => ring.includes(name))
}
