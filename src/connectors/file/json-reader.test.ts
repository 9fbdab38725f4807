import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createElementReader, createListSurvey, type Element } from './json-reader.ts'
import { RECORD_LIMIT } from './records.ts'

function read(from: Parameters<typeof createElementReader>[0], text: string, size = text.length || 1): Element[] {
  const reader = createElementReader(from)
  const elements: Element[] = []
  const drain = () => {
    for (let element = reader.next(); element; element = reader.next()) elements.push(element)
  }
  for (let at = 0; at < text.length; at += size) {
    reader.feed(text.slice(at, at + size))
    drain()
  }
  reader.end()
  drain()
  return elements
}

const parsed = (elements: readonly Element[]) => elements.map(({ raw }) => JSON.parse(raw))
const size = fc.integer({ min: 1, max: 9 })
const indent = fc.constantFrom(undefined, 1, '\t')

describe('JSON read value by value', () => {
  it('gives the values of any list, whatever the cuts and the spaces', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), indent, size, (values, spaces, cut) => {
        expect(parsed(read('list', ` ${JSON.stringify(values, null, spaces)}\n`, cut))).toEqual(
          JSON.parse(JSON.stringify(values)),
        )
      }),
      { numRuns: 500 },
    )
  })

  it('gives the values of one list among the fields of an object', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue()),
        fc.jsonValue(),
        fc.string(),
        indent,
        size,
        (values, other, name, spaces, cut) => {
          fc.pre(name !== '__proto__' && name !== 'after' && name !== 'before')
          const text = JSON.stringify({ before: other, [name]: values, after: other }, null, spaces)
          expect(parsed(read({ list: name }, text, cut))).toEqual(JSON.parse(JSON.stringify(values)))
        },
      ),
    )
  })

  it('gives one value a line, with its line, and leaves blank lines out', () => {
    expect(read('lines', '{"a":1}\r\n\n {"a":"x\\ny"} \n[1]', 3)).toEqual([
      { line: 1, raw: '{"a":1}' },
      { line: 3, raw: '{"a":"x\\ny"}' },
      { line: 4, raw: '[1]' },
    ])
  })

  it('knows the line on which a value of a pretty-printed list begins', () => {
    const text = JSON.stringify([{ a: 1 }, { a: 'x' }], null, 2)
    expect(read('list', text).map(({ line }) => line)).toEqual([2, 5])
  })

  it('finds the lists of objects in an object', () => {
    const survey = createListSurvey()
    for (const letter of '{"total":2,"ids":[1,2],"results":[ {"a":[{}]}],"paging":{"next":[{}]},"more":[{}]}')
      survey.feed(letter)
    survey.end()
    expect(survey.lists).toEqual(['results', 'more'])
  })

  it.each([
    [
      'in the middle of a value',
      '[{"a":1},{"a":',
      'The JSON is broken at its end: the value that begins on line 1 has no end. Export it again.',
    ],
    [
      'after a value',
      '[{"a":1}',
      'The JSON is broken at its end: a comma or the end of the list was expected. Export it again.',
    ],
    [
      'by a missing comma',
      '[{"a":1}\n{"a":2}]',
      'The JSON is broken on line 2: a comma or the end of the list was expected. Export it again.',
    ],
    ['by text after its end', '[]\nx', 'The JSON is broken on line 2: text follows the list. Export it again.'],
  ])('says where a list breaks off %s', (_, text, message) => {
    expect(() => read('list', text)).toThrow(message)
  })

  it('rejects values that are too large or nested too deep, and reads on', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    const large = JSON.stringify({ note: 'x'.repeat(RECORD_LIMIT) })
    const elements = read('list', `[${large},\n${deep},{"id":1}]`, 1 << 16)
    expect(elements.map(({ fault, raw }) => fault ?? raw)).toEqual([
      'The row on line 1 is longer than 1,048,576 characters, too long for a row.',
      'The row on line 2 is nested too deep for a row.',
      '{"id":1}',
    ])
    expect(read('lines', `${large}\n{"id":1}`, 1 << 16).map(({ fault }) => fault !== undefined)).toEqual([true, false])
  })

  it('says when the named list is not there', () => {
    expect(() => read({ list: 'rows' }, '{"results":[]}')).toThrow(
      'The JSON object holds no list “rows”. Name the field that holds the rows.',
    )
  })
})
