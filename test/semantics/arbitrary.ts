import fc from 'fast-check'
import { type Calendar, GRAINS, type Grain, periodsBetween } from '../../src/core/calendar.ts'
import { parseDuration } from '../../src/core/duration.ts'
import type { Fact } from '../../src/core/fact.ts'
import type { Filter } from '../../src/core/filter.ts'
import type { JsonValue } from '../../src/core/json.ts'
import type { ChannelRules } from '../../src/semantics/model/channel.ts'
import type { Dimension } from '../../src/semantics/model/dimension.ts'
import type { Measure } from '../../src/semantics/model/measure.ts'
import type { MetricModel } from '../../src/semantics/model/metric.ts'
import type { Relation, Scope } from '../../src/semantics/model/relation.ts'
import type { StageRule } from '../../src/semantics/model/stage.ts'
import type { Question } from '../../src/semantics/plan/question.ts'

/**
 * Random companies and random questions about them. Few names and few instants, so that people, ties and joins meet often;
 * among the texts are those that break careless SQL.
 */
export const ZONE = 'Europe/Berlin'

/** How often a property is tried; `RUNS` tries harder. A failure is made small for two minutes at most. */
export function runs(usual: number): { numRuns: number; interruptAfterTimeLimit: number } {
  const numRuns = Number(process.env.RUNS ?? usual)
  return { numRuns, interruptAfterTimeLimit: 120_000 + numRuns * 1000 }
}

const NAMES = ['visit', 'sign_up', "won'; DROP TABLE event; --"]
const TEXTS = [
  'DE',
  'de',
  'fr',
  '',
  ' ',
  "O'Brien",
  '"',
  '--',
  '%',
  '_',
  '\\',
  '50',
  'true',
  'null',
  'é',
  '日本',
  '😀',
  '\uffff',
  '$1',
  "'||'",
]
const KEYS = ['country', 'amount', 'a.b', "it's", '"', '*', '$', 'x/y', '~0', '日本', '']

const text = fc.oneof(fc.constantFrom(...TEXTS), fc.string({ unit: 'grapheme', maxLength: 4 }).map(clean))
const number = fc.oneof(
  fc.integer({ min: -5, max: 60 }),
  fc.integer({ min: -999_999_999, max: 999_999_999 }).map(n => n / 100),
  fc.constantFrom(0.1, 0.2, 0.000001, 123456789.123456),
)
const operand = fc.oneof({ weight: 5, arbitrary: number }, fc.constantFrom(1e21, -1e15, 5e-324, 0.1 + 0.2))
const key = fc.constantFrom(...KEYS)
const scalar: fc.Arbitrary<string | number | boolean | null> = fc.oneof(text, number, fc.boolean(), fc.constant(null))
const compared = fc.oneof(text, operand, fc.boolean(), fc.constant(null))

function clean(value: string): string {
  return value.replaceAll('\0', '').toWellFormed()
}

