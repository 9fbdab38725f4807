import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { problemsOf } from '../../core/problem.ts'
import { checkFunnel, countingOf, Funnel, needsOtherEvents, refersTo, stepNames } from './funnel.ts'

const funnel = (spec: object) => Funnel.parse({ steps: ['mql', 'sql'], ...spec })
const codes = (spec: object) => checkFunnel(funnel(spec)).map(problem => [problem.path.join('.'), problem.code])

describe('a funnel as people write it', () => {
  it('names a stage with a word alone', () => {
    const steps = ['mql', { stage: 'sql' }, { event: 'deal_won', where: { plan: 'pro' }, title: 'Won' }]
    expect(funnel({ steps }).steps).toEqual([{ stage: 'mql' }, { stage: 'sql' }, steps[2]])
    expect(stepNames(funnel({ steps }))).toEqual(['mql', 'sql', 'Won'])
    expect(stepNames(funnel({ steps: ['mql', { event: 'deal_won' }] }))).toEqual(['mql', 'deal_won'])
  })

  it('is read back the same from what was stored', () => {
    const stored = funnel({ steps: ['mql', { event: 'deal_won' }], within: '30 days', by: ['origin'], cohort: 'month' })
    expect(Funnel.parse(stored)).toEqual(stored)
  })

  it('is ordered, without a window, an event for each step, unless it says otherwise', () => {
    expect(countingOf(funnel({}))).toEqual({
      steps: 2,
      windowMs: Number.POSITIVE_INFINITY,
      order: 'ordered',
      repeats: 'allow',
      ties: 'allow',
      reuse: 'refuse',
    })
    expect(
      countingOf(funnel({ within: '2 weeks', order: 'strict', repeats: 'stop', ties: 'refuse', reuse: 'allow' })),
    ).toEqual({
      steps: 2,
      windowMs: 14 * 86_400_000,
      order: 'strict',
      repeats: 'stop',
      ties: 'refuse',
      reuse: 'allow',
    })
  })

  it.each<[string, object, string]>([
    ['a window that is no length of time', { within: '30 dayz' }, 'dayz'],
    ['an unknown order', { order: 'loose' }, 'must be one of ordered, strict, any'],
    ['an unknown field', { window: '30 days' }, '“window” is not a field here'],
    ['a step that is neither', { steps: ['mql', { page: '/pricing' }] }, 'page'],
  ])('refuses %s in a sentence', (_, spec, words) => {
    const parsed = Funnel.safeParse({ steps: ['mql', 'sql'], ...spec })
    expect(
      problemsOf(parsed.error!)
        .map(problem => problem.message)
        .join(' '),
    ).toContain(words)
  })

  it('has a JSON schema for editors', () => {
    const schema = z.toJSONSchema(Funnel, { io: 'input', unrepresentable: 'any' }) as {
      properties: Record<string, { description: string }>
    }
    for (const [field, { description }] of Object.entries(schema.properties)) expect(description, field).toBeTruthy()
  })
})

describe('what a funnel rests on', () => {
  it('is each of its stages once', () => {
    expect(refersTo(funnel({ steps: ['mql', { event: 'call' }, 'sql', 'mql'] }))).toEqual([
      { kind: 'stage', name: 'mql' },
      { kind: 'stage', name: 'sql' },
    ])
  })

  it('strict order needs other events only where every step is an event', () => {
    const steps = [{ event: 'visit' }, { event: 'signup' }]
    expect(needsOtherEvents(funnel({ order: 'strict', steps }))).toBe(true)
    expect(needsOtherEvents(funnel({ order: 'strict' }))).toBe(false)
    expect(needsOtherEvents(funnel({ steps }))).toBe(false)
  })
})

describe('checkFunnel', () => {
  const twice = [{ event: 'visit' }, { event: 'visit', title: 'Second visit' }]

  it.each<[string, object, [string, string][]]>([
    ['a sound funnel has no problem', { within: '90 days', by: ['origin'], cohort: 'month' }, []],
    ['one step is too few', { steps: ['mql'] }, [['steps', 'too_few_steps']]],
    ['thirteen are too many', { steps: Array.from({ length: 13 }, (_, i) => `s${i}`) }, [['steps', 'too_many_steps']]],
    ['a stage is entered once', { steps: ['mql', 'sql', 'mql'] }, [['steps.2', 'repeated_stage']]],
    ['an event may be awaited twice', { steps: twice }, []],
    ['one event must not take equal steps at once', { steps: twice, reuse: 'allow' }, [['steps.1', 'repeated_step']]],
    ['unless they must be later', { steps: twice, reuse: 'allow', ties: 'refuse' }, []],
    [
      'the same event under another filter is another step',
      { steps: [{ event: 'a' }, { event: 'a', title: 'b', where: { c: 1 } }], reuse: 'allow' },
      [],
    ],
    [
      'steps have names of their own',
      { steps: [{ event: 'visit' }, { event: 'visit' }] },
      [['steps.1', 'repeated_name']],
    ],
    ['a window is not working time', { within: '2 business days' }, [['within', 'business_window']]],
    ['a window is longer than nothing', { within: '0 days' }, [['within', 'empty_window']]],
    [
      'some rules need an order',
      { order: 'any', repeats: 'stop', ties: 'refuse' },
      [
        ['repeats', 'rule_without_order'],
        ['ties', 'rule_without_order'],
      ],
    ],
    ['a dimension splits once', { by: ['origin', 'origin'] }, [['by.1', 'repeated_dimension']]],
  ])('%s', (_, spec, expected) => expect(codes(spec)).toEqual(expected))

  it('says all of it at once, each in a sentence that ends in what to do', () => {
    const problems = checkFunnel(
      funnel({ steps: ['mql', 'mql'], within: '2 business days', order: 'any', ties: 'allow', by: ['a', 'a'] }),
    )
    expect(problems).toHaveLength(4)
    for (const { message } of problems) expect(message).toMatch(/^[“A-Z].*(Remove|Write|Add|Give|Leave).*\.$/)
    expect(problems.find(problem => problem.path[0] === 'within')?.message).toContain('Write 2 days')
  })
})
