import type { Sketch } from '../survey.ts'

/** A small company in which a rule fires, with the sentence and the objects, or, without these, in which it is silent. */
export type RuleCase = { rule: string; what: string; in: Sketch; says?: string; about?: string[] }

export const drives = (metric: string, more: object = {}) => ({ drives: [{ metric, why: 'it should', ...more }] })

export const result = (metric: string) => ({ name: metric, metric, from: 0, to: 1, kind: 'committed' as const })

export const stage = (name: string, more: object = {}) => ({
  kind: 'stage',
  name,
  owner: 'sales',
  spec: { order: 1, enters: name, ...more },
})

/** A vision that is seen by some metrics. */
export const vision = (name: string, metrics: string[], more: object = {}, horizon = '2027-12-31') => ({
  kind: 'vision',
  name,
  spec: { statement: 'All harbours', horizon, outcomes: metrics.map(metric => ({ metric, to: 100 })) },
  ...more,
})

/** A scorecard with one section. */
export const scorecard = (
  name: string,
  outcome: string,
  lines: (string | object)[] | undefined,
  more: object = {},
) => ({
  kind: 'scorecard',
  name,
  spec: {
    sections: [
      { outcome, ...(lines && { lines: lines.map(line => (typeof line === 'string' ? { metric: line } : line)) }) },
    ],
    periods: 13,
  },
  ...more,
})

/** An outcome, two numbers that move it, and one that moves nothing. */
export const outcomes = {
  nrr: { title: 'NRR', owner: 'finance', class: 'outcome' as const, unit: 'EUR' },
  leads: { title: 'Leads', ...drives('nrr') },
  seats: { title: 'Seats', owner: 'product', ...drives('nrr') },
  likes: { title: 'Likes' },
}

/** Something that a goal needs from another team. */
export const need = { on: 'it', for: 'tracking on every page', by: '2026-02-01' }