const props: fc.Arbitrary<Record<string, JsonValue>> = fc
  .tuple(
    fc.dictionary(key, scalar, { maxKeys: 4 }),
    fc.record(
      {
        country: fc.constantFrom('DE', 'fr', ''),
        amount: number,
        utm_source: fc.constantFrom('google', 'Google', 'newsletter', ''),
        utm_medium: fc.constantFrom('cpc', 'email'),
        referrer: fc.constantFrom(
          'https://www.google.com/search?q=x',
          'HTTP://t.co:80',
          'news.example.org/a#b',
          ' ',
          '://',
        ),
        gclid: fc.constantFrom('abc', ''),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([some, usual]) => ({ ...some, ...usual }))

/** Steps of eight hours, so that midnight in Berlin and the change of its clock are among them; most lie in few days. */
const ts = fc
  .oneof(fc.integer({ min: 84, max: 96 }), fc.integer({ min: 0, max: 100 }))
  .map(step => Date.UTC(2026, 1, 27, 23) + step * 8 * 3_600_000)

const fact: fc.Arbitrary<Fact> = fc
  .record(
    {
      id: fc.uuid(),
      ts,
      source: fc.constant('test'),
      props,
      name: fc.constantFrom(...NAMES),
      user: fc.constantFrom('u1', 'u2', 'u3', 'u4'),
      anonymous: fc.constantFrom('a1', 'a2', 'a3'),
      account: fc.record(
        { id: fc.constantFrom('f1', 'f2'), domain: fc.constantFrom('x.org', 'y.org') },
        { requiredKeys: [] },
      ),
      traits: props,
      accountTraits: props,
    },
    { requiredKeys: ['id', 'ts', 'source', 'props'] },
  )
  .map(({ accountTraits, ...rest }) => {
    const said = rest.account && accountTraits ? { accountTraits } : {}
    const identified = rest.user || rest.anonymous ? rest : { ...rest, name: rest.name ?? NAMES[0]! }
    return { ...identified, ...said } as Fact
  })

export const facts = fc.uniqueArray(fact, { selector: each => each.id, minLength: 1, maxLength: 40, size: 'max' })

const bound = fc.oneof(text, operand)
const operators = fc.oneof(
  fc.record({ eq: compared }),
  fc.record({ ne: compared }),
  fc.record({ gt: bound, lte: bound }, { requiredKeys: [] }),
  fc.record({ gte: bound, lt: bound }, { requiredKeys: ['lt'] }),
  fc.record({ in: fc.array(compared, { minLength: 1, maxLength: 4 }) }),
  fc.record({ nin: fc.array(compared, { minLength: 1, maxLength: 4 }) }),
  fc.record({ exists: fc.boolean() }),
  fc.record({ contains: text.filter(Boolean) }),
  fc.record({ startsWith: text.filter(Boolean) }),
  fc.record({ endsWith: text.filter(Boolean) }),
)

export const { filter } = fc.letrec<{ filter: Filter }>(tie => ({
  filter: fc
    .tuple(
      fc.dictionary(
        key,
        fc.oneof(
          compared,
          operators.filter(each => Object.keys(each).length > 0),
        ),
        { maxKeys: 2 },
      ),
      fc.option(
        fc.oneof(
          { depthSize: 'small' },
          fc.record({ and: fc.array(tie('filter'), { minLength: 1, maxLength: 2 }) }),
          fc.record({ or: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
          fc.record({ not: tie('filter') }),
        ),
        { nil: {}, freq: 1, depthSize: 'small' },
      ),
    )
    .map(([tests, more]) => ({ ...tests, ...more }) as Filter),
}))

const duration = fc.constantFrom('8 hours', '1 day', '5 days').map(each => parseDuration(each))

export const { rule } = fc.letrec<{ rule: StageRule }>(tie => ({
  rule: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    fc.record({ event: fc.constantFrom(...NAMES) }),
    fc.record({ event: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1 }), where: filter }),
    fc.record(
      { event: fc.constantFrom(...NAMES), times: fc.integer({ min: 2, max: 3 }), within: duration },
      { requiredKeys: ['event', 'times'] },
    ),
    fc.record({ trait: filter.filter(each => Object.keys(each).length > 0) }),
    fc.record({ stage: fc.constant('other'), rule: tie('rule') }),
    fc.record({ all: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }) }),
  ),
}))

const scope = fc.record({ where: filter, traits: filter, accountTraits: filter }, { requiredKeys: [] })
const rarely = fc.option(scope, { nil: {}, freq: 2 })

export const relation: fc.Arbitrary<Relation> = fc
  .tuple(
    fc.oneof(
      fc.record({ events: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1 }) }),
      fc.record({ stage: fc.constant('any'), rule }),
    ),
    rarely,
  )
  .map(([rows, narrow]) => ({ ...rows, ...narrow }))

const measure: fc.Arbitrary<Measure> = fc.oneof(
  fc.record({ count: fc.constantFrom('rows', 'people', 'accounts') }),
  ...(['sum', 'average', 'min', 'max', 'median'] as const).map(kind =>
    fc.constant({ [kind]: 'amount' } as unknown as Measure),
  ),
)

