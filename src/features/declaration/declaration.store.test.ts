import { beforeEach, expect, it } from 'vitest'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { metric, stage, team } from '../../../test/declare.ts'
import { eachRecords } from '../../../test/stores.ts'
import { listAudit } from '../audit/operations.ts'
import { kinds } from '../index.ts'
import { metricVerbs } from '../metric/operations.ts'
import { checkDeclarations, type Declaration } from './declaration.ts'
import { adoptDeclarations, applyDeclarations, exportDeclarations, planDeclarations } from './operations.ts'

const company: Declaration[] = [
  { kind: 'company', name: 'acme', zone: 'Europe/Berlin', currency: 'CHF' },
  team('marketing'),
  team('sales'),
  stage('mql', 1, 'demo_requested'),
  metric('mqls', {
    measure: 'people',
    of: { stage: 'mql' },
    binds: ['sales'],
    drives: [{ metric: 'deals', why: 'x' }],
  }),
  metric('deals', { owner: 'sales', class: 'outcome', measure: 'count', of: 'deal_won', counter: 'mqls' }),
]

eachRecords(open => {
  let world: World

  beforeEach(async () => {
    world = await buildWorld({ records: await open(migrations) })
  })

  const adopted = (declarations: Declaration[]) => adoptDeclarations(world.ctx, checkDeclarations(declarations, kinds))

  it('what is exported and applied again changes nothing', async () => {
    await adopted(company)
    const exported = await exportDeclarations(world.ctx, {})
    expect(exported.map(each => each.name)).toEqual(['acme', 'marketing', 'sales', 'deals', 'mqls', 'mql'])
    expect(await planDeclarations(world.ctx, { declarations: exported })).toEqual({ steps: [], same: exported.length })
  })

  it('a plan says already that what was retired cannot be proposed again', async () => {
    await adopted(company)
    await adopted(
      company
        .filter(each => each.name !== 'deals')
        .map(each => (each.name === 'mqls' ? { ...each, drives: [] } : each)),
    )
    const problems = [{ path: ['declarations', 5, 'name'], code: 'retired' }]
    await expect(planDeclarations(world.ctx, { declarations: company })).rejects.toMatchObject({
      details: { problems },
    })
  })

  it('what files say is adopted at one instant, in one order on every store', async () => {
    await adopted(company.map(each => (each.name === 'mqls' ? { ...each, signed: ['sales', 'marketing'] } : each)))
    const { inForce } = await metricVerbs.get(world.ctx, { name: 'mqls' })
    expect(inForce?.signatures.map(each => [each.team, each.at])).toEqual([
      ['marketing', inForce?.inForceAt],
      ['sales', inForce?.inForceAt],
    ])
  })

  it('the audit log says what files changed, and nothing where they changed nothing', async () => {
    const entries = async () => (await listAudit(world.ctx, {})).items.map(each => each.operation)
    await adopted(company)
    const first = ['workspace.change', 'team.change', 'team.change', 'declaration.adopt']
    expect(await entries()).toEqual(first)
    await adopted(company)
    expect(await entries()).toEqual(first)
    await adopted(
      company
        .filter(each => each.name !== 'deals')
        .map(each => (each.name === 'mqls' ? { ...each, drives: [] } : each)),
    )
    const { items } = await listAudit(world.ctx, {})
    expect(JSON.parse(items.at(-1)!.input)).toEqual({ adopted: ['metric/mqls', 'metric/deals'] })
  })

  it('a change is planned with its signers, applied as a proposal, and leaves what is in force as it was', async () => {
    await adopted(company)
    const changed = company.map(each => (each.name === 'mqls' ? { ...each, measure: 'count' } : each))
    const plan = await planDeclarations(world.ctx, { declarations: changed })
    expect(plan).toMatchObject({
      same: 5,
      steps: [
        {
          does: 'change',
          kind: 'metric',
          name: 'mqls',
          base: 1,
          signers: ['marketing', 'sales'],
          changes: [{ path: ['measure'], before: 'people', after: 'count' }],
        },
      ],
    })
    await applyDeclarations(world.ctx, { declarations: changed, why: 'people were counted once a week' })
    expect(await metricVerbs.get(world.ctx, { name: 'mqls' })).toMatchObject({
      state: 'proposed',
      inForce: { number: 1, spec: { measure: 'people' } },
      head: { number: 2, spec: { measure: 'count' } },
    })
  })

  it('a whole company applied to an empty workspace waits for every signature, references between new ones included', async () => {
    const plan = await applyDeclarations(world.ctx, { declarations: company, why: 'we begin' })
    expect(plan.steps.map(step => `${step.does} ${step.name}`)).toEqual([
      'set acme',
      'set marketing',
      'set sales',
      'propose mql',
      'propose mqls',
      'propose deals',
    ])
    expect(await metricVerbs.get(world.ctx, { name: 'deals' })).toMatchObject({ state: 'proposed', inForce: null })
  })

  it('a proposal needs a reason', async () => {
    await expect(applyDeclarations(world.ctx, { declarations: company })).rejects.toThrow(/Say why “mql”/)
  })

  it('says every problem of every declaration, at its place', async () => {
    const wrong = [
      { kind: 'metrik', name: 'x' },
      metric('a', { owner: 'markting', measure: 'cuont', of: 'x' }),
      metric('b', { formula: 'c + 1' }),
      metric('c', { formula: 'b + 1' }),
      metric('d', { measure: 'count', of: 'x', counter: 'aa', fromula: 'x' }),
      { kind: 'company', name: 'one' },
      { kind: 'company', name: 'two' },
      team('marketing'),
    ]
    const { problems } = checkDeclarations(wrong, kinds)
    expect(problems.map(({ index, problem }) => [index, problem.code, problem.path, problem.repair])).toEqual([
      [0, 'unknown_kind', ['kind'], 'metric'],
      [6, 'second_company', ['kind'], undefined],
      [1, 'invalid_type', ['measure'], 'count'],
      [1, 'unknown_team', ['owner'], 'marketing'],
      [2, 'cyclic_definition', ['formula'], undefined],
      [3, 'cyclic_definition', ['formula'], undefined],
      [4, 'unknown_field', ['fromula'], 'formula'],
    ])
  })

  it('a team with a mistake is still a team, so that its mistake is the only one', async () => {
    const wrong = company.map(each => (each.name === 'sales' ? { ...each, departement: 'Sales' } : each))
    expect(checkDeclarations(wrong, kinds).problems).toMatchObject([
      { problem: { code: 'unknown_field', repair: 'department' } },
    ])
  })

  it('in files the review is the signature, unless a declaration says that it is proposed', async () => {
    await adopted(
      company.map(each => (each.name === 'mqls' ? { ...each, state: 'proposed', signed: ['marketing'] } : each)),
    )
    expect(await metricVerbs.get(world.ctx, { name: 'deals' })).toMatchObject({
      state: 'in force',
      inForce: { adopted: 'reviewed' },
    })
    expect(await metricVerbs.get(world.ctx, { name: 'mqls' })).toMatchObject({
      state: 'proposed',
      inForce: null,
      head: { signatures: [{ team: 'marketing' }] },
    })
  })

  it('files adopted again change nothing, edits become the next revision, and what is gone from them is retired', async () => {
    await adopted(company)
    await adopted(company)
    expect(await metricVerbs.history(world.ctx, { name: 'mqls' })).toHaveLength(1)
    const without = company
      .filter(each => each.name !== 'deals')
      .map(each => (each.name === 'mqls' ? { ...each, measure: 'count', drives: [] } : each))
    await adopted(without)
    expect(await metricVerbs.get(world.ctx, { name: 'mqls' })).toMatchObject({
      state: 'in force',
      inForce: { number: 2, spec: { measure: 'count' } },
    })
    expect((await metricVerbs.get(world.ctx, { name: 'deals' })).state).toBe('retired')
    await adopted(company)
    expect((await metricVerbs.get(world.ctx, { name: 'deals' })).state).toBe('in force')
  })
})
