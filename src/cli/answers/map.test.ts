import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MapReading, showMap } from '../../features/map/operations/show.ts'
import { type WhatIf, whatIf } from '../../features/map/operations/what-if.ts'
import { type Format, print } from '../format.ts'
import { openMemory } from '../local.ts'
import type { Session } from '../session.ts'
import { type Terminal, terminalOf, widthOf } from '../terminal.ts'
import { mapForm } from './map.ts'
import { whatIfForm } from './what-if.ts'

const terminal = terminalOf({}, {})
let session: Session
let map: MapReading
let tried: WhatIf

beforeAll(async () => {
  session = await openMemory('examples/tidewater', undefined)
  map = (await session.call(showMap, {})) as MapReading
  tried = (await session.call(whatIf, { name: 'net-new-mrr' })) as WhatIf
})

afterAll(() => session.close())

const drawn = (reading: MapReading, on: Terminal = terminal, format: Format = 'text') =>
  print({ value: reading, ...mapForm(reading) }, format, on)

const reckoned = (reading: WhatIf, on: Terminal = terminal, format: Format = 'text') =>
  print({ value: reading, ...whatIfForm(reading) }, format, on)

const lineWith = (text: string, title: string) => text.split('\n').find(line => line.includes(title)) ?? ''

/** The map with some of what one number says replaced. */
const changed = (metric: string, fields: Partial<MapReading['nodes'][number]>): MapReading => ({
  ...map,
  nodes: map.nodes.map(node => (node.metric === metric ? { ...node, ...fields } : node)),
})

describe('the tree', () => {
  it('hangs what is on its target on the line, and the rest beside it by how far it is off', () => {
    const text = drawn(map)
    expect(lineWith(text, 'Net new MRR')).toMatch(
      /^┬ {2}◆ Net new MRR +finance +2,055 EUR +\+4\.8 % +≥ 3,000 +unhealthy 69 % +5\/5$/,
    )
    expect(lineWith(text, '= New MRR')).toMatch(/^│◆ {3}= New MRR/)
    expect(lineWith(text, 'E-mail open rate ')).toMatch(/^◆ {6}~ E-mail open rate +marketing +41\.3 %/)
    expect(lineWith(text, 'E-mails sent')).toMatch(/^· {8}= E-mails sent .* pending/)
  })

  it('says what leads nowhere, and what that is there for', () => {
    expect(drawn(map).replaceAll('\n', ' ')).toContain('Lead to no outcome: Brochure views, Deals closed')
    expect(drawn(map)).toContain('Unsubscribe rate (guards email-open-rate)')
  })

  it('says which departments a shared number gets nothing from', () => {
    const alone = changed('net-new-mrr', { missing: { teams: ['product', 'finance'], departments: ['Finance'] } })
    expect(drawn(alone)).toContain('Net new MRR has no contribution from Finance.\n')
    expect(drawn(map)).not.toContain('has no contribution')
  })

  it('shows by how much parts do not add up, and hangs such a number beside the line', () => {
    const period = map.nodes[0]?.period as NonNullable<MapReading['nodes'][number]['period']>
    const newest = { period, value: 2525, parts: 2400, gap: 125, share: 125 / 2525, ok: false }
    const parts = { formula: 'small + large', periods: [newest], newest }
    const text = drawn(changed('new-mrr', { health: 'healthy', parts }))
    expect(lineWith(text, '= New MRR')).toMatch(/^│ ◆ {2}= New MRR .*\+5 %$/)
    expect(text).toContain('New MRR was 2,525 EUR in 2026-W39, and its parts (small + large) make 2,400 EUR.\n')
    const sound = { ...parts, newest: { ...newest, parts: 2525, gap: 0, share: 0, ok: true } }
    expect(lineWith(drawn(changed('new-mrr', { health: 'healthy', parts: sound })), '= New MRR')).toMatch(/^◆ .* none$/)
  })

  it('names a few of many, and says how many more there are', () => {
    const root = map.nodes[0] as MapReading['nodes'][number]
    const ways = Array.from({ length: 9 }, (_, i) => ({ by: 'metric' as const, of: `metric/m-${i}`, through: 'm' }))
    const feeds = [{ team: 'email', department: 'Marketing', ways }]
    const text = drawn(changed(root.metric, { feeds })).replaceAll(/\s+/g, ' ')
    expect(text).toContain('email (Marketing) m-0, m-1, m-2, m-3, m-4, m-5, 3 more')
  })

  it('names claims that come back to themselves', () => {
    expect(drawn({ ...map, rings: [['new-mrr', 'mqls', 'new-mrr']] })).toContain('New MRR ← MQLs ← New MRR: this claim')
  })

  it('says what to do where there is nothing to draw', () => {
    expect(drawn({ ...map, nodes: [] })).toContain('Declare a vision, or a metric of the class outcome.')
  })

  it.each([40, 60, 80, 100])('fits a window of %i columns', width => {
    const on = terminalOf({ isTTY: true, columns: width }, { NO_COLOR: '1' })
    for (const text of [drawn(map, on), reckoned(tried, on)])
      expect(text.split('\n').filter(line => widthOf(line) > width)).toEqual([])
  })

  it('keeps each number on a line of its own, however long titles, owners and units are', () => {
    const long: MapReading = {
      ...map,
      nodes: map.nodes.map(node => ({
        ...node,
        title: `${node.title} of large harbours in the north`,
        owner: 'customer-success-team',
        unit: node.unit === '%' ? '%' : 'working hours',
      })),
    }
    const lines = drawn(long).split('\n')
    const first = lines.findIndex(line => line.startsWith('┬'))
    expect(lines[first + map.nodes.length]).toBe('')
    expect(lines.slice(first, first + map.nodes.length).every(line => line.includes('…'))).toBe(true)
    expect(lines[first]).toMatch(/ {2}◆ Net new MRR of large harbours .*… +2,055 worki… +≥ 3,000 +unhealthy +5\/5$/)
  })

  it('is drawn with plain signs where the terminal has no others', () => {
    expect(lineWith(drawn(map, terminalOf({ isTTY: true }, { TERM: 'dumb' })), 'Net new MRR')).toMatch(/^T {2}o Net/)
  })

  it('is a table for machines, one metric a row', () => {
    const [header, first, ...rest] = drawn(map, terminal, 'csv').trim().split('\n')
    expect(header).toMatch(/^metric,title,owner,tier,depth,under,by,unit,period,value,.*,feeds,without,gap,gap share$/)
    expect(first).toMatch(/^net-new-mrr,Net new MRR,finance,outcome,0,,,EUR,2026-W39,2055,/)
    expect(rest).toHaveLength(map.nodes.length - 1)
  })
})

