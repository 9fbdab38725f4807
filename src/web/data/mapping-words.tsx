import { sentencesOf } from '../../features/source/mapping-words.ts'
import type { Source } from '../../features/source/source.ts'
import type { Mapping } from './mapping-form.tsx'

/** What the rows of a source mean, in words. */
export function MappingWords({ of }: { of: Mapping }) {
  const source: Source = { ...of, events: of.events ?? [] }
  return (
    <ul className="mapping-words">
      {sentencesOf(source).map(sentence => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}
