import { z } from 'zod'
import { toInstant } from '../../../core/instant.ts'
import { cursorOf, keyOf, PageRequest, pageOf } from '../../../core/page.ts'
import { PERSONAL_KINDS, type Veil } from '../../../core/personal.ts'
import type { Context } from '../../context.ts'
import { operation } from '../../operation.ts'
import { veilFor } from '../../source/operations/personal.ts'
import { Code, codeOf, type Holder } from '../customer.ts'
import { selectSeen } from '../queries.ts'
import { namesOf } from './entries.ts'
import { selectLike, selectSaid } from './likeness.ts'
import { holdersNamed } from './who.ts'

const Found = z.object({
  id: Code,
  is: z.enum(['person', 'account']),
  who: z.string(),
  matched: z.string().describe('What fits: a kind of id, or the name of a trait'),
  events: z.number().int(),
  lastSeen: z.string().nullable(),
})

export const searchCustomers = operation({
  name: 'customer.search',
  does: 'Find people and accounts by any part of what is known of them; e-mail and phone need the whole without the grant.',
  needs: 'customer:read',
  input: PageRequest.extend({
    text: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .describe('Part of a name, an id, a domain or anything else that is known')
      .meta({ argument: true }),
    is: z.enum(['person', 'account']).optional().describe('Only people, or only accounts'),
    limit: PageRequest.shape.limit.default(20),
  }),
  output: pageOf(Found),
  async run(ctx, { text, is, limit, cursor }) {
    const veil = await veilFor(ctx)
    const found = (await hitsOf(ctx, text, is, veil)).toSorted(
      (a, b) => a.rank - b.rank || a.is.localeCompare(b.is) || a.number - b.number,
    )
    const start = cursor === undefined ? 0 : Number(keyOf(cursor, 1)[0])
    const page = found.slice(start, start + limit)
    const end = start + page.length
    return { items: await shownHits(ctx, page, veil), next: end < found.length ? cursorOf([end]) : null }
  },
})

/** One that fits; the lower the rank, the better. */
type Hit = Holder & { rank: number; matched: string }

const EXACTLY = 0
const BEGINS = 1
const HAS = 3
const SHORTEST = 2

async function hitsOf(ctx: Context, text: string, only: Holder['is'] | undefined, veil: Veil): Promise<Hit[]> {
  const best = new Map<string, Hit>()
  const add = (hit: Hit): void => {
    const code = codeOf(hit)
    const known = best.get(code)
    if (!known || hit.rank < known.rank) best.set(code, hit)
  }
  for (const { is, number, kinds } of await holdersNamed(ctx, text, only))
    add({ is, number, rank: EXACTLY, matched: kinds[0] ?? '' })
  const asked = text.toLowerCase()
  if (asked.length < SHORTEST) return [...best.values()]
  for (const is of ['person', 'account'] as const) {
    if (only !== undefined && only !== is) continue
    for (const { number, kind, value } of await selectLike(ctx, is, asked, { reachable: !veil.drawn }))
      add({ is, number, rank: value.toLowerCase().startsWith(asked) ? BEGINS : HAS, matched: kind })
    const words = asked.split(/\s+/).slice(0, 8)
    for (const { number, traits } of await selectSaid(ctx, is, words)) {
      const fit = fitOf(traits, words, is === 'person' ? veil.fields : veil.accountFields)
      if (fit) add({ is, number, ...fit })
    }
  }
  return [...best.values()]
}

/** How well traits fit the words, as far as whoever asks may see them. */
function fitOf(
  traits: Readonly<Record<string, unknown>>,
  words: readonly string[],
  seen: Veil['fields'],
): { rank: number; matched: string } | undefined {
  const open = seen(traits, null)
  const texts = Object.entries(traits).flatMap(([name, value]) =>
    (typeof value === 'string' || typeof value === 'number') && open[name] === value
      ? [{ name, text: String(value).toLowerCase() }]
      : [],
  )
  const fits = words.map(word => texts.find(({ text }) => text.includes(word)))
  if (fits.some(fit => fit === undefined)) return undefined
  const begin = words.every((word, i) =>
    (fits[i]?.text ?? '').split(/[^\p{L}\p{N}]+/u).some(each => each.startsWith(word)),
  )
  return { rank: begin ? BEGINS + 1 : HAS + 1, matched: fits[0]?.name ?? '' }
}

async function shownHits(ctx: Context, hits: readonly Hit[], veil: Veil): Promise<z.input<typeof Found>[]> {
  const of = (is: Holder['is']) => hits.filter(hit => hit.is === is).map(({ number }) => number)
  const names = {
    person: await namesOf(ctx, 'person', of('person'), veil),
    account: await namesOf(ctx, 'account', of('account'), veil),
  }
  const seen = {
    person: await selectSeen(ctx, 'person', of('person')),
    account: await selectSeen(ctx, 'account', of('account')),
  }
  return hits.map(({ is, number, matched }) => {
    const times = seen[is].get(number)
    return {
      id: codeOf({ is, number }),
      is,
      who: names[is].get(number) ?? '',
      matched: PERSONAL_KINDS.includes(matched) || !veil.drawn ? matched : veil.text(matched),
      events: times?.events ?? 0,
      lastSeen: times ? toInstant(times.last) : null,
    }
  })
}
