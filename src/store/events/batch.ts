import { blockedBy, type IdentityRules } from '../../core/identity-rules.ts'
import { type BatchLink, linksIn } from './batch-links.ts'
import type { Mentions } from './identity.ts'
import { shutOf, type Why } from './resolve.ts'
import type { Row } from './row.ts'
import type { Found, Writing } from './write.ts'

/** The identifiers of a batch and what is known of them. */
export type Batch = {
  mentions: Mentions
  found: Found
  /** The node of each identifier. */
  nodes: readonly number[]
  /** The highest node that was known before, and after. */
  before: number
  last: number
  at: number
  rules: IdentityRules
  links: readonly BatchLink[]
  /** Why identifiers tie nothing, after the batch. */
  shut: readonly (Why | undefined)[]
  /** Known identifiers that tie nothing from this batch on. */
  crossing: readonly number[]
}

export async function batchOf(rows: readonly Row[], mentions: Mentions, before: number, to: Writing): Promise<Batch> {
  const found = await to.find('person', mentions)
  let last = before
  const nodes = Array.from(mentions.values, (_, n) => found.nodes[n] || ++last)
  const rules = await to.people.rules()
  const links = await linksIn(rows, mentions, found.nodes, nodes, to.people)
  return {
    mentions,
    found,
    nodes,
    before,
    last,
    at: Date.now(),
    rules,
    links,
    ...(await shutOnes(mentions, found, links, rules, to)),
  }
}

async function shutOnes(
  { kinds, values }: Mentions,
  found: Found,
  links: readonly BatchLink[],
  rules: IdentityRules,
  to: Writing,
): Promise<Pick<Batch, 'shut' | 'crossing'>> {
  const isBlocked = blockedBy(rules.blocked)
  const shut: (Why | undefined)[] = rules.blocked.length
    ? values.map((value, n) => (isBlocked({ kind: kinds[n]!, value }) ? 'blocked' : undefined))
    : []
  const more = new Uint32Array(values.length)
  for (const { x, y, known } of links) {
    if (known) continue
    more[x]!++
    more[y]!++
  }
  const places: number[] = []
  for (let n = 0; n < more.length; n++) {
    if (more[n] && found.nodes[n]) places.push(n)
    else if (more[n]! > rules.crowd && !shut[n]) shut[n] = 'crowded'
  }
  const met = places.length
    ? await to.people.met(
        places.map(n => found.nodes[n]!),
        rules.crowd,
      )
    : []
  const crossing: number[] = []
  places.forEach((n, i) => {
    if (shut[n] || met[i]! + more[n]! <= rules.crowd) return
    shut[n] = 'crowded'
    if (met[i]! <= rules.crowd) crossing.push(n)
  })
  return { shut, crossing }
}

/** Why a link of a batch ties nothing whatever else is known. */
export const heldAtOnce = ({ x, y }: BatchLink, { shut }: Pick<Batch, 'shut'>): Why | null => shutOf(shut[x], shut[y])
