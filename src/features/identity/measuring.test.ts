import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { realData } from '../../../test/real-data.ts'
import { openTable } from '../../connectors/file/open-table.ts'
import { profilesOf, type Sighting } from './operations/measuring.ts'

const said = (rows: Sighting[]) => profilesOf(rows).map(({ id, profile }) => `${id} ${profile}`)

describe('profilesOf', () => {
  it('reads Segment calls: ids, addresses in traits, aliases and ids of other systems', () => {
    const rows = [
      { type: 'identify', anonymousId: 'v1', userId: 'u1', traits: { email: 'Ada@X.io' }, timestamp: '2026-01-02' },
      { type: 'track', anonymousId: 'v1', event: 'signup', timestamp: '2026-01-01' },
      { type: 'alias', userId: 'u2', previousId: 'v9', timestamp: '2026-01-03' },
      { type: 'alias', userId: 'u1', previousId: 'u3', timestamp: '2026-01-04' },
      { type: 'identify', userId: 'u3', context: { traits: { phone: '+49 30 1' } }, timestamp: '2026-01-05' },
      { type: 'identify', userId: 'u2', context: { externalIds: [{ type: 'HubSpot', id: '51' }] } },
      { type: 'identify', userId: null, anonymousId: ' ' },
    ]
    expect(said(rows)).toEqual(
      ['+49301 v1', 'ada@x.io v1', 'u1 v1', 'u3 v1', 'v1 v1', '51 u2', 'u2 u2', 'v9 u2'].toSorted((a, b) =>
        a.split(' ').reverse().join('\n') < b.split(' ').reverse().join('\n') ? -1 : 1,
      ),
    )
  })

  it('reads a column for each kind of id, in whatever order the rows come', () => {
    const rows = [
      { event_id: '2', user_id: 'u', anonymous_id: 'null', hubspot_id: '7', event_time: '2026-01-02T00:00:00Z' },
      { event_id: '1', user_id: 'u', anonymous_id: 'v', hubspot_id: '', event_time: '2026-01-01T00:00:00Z' },
      { event_id: '3', user_id: 'w', anonymous_id: 'x', hubspot_id: '', event_time: '2026-01-03T00:00:00Z' },
    ]
    const profiles = ['7 v', 'u v', 'v v', 'w x', 'x x']
    expect(said(rows)).toEqual(profiles)
    expect(said(rows.toReversed())).toEqual(profiles)
  })
})

const folder = realData('identity')

describe.skipIf(!folder)('a log of identify events that another program resolved', () => {
  it('gives the same profiles by the same names', async () => {
    const rows: Sighting[] = []
    for await (const batch of (await openTable(`${folder}/identifies_events.csv`)).rows())
      for (const { values } of batch.rows) rows.push(values)
    const expected = readFileSync(`${folder}/expected_output.csv`, 'utf8').trim().split('\n').slice(1)
    expect(profilesOf(rows).map(({ id, profile }) => `${id},${profile}`)).toEqual(expected.map(line => line.trim()))
  })
})
