import { describe, expect, it } from 'vitest'
import type { Emitted } from '../source/source.ts'
import { type Expected, expectedOf } from './expected.ts'

const nothing: Expected = { events: [], traits: [], accountTraits: [] }

describe('expectedOf', () => {
  it('looks for a value in the events that carry it', () => {
    const events: Emitted[] = [
      { name: 'first_contact', at: 'date', props: { origin: 'origin', page: 'page' } },
      { name: 'deal_won', at: 'won', props: { amount: 'amount' } },
    ]
    expect(expectedOf({ events, expects: { required: ['origin', 'amount'] } })).toEqual({
      ...nothing,
      events: [
        { name: 'first_contact', properties: ['origin'] },
        { name: 'deal_won', properties: ['amount'] },
      ],
    })
  })

  it('asks the person or account only for what no event carries', () => {
    const source = {
      events: [{ name: 'first_contact', at: 'date', props: { origin: 'origin' } }],
      traits: { origin: 'origin', plan: 'plan' },
      accountTraits: { industry: 'industry' },
      expects: { required: ['origin', 'plan', 'industry'] },
    }
    expect(expectedOf(source)).toEqual({
      events: [{ name: 'first_contact', properties: ['origin'] }],
      traits: ['plan'],
      accountTraits: ['industry'],
    })
  })

  it('looks in every event of a row with several dates', () => {
    const events = [{ each: { mql_date: 'became_mql', won_date: 'won' }, props: { origin: 'origin' } }]
    expect(expectedOf({ events, expects: { required: ['origin'] } }).events).toEqual([
      { name: 'became_mql', properties: ['origin'] },
      { name: 'won', properties: ['origin'] },
    ])
  })

  it('does not know the names that are read from the row', () => {
    const templates = [
      { name: 'ticket_{status}', at: 'date', props: { agent: 'agent' } },
      { name: { column: 'type', map: { OPEN: 'opened' } }, at: 'date', props: { agent: 'agent' } },
    ]
    expect(expectedOf({ events: templates, expects: { required: ['agent'] } }).events.map(({ name }) => name)).toEqual([
      undefined,
      undefined,
    ])
  })

  it('expects nothing of a source that does not say so', () => {
    expect(expectedOf({ events: [{ name: 'a', at: 'b', props: { c: 'd' } }] })).toEqual(nothing)
  })
})
