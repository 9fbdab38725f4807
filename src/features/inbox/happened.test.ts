import { expect, it } from 'vitest'
import type { Agreement, Revision } from '../agreement/agreement.ts'
import { happenedSince } from './happened.ts'

const SINCE = '2026-02-01T08:00:00.000Z'
const AFTER = '2026-02-03T08:00:00.000Z'
const LATER = '2026-02-04T08:00:00.000Z'

const revision = (number: number, more: Partial<Revision> = {}): Revision => ({
  number,
  title: 'MQLs',
  owner: 'marketing',
  spec: {},
  why: 'It was unclear.',
  author: 'ada',
  at: '2026-01-05T08:00:00.000Z',
  hash: '',
  binds: ['marketing'],
  refers: [],
  proposed: true,
  inForceAt: '2026-01-05T08:00:00.000Z',
  adopted: 'signed',
  signatures: [],
  ...more,
})

const agreement = (head: Revision, inForce: Revision | null, more: Partial<Agreement> = {}): Agreement => ({
  kind: 'metric',
  name: 'mqls',
  state: 'in force',
  head,
  inForce,
  objections: [],
  drift: [],
  again: [],
  retiredAt: null,
  retiredWhy: null,
  ...more,
})

const sentences = (...agreements: Agreement[]) => happenedSince(SINCE, agreements, []).map(({ says }) => says)

it('nothing happened where everything is older than the last look', () => {
  expect(sentences(agreement(revision(1), revision(1)))).toEqual([])
})

it('tells what came into force, what was proposed, and what ended', () => {
  const now = revision(2, { inForceAt: AFTER })
  expect(sentences(agreement(now, now))).toEqual(['The metric “MQLs” came into force. It was unclear.'])
  const proposed = revision(2, { at: AFTER, inForceAt: null })
  expect(sentences(agreement(proposed, revision(1)))).toEqual([
    'The metric “MQLs”: a change was proposed. It was unclear.',
  ])
  expect(sentences(agreement(proposed, null))).toEqual(['The metric “MQLs” was proposed. It was unclear.'])
  const ended = agreement(revision(1), revision(1), { retiredAt: AFTER, retiredWhy: 'Nobody reads it.' })
  expect(sentences(ended)).toEqual(['The metric “MQLs” ended: Nobody reads it.'])
})

it('says nothing of a draft, which is its author’s', () => {
  expect(sentences(agreement(revision(2, { at: AFTER, proposed: false, inForceAt: null }), revision(1)))).toEqual([])
})

it('what was taken over from files at one instant is one entry', () => {
  const reviewed = revision(1, { inForceAt: AFTER, adopted: 'reviewed' })
  expect(sentences(agreement(reviewed, reviewed), agreement(reviewed, reviewed, { name: 'sqls' }))).toEqual([
    '2 agreements were taken over from reviewed files.',
  ])
})

it('goals whose status changed come first, then the newest', () => {
  const early = revision(2, { inForceAt: AFTER, title: 'A' })
  const late = revision(2, { inForceAt: LATER, title: 'B' })
  const moved = { goal: 'g', title: 'G', owner: 'sales', before: 'on track', after: 'at risk' }
  const found = happenedSince(SINCE, [agreement(early, early), agreement(late, late)], [moved])
  expect(found.map(({ title }) => title)).toEqual(['G', 'B', 'A'])
  expect(found[0]?.says).toBe('“G” was on track and is at risk now.')
})
