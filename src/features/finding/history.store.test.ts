import { beforeEach, expect, it } from 'vitest'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { declare, stage, team } from '../../../test/declare.ts'
import { type Happening, happened } from '../../../test/facts.ts'
import { eachStore } from '../../../test/stores.ts'
import type { Events } from '../../store/events/events.ts'
import type { Records } from '../../store/records/records.ts'
import { listAudit } from '../audit/operations.ts'
import type { Declaration } from '../declaration/declaration.ts'
import { findingHistory, recordFindings } from './operations/history.ts'
import { checkFindings, listRules, ruleVerbs } from './operations.ts'

const leads: Declaration = {
  kind: 'source',
  name: 'leads',
  owner: 'marketing',
  key: 'id',
  person: { user: 'id' },
  events: [{ name: 'first_contact', at: 'date', props: { origin: 'origin' } }],
  expects: { required: ['origin'] },
}

const lead = (user: string, at: string, origin?: string): Happening => [
  user,
  'first_contact',
  at,
  origin === undefined ? {} : { origin },
  { source: 'leads' },
]

const MISSING = 'value-missing:source/leads:first_contact.origin'

eachStore(open => {
  let stores: { records: Records; events: Events }
  let here: World
  beforeEach(async () => {
    stores = await open(migrations, { zone: 'UTC' })
    const calendar = { zone: 'UTC', weekStart: 1, fiscalStart: 1, fiscalPattern: 'months' } as const
    here = await buildWorld(stores, { calendar, signatures: false })
    await declare(here.ctx, [team('marketing'), stage('mql', 1, 'first_contact'), leads])
    await happened(stores.events, [lead('ada', '2026-01-05', 'search'), lead('bob', '2026-01-06')])
  })

  const on = (day: string, world = here) => ({ ...world.ctx, now: () => `${day}T08:00:00.000Z` })
  const about = async (day: string) => {
    const { findings, ...rest } = await checkFindings(on(day), { rules: ['value-missing'] })
    return { ...rest, found: findings.map(({ id, firstSeen, trend }) => ({ id, firstSeen, trend }))[0] }
  }

  it('knows no history while nothing was recorded', async () => {
    expect(await about('2026-03-01')).toMatchObject({
      history: [],
      found: { id: MISSING, firstSeen: null, trend: null },
    })
  })

  it('answers what it wrote down, the run itself included', async () => {
    const found = await recordFindings(on('2026-03-01'), {})
    expect(found.history).toEqual([{ day: '2026-03-01', score: found.score }])
    expect(found.findings.find(({ id }) => id === MISSING)).toMatchObject({ firstSeen: '2026-03-01', trend: null })
    const { basis, runs } = await findingHistory(on('2026-03-02'), {})
    expect({ basis, runs }).toEqual({
      basis: 'recorded',
      runs: [
        {
          at: '2026-03-01T08:00:00.000Z',
          day: '2026-03-01',
          asOf: found.asOf,
          score: found.score,
          teams: found.teams,
          counts: found.counts,
        },
      ],
    })
  })

  it('remembers when a finding was first seen, and says against the run of a week ago what became of it', async () => {
    await recordFindings(on('2026-03-01'), {})
    await recordFindings(on('2026-03-05'), {})
    expect((await about('2026-03-05')).found).toMatchObject({ firstSeen: '2026-03-01', trend: null })
    expect((await about('2026-03-08')).found).toMatchObject({ firstSeen: '2026-03-01', trend: 'same' })
    await happened(stores.events, [lead('cleo', '2026-01-07'), lead('dora', '2026-01-08')])
    expect((await about('2026-03-08')).found).toMatchObject({ trend: 'worse' })
    await happened(
      stores.events,
      ['e', 'f', 'g', 'h', 'i'].map(user => lead(user, '2026-01-09', 'fair')),
    )
    expect((await about('2026-03-08')).found).toMatchObject({ trend: 'better' })
  })

  it('calls new what the run of a week ago had not found, and forgets nothing that was gone meanwhile', async () => {
    await declare(here.ctx, [team('marketing'), { ...leads, expects: { everyDays: 365 } }])
    await recordFindings(on('2026-03-01'), {})
    await declare(here.ctx, [team('marketing'), leads])
    await recordFindings(on('2026-03-09'), {})
    expect((await about('2026-03-09')).found).toEqual({ id: MISSING, firstSeen: '2026-03-09', trend: 'new' })
    expect((await about('2026-03-16')).found).toEqual({ id: MISSING, firstSeen: '2026-03-09', trend: 'same' })
  })

  it('does not know at a day in the past what came later', async () => {
    await recordFindings(on('2026-03-09'), {})
    const { history, findings } = await checkFindings(on('2026-03-20'), { at: '2026-03-08' })
    expect(history).toEqual([])
    expect(findings.find(({ id }) => id === MISSING)).toMatchObject({ firstSeen: null, trend: null })
  })

  it('makes one run and one audit row of a day on which nothing changes', async () => {
    for (const _ of [1, 2, 3]) await recordFindings(on('2026-03-01'), {})
    const count = async () => (await findingHistory(on('2026-03-01'), {})).runs.length
    expect(await count()).toBe(1)
    await happened(stores.events, [lead('cleo', '2026-01-06')])
    await recordFindings(on('2026-03-01'), {})
    expect(await count()).toBe(2)
    await recordFindings(on('2026-03-02'), {})
    expect(await count()).toBe(3)
    const { items } = await listAudit(here.ctx, {})
    expect(items.filter(({ operation }) => operation === 'finding.record')).toHaveLength(3)
  })

  it('gives the newest runs, the oldest of them first', async () => {
    for (const day of ['2026-03-01', '2026-03-02', '2026-03-03']) await recordFindings(on(day), {})
    const { runs } = await findingHistory(on('2026-03-03'), { count: 2 })
    expect(runs.map(({ day }) => day)).toEqual(['2026-03-02', '2026-03-03'])
  })

  it('computes past month-ends where nothing was recorded, from the first month with facts', async () => {
    await happened(stores.events, [lead('cleo', '2026-02-10', 'fair'), lead('dora', '2026-03-20', 'fair')])
    const { basis, runs } = await findingHistory(on('2026-03-31'), {})
    expect(basis).toBe('computed')
    expect(runs.map(({ at, day, asOf }) => [at, day, asOf])).toEqual([
      [null, '2026-01-31', '2026-02-01'],
      [null, '2026-02-28', '2026-03-01'],
    ])
    const [january, february] = runs.map(({ score }) => score)
    const now = await checkFindings(on('2026-03-31'), { at: '2026-03-01' })
    expect(february).toBe(now.score)
    expect(january).not.toBe(february)
  })

  it('keeps the runs of workspaces apart', async () => {
    const other = await buildWorld(stores)
    await recordFindings(on('2026-03-01'), {})
    expect((await findingHistory(on('2026-03-01', other), {})).runs).toEqual([])
    expect((await checkFindings(on('2026-03-09', other), {})).history).toEqual([])
  })

  it('is as grave as an agreement says, and lists it with whose it is', async () => {
    const said = {
      kind: 'rule',
      name: 'value-missing',
      owner: 'marketing',
      severity: 'error',
      why: 'The board reads origins.',
    }
    await declare(here.ctx, [team('marketing'), leads, said])
    const { findings } = await checkFindings(on('2026-03-01'), { severity: 'error' })
    expect(findings.map(({ id, severity }) => [id, severity])).toEqual([[MISSING, 'error']])
    const listed = (await listRules(here.ctx, {})).find(({ rule }) => rule === 'value-missing')
    expect(listed).toMatchObject({
      severity: 'error',
      usually: 'warning',
      thresholds: [],
      configured: { owner: 'marketing', why: 'The board reads origins.' },
    })
  })

  it.each([
    [
      'an unknown rule',
      { name: 'value-misssing', severity: 'off' },
      /no rule “value-misssing”\. Did you mean “value-missing”/,
    ],
    [
      'a threshold it has not',
      { name: 'value-missing', thresholds: { days: 3 } },
      /no threshold “days”\. It has none\./,
    ],
    ['nothing', { name: 'value-missing' }, /changes nothing about “value-missing”/],
  ])('refuses a configuration of %s', async (_, said, message) => {
    await expect(
      ruleVerbs.propose(here.ctx, { owner: 'marketing', why: 'Here it is so.', ...said } as never),
    ).rejects.toThrow(message)
  })
})