const over = fc.oneof(
  fc.constantFrom('1 day', '10 days', '2 weeks').map(each => ({ last: parseDuration(each) })),
  fc.constantFrom(...GRAINS).map(toDate => ({ toDate })),
  fc.constant({ all: true as const }),
)

/** Without conditions, so that there is something to convert. */
const anybody: fc.Arbitrary<Relation> = fc.oneof(
  fc.record({ events: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1 }) }),
  fc.record({ stage: fc.constant('any'), rule: fc.record({ event: fc.constantFrom(...NAMES) }) }),
)

export function conversion(from: fc.Arbitrary<Relation> = anybody): fc.Arbitrary<MetricModel> {
  return fc.record(
    { kind: fc.constant('conversion'), from, to: from, within: duration, answer: fc.constantFrom('share', 'count') },
    { requiredKeys: ['kind', 'from', 'to', 'answer'] },
  )
}

export const { metric } = fc.letrec<{ metric: MetricModel }>(tie => ({
  metric: fc.oneof(
    { depthSize: 'small', maxDepth: 2 },
    fc.record({ kind: fc.constant('simple' as const), measure, of: relation }),
    fc.record({ kind: fc.constant('cumulative' as const), measure, of: relation, over }),
    conversion(relation),
    fc.record({ kind: fc.constant('ratio' as const), numerator: tie('metric'), denominator: tie('metric') }),
    fc.record({
      kind: fc.constant('derived' as const),
      formula: fc.constantFrom('a - b', '(a + b) / 2 * a', 'max(a, b) / b', '-a * 100 + min(a, b, 3)'),
      inputs: fc.record({ a: tie('metric'), b: tie('metric') }),
    }),
  ),
}))

const originTest = fc.oneof(
  fc.record({ source: fc.constantFrom('google', 'GOOGLE') }),
  fc.record({ medium: fc.constantFrom({ in: ['cpc', 'ppc'] }, null) }),
  fc.record({ host: fc.constantFrom('google.com', { endsWith: '.org' }, { contains: 'T.CO' }, null) }),
  fc.record({ gclid: fc.constant({ exists: true }) }),
  fc.record({ not: fc.record({ source: fc.constant('google') }) }),
) as fc.Arbitrary<Filter>

export const channels: fc.Arbitrary<ChannelRules> = fc.record(
  {
    rules: fc.array(fc.record({ channel: fc.constantFrom('Paid', "It's", 'Other'), when: originTest }), {
      minLength: 1,
      maxLength: 4,
    }),
    read: fc.constantFrom({ source: ['country', 'utm_source'] }, { referrer: ['a.b', 'referrer'] }),
    otherwise: fc.constant('Rest'),
  },
  { requiredKeys: ['rules'] },
)

export const dimension: fc.Arbitrary<Dimension> = fc.oneof(
  fc.record({ property: key.filter(Boolean) }),
  fc.record({ trait: key.filter(Boolean) }),
  fc.record({ accountTrait: key.filter(Boolean) }),
  fc.record({ channel: channels }),
)

type Asked = {
  metric: MetricModel
  grain: Grain
  between: [from: string, to: string]
  fiscalPattern: Calendar['fiscalPattern']
  by: Dimension[]
  scope: Scope
}

/** A question in few words, which `questionOf` spells out. */
export const asked: fc.Arbitrary<Asked> = fc.record({
  metric,
  grain: fc.constantFrom(...GRAINS),
  between: fc.constantFrom<[string, string]>(['2026-02-20', '2026-04-10'], ['2026-03-03', '2026-03-20']),
  fiscalPattern: fc.constantFrom('months', '4-4-5'),
  by: fc.array(dimension, { maxLength: 2 }),
  scope: rarely,
})

export function questionOf({
  metric: of,
  grain,
  between: [from, to],
  fiscalPattern,
  by,
  scope: narrow,
}: Asked): Question {
  const calendar: Calendar = { zone: ZONE, weekStart: 1, fiscalStart: 7, fiscalPattern }
  return { metric: of, calendar, periods: periodsBetween(from, to, grain, calendar), by, ...narrow }
}
