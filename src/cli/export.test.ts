import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toYaml } from './export.ts'
import { readDocuments } from './yaml-documents.ts'

const odd = ['007', 'yes', '~', '1e400', ' lead', 'trail ', '- x', '{a: b}', '#c', '*a', '&a', '!!x', '@', '%', '---']
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.constantFrom(...odd, 'a\r\nb', 'a\tb', '\u2028'),
  )
  .filter(each => each.isWellFormed() && !each.includes('\0'))
const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text), fc.dictionary(text, text))

test('whatever is declared reads back from the file that it is exported to', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ why: text, spec: value }), { minLength: 1, maxLength: 3 }), parts => {
      const declarations = parts.map((part, i) => ({ kind: 'term', name: `t${i}`, ...part }))
      const { documents, diagnostics } = readDocuments('x.yaml', toYaml(declarations))
      expect(diagnostics).toEqual([])
      expect(documents.map(each => each.value)).toEqual(declarations)
    }),
  )
})
