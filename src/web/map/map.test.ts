import { describe, expect, it } from 'vitest'
import { columnsOf } from './columns.ts'
import type { Graph, Item } from './graph.ts'
import { arrange, drawingOf } from './layout.ts'
import { nextTo } from './next-to.ts'
import { narrowed, outlineOf, reached, seenRows } from './walk.ts'

const LEVEL: Record<string, string> = { 'goal/grow': 'company', 'goal/leads': 'team', 'goal/site': 'team' }

/** A map from lines `above > below`. */
function mapOf(...lines: string[]): Graph {
  const pairs = lines.map(line => line.split(' > ') as [string, string])
  const ids = [...new Set(pairs.flat())]
  const items = ids.map(id => {
    const kind = id.slice(0, id.indexOf('/')) as Item['kind']
    const goal = kind === 'goal' ? { level: LEVEL[id] } : undefined
    const item = {
      id,
      kind,
      title: id,
      teams: id === 'goal/leads' ? ['sales'] : [],
      cycle: kind === 'goal' ? 'Q3' : null,
    }
    return [id, { ...item, goal } as unknown as Item] as const
  })
  return {
    items: new Map(items),
    lines: pairs.map(([above, below]) => ({
      id: `${above} ${below}`,
      above,
      below,
      kind: 'parent',
      why: null,
      lag: null,
    })),
  }
}

const COMPANY = mapOf(
  'vision/v > goal/grow',
  'vision/v > metric/mrr',
  'goal/grow > goal/leads',
  'goal/grow > result/grow/0',
  'goal/leads > result/leads/0',
  'result/grow/0 > metric/mrr',
  'result/leads/0 > metric/mqls',
  'metric/mrr > metric/mqls',
  'metric/mqls > metric/visits',
)

describe('the columns of the map', () => {
  it('hold the vision, goals by level, key results, and numbers after all that they carry', () => {
    expect(Object.fromEntries(columnsOf(COMPANY))).toEqual({
      'vision/v': 0,
      'goal/grow': 1,
      'goal/leads': 2,
      'result/grow/0': 3,
      'result/leads/0': 3,
      'metric/mrr': 4,
      'metric/mqls': 5,
      'metric/visits': 6,
    })
  })

  it('end with rings too', () => {
    const ring = mapOf(
      'metric/a > metric/b',
      'metric/b > metric/c',
      'metric/c > metric/a',
      'goal/leads > goal/site',
      'goal/site > goal/leads',
    )
    expect(drawingOf(ring).lines.length).toBeLessThan(5)
    expect(Object.keys(arrange(drawingOf(ring)))).toHaveLength(5)
  })

  it('never put two things on each other', () => {
    const places = Object.values(arrange(drawingOf(COMPANY))).map(({ x, y }) => `${x} ${y}`)
    expect(new Set(places).size).toBe(places.length)
  })
})

describe('the map narrowed', () => {
  it('to a team keeps what lies above', () => {
    expect([...narrowed(COMPANY, { team: 'sales' }).items.keys()]).toEqual(['vision/v', 'goal/grow', 'goal/leads'])
  })

  it('to one thing keeps what lies above and below', () => {
    const around = narrowed(COMPANY, { focus: 'metric/mrr' }).items
    expect(around.has('goal/leads')).toBe(false)
    expect([...around.keys()]).toEqual(expect.arrayContaining(['vision/v', 'goal/grow', 'metric/visits']))
  })

  it('to nothing known is the whole map', () => {
    expect(narrowed(COMPANY, { focus: 'metric/gone' })).toBe(COMPANY)
  })

  it('reaches through rings once', () => {
    expect(reached(mapOf('metric/a > metric/b', 'metric/b > metric/a'), ['metric/a'], 'below')).toEqual(
      new Set(['metric/b']),
    )
  })
})

describe('the map as a tree', () => {
  it('unfolds a number among numbers, and only names it under a key result', () => {
    const rows = [...outlineOf(COMPANY).values()]
    const places = rows.filter(({ item }) => item.id === 'metric/mqls')
    expect(places.map(({ again, depth }) => [again, depth])).toEqual([
      [true, 4],
      [false, 2],
    ])
  })

  it('shows only what is unfolded', () => {
    const rows = outlineOf(COMPANY)
    expect(seenRows(rows, ({ depth }) => depth < 1).map(({ item }) => item.id)).toEqual([
      'vision/v',
      'goal/grow',
      'metric/mrr',
    ])
  })
})

describe('arrow keys on the map', () => {
  const places = arrange(drawingOf(COMPANY))

  it('lead left to what is carried, right to what carries, and up and down within a column', () => {
    expect(nextTo('goal/grow', 'ArrowLeft', COMPANY, places)).toBe('vision/v')
    expect(nextTo('goal/leads', 'ArrowRight', COMPANY, places)).toBe('result/leads/0')
    const down = (places['result/grow/0']?.y ?? 0) < (places['result/leads/0']?.y ?? 0) ? 'ArrowDown' : 'ArrowUp'
    expect(nextTo('result/grow/0', down, COMPANY, places)).toBe('result/leads/0')
    expect(nextTo('vision/v', 'ArrowUp', COMPANY, places)).toBeUndefined()
  })
})