describe('what one percent would do', () => {
  it('is ranked, with who can move it and what missing the target costs', () => {
    const text = reckoned(tried)
    expect(text).toMatch(/^Net new MRR · 2,055 EUR in 2026-W39\n\n\+1 % on +who can move it/)
    expect(lineWith(text, 'New MRR  ')).toMatch(/finance +2,525 EUR +\+25\.3 EUR +\+1\.23 % +\+875 EUR +Full books/)
    expect(text.indexOf('Churned MRR')).toBeGreaterThan(text.indexOf('New MRR  '))
  })

  it('leaves claims without a number', () => {
    expect(lineWith(reckoned(tried), 'Demos held')).toMatch(/^Demos held +sales +new-mrr +2 weeks +Hardly any/)
  })

  it('says when there is nothing to reckon with', async () => {
    const measured = (await session.call(whatIf, { name: 'new-mrr' })) as WhatIf
    expect(reckoned(measured)).toContain('No formula, ratio or parts say what New MRR is computed from')
  })

  it('says what several inputs would do together', async () => {
    const inputs = { 'new-mrr': { to: 3000 }, 'churned-mrr': -0.5 }
    const both = (await session.call(whatIf, { name: 'net-new-mrr', inputs })) as WhatIf
    expect(reckoned(both)).toContain('With new-mrr 3,000, churned-mrr 235: 2,765 EUR, +710 EUR (+34.5 %).\n')
  })

  it('is a table for machines, one input a row', () => {
    expect(reckoned(tried, terminal, 'csv').split('\n')[1]).toMatch(
      /^new-mrr,New MRR,finance,EUR,true,2525,2550\.25,2080\.25,25\.25,0\.0122/,
    )
  })
})
