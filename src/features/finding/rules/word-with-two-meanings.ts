import { canonicalJson, type JsonValue } from '../../../core/json.ts'
import { wordsFor } from '../meaning.ts'
import type { Rule } from '../rule.ts'
import { type Declared, objectOf, type Survey } from '../survey.ts'
import { quoted } from '../wording.ts'

export const wordWithTwoMeanings: Rule = {
  id: 'word-with-two-meanings',
  severity: 'warning',
  about: 'structure',
  says: 'Two terms, stages or numbers go by the same word and do not say the same.',
  why: 'Teams then agree in every meeting and mean different things, and each has a number to prove it.',
  fix: 'Let the teams choose one meaning and retire the other, or give each a word of its own.',
  find: survey => {
    const said = [...survey.terms, ...survey.stages, ...survey.metrics.values()]
    return sharing(said).flatMap(({ one, other, word }) => {
      if (agree(one, other, survey)) return []
      return [
        {
          objects: [objectOf(one), objectOf(other)],
          teams: [one.owner, other.owner],
          message: `${quoted(word)} means two things: the ${one.kind} ${quoted(one.name)} of ${one.owner} and the ${other.kind} ${quoted(other.name)} of ${other.owner} do not say the same.`,
        },
      ]
    })
  },
}

type Pair = { one: Declared; other: Declared; word: string }

/** Every two that go by the same word, with the word as the first of them writes it. */
function sharing(said: readonly Declared[]): Pair[] {
  const words = said.map(wordsFor)
  const users = new Map<string, number[]>()
  words.forEach((own, index) => {
    for (const key of own.keys()) users.set(key, [...(users.get(key) ?? []), index])
  })
  return said.flatMap((one, index) => {
    const shared = new Map<number, string>()
    for (const [key, word] of words[index]!)
      for (const other of users.get(key)!) if (other > index && !shared.has(other)) shared.set(other, word)
    return [...shared].sort(([a], [b]) => a - b).map(([other, word]) => ({ one, other: said[other]!, word }))
  })
}

/**
 * Whether two things under one word say the same. A term explains in words what a stage does by rule, and a number may be
 * called after the stage whose entries it counts.
 */
function agree(one: Declared, other: Declared, { metrics }: Survey): boolean {
  if (one.kind === other.kind) return contentOf(one) === contentOf(other)
  const metric = [one, other].find(each => metrics.get(each.name) === each)
  if (!metric) return sameText(one, other)
  const counted = metric === one ? other : one
  return counted.kind === 'term' || metric.refers.some(to => to.kind === counted.kind && to.name === counted.name)
}

/** What it says, without what is about its place and its readers. */
function contentOf({ spec }: Declared): string {
  const {
    synonyms: _s,
    see: _e,
    order: _o,
    target: _t,
    drives: _d,
    counter: _c,
    segments: _g,
    ...content
  } = spec as Record<string, JsonValue>
  return canonicalJson(content)
}

function sameText(one: Declared, other: Declared): boolean {
  const [a, b] = [one, other].map(({ spec }) => (spec as { means?: string }).means?.trim().toLowerCase())
  return a === undefined || b === undefined || a === b
}
