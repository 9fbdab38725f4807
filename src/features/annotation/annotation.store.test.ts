import { beforeAll, expect, it } from 'vitest'
import { buildWorld, migrations } from '../../../test/build.ts'
import { declare, metric, team } from '../../../test/declare.ts'
import { eachRecords } from '../../../test/stores.ts'
import type { Records } from '../../store/records/records.ts'
import { verifyAudit } from '../audit/operations.ts'
import { exportDeclarations } from '../declaration/operations.ts'
import { metricVerbs } from '../metric/operations.ts'
import { annotationsIn, annotationVerbs } from './operations.ts'

const demos = metric('demos', { measure: 'count', of: 'demo' })
const outage = {
  name: 'outage',
  owner: 'marketing',
  on: '2026-03-10',
  text: 'The form was down.',
  why: 'for the record',
}
const march = { start: '2026-03-01', end: '2026-04-01' }

eachRecords(open => {
  let records: Records
  beforeAll(async () => {
    records = await open(migrations)
  })

  it('is in force as soon as it is written, though agreements need signatures here', async () => {
    const { ctx, as, person } = await buildWorld({ records })
    await declare(ctx, [team('marketing'), demos])
    const member = await person('mo')
    const entries = (await verifyAudit(ctx, {})).entries
    expect(await annotationVerbs.propose(as(member), { ...outage, about: ['metric/demos'] })).toMatchObject({
      state: 'in force',
      head: { binds: [], refers: [] },
      inForce: { number: 1, adopted: 'unsigned' },
    })
    expect(await annotationsIn(ctx, march)).toMatchObject([
      { name: 'outage', title: 'Outage', about: ['metric/demos'] },
    ])
    expect(await annotationsIn(ctx, { start: '2026-04-01', end: '2026-05-01' })).toEqual([])
    expect(await verifyAudit(ctx, {})).toMatchObject({ entries: entries + 1, intact: true })
  })

  it('has revisions as everything declared has, and a draft waits until it is submitted', async () => {
    const { ctx } = await buildWorld({ records })
    await declare(ctx, [team('marketing'), demos])
    expect(await annotationVerbs.propose(ctx, { ...outage, draft: true })).toMatchObject({
      state: 'draft',
      inForce: null,
    })
    expect(await annotationVerbs.submit(ctx, { name: 'outage', revision: 1 })).toMatchObject({ state: 'in force' })
    await annotationVerbs.propose(ctx, { ...outage, text: 'The form was down for two hours.', base: 1 })
    expect(await annotationVerbs.history(ctx, { name: 'outage' })).toHaveLength(2)
    expect(await annotationsIn(ctx, march)).toMatchObject([{ text: 'The form was down for two hours.' }])
  })

  it('still holds as written when what it is about changes, and does not keep it from being retired', async () => {
    const { ctx, as, person } = await buildWorld({ records })
    await declare(ctx, [team('marketing'), demos, { ...outage, kind: 'annotation', about: ['metric/demos'] }])
    await declare(ctx, [
      team('marketing'),
      { ...demos, title: 'Demos held' },
      { ...outage, kind: 'annotation', about: ['metric/demos'] },
    ])
    expect(await annotationVerbs.get(ctx, { name: 'outage' })).toMatchObject({ state: 'in force', drift: [] })
    const lead = await person('mara', 'lead', { marketing: 'lead' })
    expect(await metricVerbs.retire(as(lead), { name: 'demos', why: 'we count calls' })).toMatchObject({
      state: 'retired',
    })
  })

  it('is taken back by a lead of the team whose it is, and by nobody else', async () => {
    const { ctx, as, person, team: add } = await buildWorld({ records })
    await declare(ctx, [team('marketing'), { ...outage, kind: 'annotation' }])
    await add('sales')
    const sami = await person('sami', 'lead', { sales: 'lead' })
    await expect(annotationVerbs.retire(as(sami), { name: 'outage', why: 'no' })).rejects.toThrow(/lead of marketing/)
    const mara = await person('mara', 'lead', { marketing: 'lead' })
    await annotationVerbs.retire(as(mara), { name: 'outage', why: 'it was another day' })
    expect(await annotationsIn(ctx, march)).toEqual([])
  })

  it('is not for viewers to write, nor seen from another workspace, and goes back into files', async () => {
    const { ctx, as, person } = await buildWorld({ records })
    await declare(ctx, [team('marketing')])
    const viewer = await person('vera', 'viewer')
    await expect(annotationVerbs.propose(as(viewer), outage)).rejects.toMatchObject({ code: 'forbidden' })
    await annotationVerbs.propose(ctx, outage)
    expect(await exportDeclarations(ctx, { kind: 'annotation' })).toEqual([
      { kind: 'annotation', title: 'Outage', ...outage },
    ])
    const there = await buildWorld({ records })
    await expect(annotationVerbs.get(there.ctx, { name: 'outage' })).rejects.toMatchObject({ code: 'not_found' })
  })
})
