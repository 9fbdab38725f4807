import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../core/json.ts'
import { kindOf, suits } from '../../core/value-type.ts'
import { compiled, faultOf } from './pattern.ts'
import { isAbout, TrackingPlan, violationsOf } from './tracking-plan.ts'
import { trackingPlanKind } from './tracking-plan-kind.ts'

const plan = (fields: object = {}) =>
  TrackingPlan.parse({
    sources: 'website',
    events: {
      page_viewed: { props: { page: { type: 'text', required: true } } },
      demo_requested: {
        props: {
          seats: 'integer',
          plan: { oneOf: ['starter', 'team'] },
          email: { type: 'text', required: true, personal: true, oneOf: ['ada@acme.test'] },
          code: { pattern: '[A-Z]{2}-\\d+' },
          on: 'date',
        },
      },
    },
    ...fields,
  })

const said = (name: string, props: Record<string, JsonValue>, fields?: object) =>
  violationsOf(plan(fields), { name, props }).map(({ message }) => message)

describe('a tracking plan', () => {
  it('is kept by what it asks for, and by what it says nothing about', () => {
    expect(said('page_viewed', { page: '/pricing', extra: { deep: [1] } })).toEqual([])
    expect(said('demo_requested', { email: 'ada@acme.test', seats: 4, plan: 'team', code: 'AB-12' })).toEqual([])
    expect(said('demo_requested', { email: 'ada@acme.test', seats: null, on: '2026-03-02' })).toEqual([])
  })

  it.each<[string, string, Record<string, JsonValue>, string]>([
    ['an event it does not name', 'page_veiwed', {}, '“page_veiwed” is not in the plan. Did you mean “page_viewed”?'],
    ['a property that is missing', 'page_viewed', {}, '“page_viewed” has no “page”.'],
    ['a property that is empty', 'page_viewed', { page: '' }, '“page_viewed” has no “page”.'],
    ['another type', 'page_viewed', { page: 7 }, '“page” of “page_viewed” should be a text and is a whole number.'],
    ['what only Object has', 'page_viewed', JSON.parse('{"__proto__":{"page":"/"}}'), '“page_viewed” has no “page”.'],
  ])('is broken by %s', (_, name, props, sentence) => expect(said(name, props)).toEqual([sentence]))

  it.each<[string, Record<string, JsonValue>, string]>([
    [
      'a value besides the allowed ones',
      { plan: 'pro' },
      '“plan” of “demo_requested” should be “starter” or “team” and is “pro”.',
    ],
    ['a text of another shape', { code: 'ab' }, '“code” of “demo_requested” should read as [A-Z]{2}-\\d+ and is “ab”.'],
    [
      'a number where a text is read',
      { code: 12 },
      '“code” of “demo_requested” should read as [A-Z]{2}-\\d+ and is 12.',
    ],
    ['a day that is none', { on: '2026-13-40' }, '“on” of “demo_requested” should be a date and is a text.'],
    ['half a seat', { seats: 1.5 }, '“seats” of “demo_requested” should be a whole number and is a number.'],
  ])('is broken by %s', (_, props, sentence) =>
    expect(said('demo_requested', { email: 'ada@acme.test', ...props })).toEqual([sentence]),
  )

  it('never shows what is personal', () => {
    expect(said('demo_requested', { email: 'bo@acme.test' })).toEqual([
      '“email” of “demo_requested” should be “ada@acme.test” and is something else.',
    ])
    const props = { mail: { oneOf: ['a'] }, phone: { oneOf: ['b'] }, note: { oneOf: ['c'] } }
    const sent = { mail: 'ada@acme.test', phone: '+49 30 1234567', note: 'ada@acme.test' }
    expect(said('e', sent, { events: { e: { props } } })).toEqual([
      '“mail” of “e” should be “a” and is something else.',
      '“phone” of “e” should be “b” and is something else.',
      '“note” of “e” should be “c” and is “a…@a….test”.',
    ])
  })

  it('says whether other events and properties break it', () => {
    expect(said('left', {}, { otherEvents: 'allowed' })).toEqual([])
    expect(said('page_viewed', { page: '/', pgae: '/' }, { otherProperties: 'violation' })).toEqual([
      '“pgae” of “page_viewed” is not in the plan. Did you mean “page”?',
    ])
  })

  it('is about sources by their names, with * for any part', () => {
    expect(isAbout({ sources: 'website' }, 'website')).toBe(true)
    expect(isAbout({ sources: ['app-*', 'website'] }, 'app-ios')).toBe(true)
    expect(isAbout({ sources: 'app-*' }, 'my-app-ios')).toBe(false)
    expect(isAbout({ sources: 'a.b' }, 'axb')).toBe(false)
  })

  it('says of any event whatever without failing, and the same each time', () => {
    const props = fc.dictionary(fc.constantFrom('page', 'email', 'seats', 'x', '__proto__'), fc.jsonValue())
    fc.assert(
      fc.property(fc.constantFrom('page_viewed', 'demo_requested', 'toString', ''), props, (name, values) => {
        const sent = { name, props: values as Record<string, JsonValue> }
        const found = violationsOf(plan({ otherProperties: 'violation' }), sent)
        expect(violationsOf(plan({ otherProperties: 'violation' }), sent)).toEqual(found)
        expect(new Set(found.map(({ property }) => property)).size).toBe(found.length)
      }),
    )
  })
})

describe('the type of a value', () => {
  it('suits what it is called', () => {
    const value = fc.jsonValue().filter(each => each !== null) as fc.Arbitrary<Exclude<JsonValue, null>>
    fc.assert(fc.property(value, each => suits(each, kindOf(each))))
  })
})

describe('a pattern', () => {
  it.each(['[A-Z]{2}-\\d+', 'a|b', '(ab)?c', '\\d{4}-\\d{2}', '(red|green)', '[a-z.]+@[a-z.]+'])('may be %s', pattern =>
    expect(faultOf(pattern)).toBeUndefined(),
  )

  it.each(['(a+)+', '(a|a)*', '(a?){20}', '((ab)*c)*', '(?=a)a', '(a)\\1', 'a*a*a*a*', '([a-z]+)*', '(', '(?:a*)+'])(
    'may not be %s, on which a test may never end',
    pattern => expect(faultOf(pattern)).toMatch(/\.$/),
  )

  it('fits whole texts that are not long', () => {
    expect(compiled('[a-z]+')('abc')).toBe(true)
    expect(compiled('[a-z]+')('abc ')).toBe(false)
    expect(compiled('a+')('a'.repeat(257))).toBe(false)
  })
})

describe('what is declared', () => {
  const problems = (fields: object) =>
    trackingPlanKind.check(plan(fields), { name: 'x', owner: 'y', find: () => undefined, names: () => [] })

  it('has patterns that can be used, and values of the type it names', () => {
    expect(problems({})).toEqual([])
    const props = { a: { pattern: '(a+)+' }, b: { type: 'integer', oneOf: ['x'] }, c: { type: 'list', pattern: 'x' } }
    expect(problems({ events: { e: { props } } })).toMatchObject([
      { path: ['events', 'e', 'props', 'a', 'pattern'], code: 'unsafe_pattern' },
      { path: ['events', 'e', 'props', 'b', 'oneOf', 0], code: 'wrong_type' },
      { path: ['events', 'e', 'props', 'c', 'pattern'], code: 'pattern_without_text' },
    ])
  })

  it('says something', () => {
    expect(problems({ events: {}, otherEvents: 'allowed' })).toMatchObject([{ code: 'empty_plan' }])
    expect(problems({ events: {} })).toEqual([])
  })
})
