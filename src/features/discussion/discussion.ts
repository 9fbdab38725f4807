import { z } from 'zod'
import { Name } from '../../core/name.ts'

/** What people say to one another about an agreement. What binds them belongs to `agreement`. */

export const LONGEST = 5000

/** Somebody who was called by an @: a person or a whole team. */
export const Mention = z.object({
  kind: z.enum(['person', 'team']),
  id: z.string().describe('Id of the person, or name of the team'),
  name: z.string().describe('What people call them'),
})
export type Mention = z.infer<typeof Mention>

export const Comment = z.object({
  id: z.string().describe('What `retract` calls it'),
  kind: z.string().describe('Kind of the agreement it is about'),
  name: Name.describe('Name of the agreement it is about'),
  revision: z.number().int().describe('Revision that was the newest, or the one it is about'),
  person: z.string().describe('Id of who said it'),
  author: z.string().describe('Name of who said it'),
  text: z.string().nullable().describe('What was said; null once it was taken back'),
  at: z.string().describe('When'),
  retractedAt: z.string().nullable().describe('When it was taken back; null while it stands'),
  mentions: z.array(Mention).describe('Who was called by an @'),
})
export type Comment = z.infer<typeof Comment>

/** Whoever can be mentioned, and the words by which. */
export type Mentionable = { kind: Mention['kind']; id: string; words: readonly string[] }

/**
 * Whom a text mentions, each once: an @ at the start of a word, followed by a name. Of several names that fit the longest counts,
 * whatever its case; one that several people share mentions nobody.
 */
export function mentionsIn(text: string, known: readonly Mentionable[]): Mentionable[] {
  const byWord = Map.groupBy(
    known.flatMap(each => each.words.map(word => ({ word: word.toLowerCase(), each }))),
    ({ word }) => word,
  )
  const words = [...byWord.keys()].filter(word => word !== '').toSorted((a, b) => b.length - a.length)
  const lower = text.toLowerCase()
  const found = new Set<Mentionable>()
  for (const { index } of lower.matchAll(/(?<![\p{L}\p{N}.@_-])@/gu)) {
    const rest = lower.slice(index + 1)
    const word = words.find(each => rest.startsWith(each) && !/^[\p{L}\p{N}_-]/u.test(rest.slice(each.length)))
    const meant = new Set(word === undefined ? [] : byWord.get(word)?.map(({ each }) => each))
    const [only] = meant
    if (only && meant.size === 1) found.add(only)
  }
  return [...found]
}
