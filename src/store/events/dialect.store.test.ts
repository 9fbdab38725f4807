import fc from 'fast-check'
import { expect, it } from 'vitest'
import { eachEvents } from '../../../test/stores.ts'
import type { JsonValue } from '../../core/json.ts'
import { uuidOf } from '../hash.ts'
import type { Events } from './events.ts'

let id = 0

/** The text and the number that the dialect reads of a key. */
async function read(events: Events, props: Record<string, JsonValue>, key: string) {
  const fact = { id: uuidOf(String(++id)), ts: 0, name: 'e', source: 's', props }
  await events.append([fact])
  const [row] = await events.query<{ text: string | null; number: number | null }>(
    `SELECT ${events.dialect.text('props', key)} AS text, ${events.dialect.number('props', key)} AS number
     FROM event WHERE id = $1`,
    [fact.id],
  )
  return row
}

eachEvents(open => {
  it.each<[JsonValue, string | null, number | null]>([
    ['DE', 'DE', null],
    ['', '', null],
    ['12', '12', null],
    [12, '12', 12],
    [-0.5, '-0.5', -0.5],
    [0.1234567, '0.1234567', 0.123457],
    [-0.0000005, null, -0.000001],
    [999_999_999_999, '999999999999', 999_999_999_999],
    [999_999_999_999.9999, '999999999999.9999', 999_999_999_999.9999],
    [1e12, '1000000000000', null],
    [-1e12, '-1000000000000', null],
    [1e300, null, null],
    [4e-7, null, 0],
    [true, 'true', null],
    [null, null, null],
    [[1], '[1]', null],
    [{}, '{}', null],
  ])('of %j the text is %j and the number %j', async (value, text, number) => {
    const events = await open()
    const row = await read(events, { key: value, other: 1 }, 'key')
    expect(row!.number).toBe(number)
    if (text !== null || value === null) expect(row!.text).toBe(text)
  })

  it('an absent key is NULL', async () => {
    expect(await read(await open(), { other: 1 }, 'key')).toEqual({ text: null, number: null })
  })

  it.each([
    '',
    '*',
    '$',
    '$.a',
    '/',
    '~',
    '~1',
    'a/b',
    'a.b',
    '[0]',
    '0',
    '#',
    "o'k",
    '"',
    '\\',
    '$1',
    'ключ',
    '😀',
    ' ',
  ])('a key may be any text: %j', async key => {
    const events = await open()
    expect(await read(events, { x: 7, [key]: 1 }, key)).toEqual({ text: '1', number: 1 })
    expect(await read(events, { [key]: 'v' }, key)).toEqual({ text: 'v', number: null })
    expect(await read(events, { x: 7 }, key)).toEqual({ text: null, number: null })
  })

  it('a key that no document can hold finds nothing and breaks nothing', async () => {
    const events = await open()
    for (const key of ['\0', "'\0; DROP TABLE event", '\ud800']) await read(events, { a: 1 }, key)
    expect((await events.counts()).events).toBe(3)
  })

  it('every number with six digits after the point comes back as it is', async () => {
    const events = await open()
    const millionths = fc.integer({ min: -(10 ** 15), max: 10 ** 15 })
    await fc.assert(
      fc.asyncProperty(millionths, async count => {
        const value = count / 1e6
        expect((await read(events, { n: value }, 'n'))!.number).toBe(value + 0)
      }),
      { numRuns: 30 },
    )
  })
})
