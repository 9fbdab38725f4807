import { z } from 'zod'
import { Change, differences } from '../../core/diff.ts'
import { fail } from '../../core/error.ts'
import { canonicalJson, type JsonValue } from '../../core/json.ts'
import {
  adopt,
  checkChange,
  declaredWhole,
  isRetired,
  retiredPaths,
  writeProposal,
} from '../agreement/operations/declare.ts'
import type { Context } from '../context.ts'
import { inOrder, requireKind } from '../kind.ts'
import { operation } from '../operation.ts'
import { recordAudit } from '../operation-log.ts'
import { changeTeam, listTeams } from '../team/operations.ts'
import { changeWorkspace, getWorkspace } from '../workspace/operations.ts'
import { type Adopted, type Checked, checkDeclarations, Declaration, declarationJsonSchema } from './declaration.ts'

const Declarations = z.array(Declaration).min(1).describe('Declarations, as in the files of a company')

const Step = z.object({
  does: z.enum(['propose', 'change', 'set']),
  kind: z.string(),
  name: z.string(),
  /** The revision that the step is on top of; 0 for something new. */
  base: z.number(),
  signers: z.array(z.string()),
  changes: z.array(Change),
})
const Plan = z.object({ steps: z.array(Step), same: z.number() })
type Plan = z.infer<typeof Plan>

export const planDeclarations = operation({
  name: 'declaration.plan',
  does: 'Show what applying these declarations would propose, and who would have to sign.',
  needs: 'declaration:read',
  input: z.object({ declarations: Declarations }),
  output: Plan,
  run: async (ctx, input) => (await compare(ctx, input.declarations)).plan,
})

export const applyDeclarations = operation({
  name: 'declaration.apply',
  does: 'Propose what these declarations say and the company does not yet; signatures have the last word.',
  needs: 'declaration:write',
  input: z.object({
    declarations: Declarations,
    why: z.string().min(1).max(2000).optional().describe('Why, for declarations that do not say it themselves'),
  }),
  output: Plan,
  object: () => 'declarations',
  async run(ctx, input) {
    const { plan, checked } = await compare(ctx, input.declarations)
    if (checked.company && plan.steps.some(step => step.kind === 'company'))
      await changeWorkspace(ctx, companySettings(checked.company))
    for (const team of checked.teams)
      if (plan.steps.some(step => step.kind === 'team' && step.name === team.name))
        await changeTeam(ctx, { name: team.name, title: team.title, department: team.department })
    for (const sound of checked.sound) {
      const step = plan.steps.find(each => each.kind === sound.kind && each.name === sound.name)
      if (step) await writeProposal(ctx, withReason(sound, input.why), { base: step.base })
    }
    return plan
  },
})

function withReason(sound: Adopted, why: string | undefined): Adopted {
  const reason = sound.why || why
  if (!reason)
    fail('invalid', `Say why “${sound.name}” should be so: add “why:” to its declaration, or give one for all.`)
  return { ...sound, why: reason }
}

export const exportDeclarations = operation({
  name: 'declaration.export',
  does: 'Write out everything declared, as files would say it.',
  needs: 'declaration:read',
  input: z.object({ kind: z.string().optional().describe('Only this kind') }),
  output: z.array(Declaration),
  async run(ctx, { kind }) {
    if (kind !== undefined) requireKind(kind, ['company', 'team', ...ctx.kinds.keys()])
    const company = await getWorkspace(ctx, {})
    const teams = await listTeams(ctx, {})
    const all: Declaration[] = [
      { kind: 'company', name: company.name, title: company.title, ...company.calendar, currency: company.currency },
      ...teams.map(({ name, title, department }) => ({ kind: 'team', name, title, department })),
    ]
    for (const [kind, name, { head, proposed }] of await declaredWhole(ctx)) {
      const others = head.binds.filter(team => team !== head.owner)
      const said = {
        title: head.title,
        owner: head.owner,
        ...(others.length > 0 ? { binds: others } : {}),
        ...(head.why ? { why: head.why } : {}),
      }
      all.push({ kind, name, ...said, ...(proposed ? { state: 'proposed' } : {}), ...specOf(ctx, kind, head.spec) })
    }
    return kind ? all.filter(each => each.kind === kind) : all
  },
})

const specOf = (ctx: Context, kind: string, spec: unknown): object =>
  Object.fromEntries(inOrder(ctx.kinds.get(kind), spec as object))

export const declarationSchema = operation({
  name: 'declaration.schema',
  does: 'Give the JSON Schema of declarations, for editors and other programs.',
  needs: 'declaration:read',
  input: z.object({}),
  output: z.record(z.string(), z.unknown()),
  run: async ctx => declarationJsonSchema(ctx.kinds),
})

/** The company of checked files, taken over as it stands; the audit log says what came of it, if anything. */
export async function adoptDeclarations(ctx: Context, checked: Checked): Promise<void> {
  await ctx.records.transaction(async rows => {
    const inside = { ...ctx, rows, transacting: true }
    const shared = await sharedSteps(inside, checked)
    const changes = (kind: string, name: string) => shared.some(step => step.kind === kind && step.name === name)
    if (checked.company && changes('company', checked.company.name))
      await changeWorkspace(inside, companySettings(checked.company))
    for (const { name, title, department } of checked.teams)
      if (changes('team', name)) await changeTeam(inside, { name, title, department })
    const adopted = await adopt(inside, checked.sound)
    if (adopted.length > 0)
      await recordAudit(inside, { operation: 'declaration.adopt', object: 'declarations', input: { adopted } })
  })
}

/** What a company's declaration says, as its workspace keeps it. */
export function companySettings(company: NonNullable<Checked['company']>) {
  const { name, title, currency, zone, weekStart, fiscalStart, fiscalPattern } = company
  const calendar = { zone, weekStart: weekStart as 1, fiscalStart, fiscalPattern }
  return { name, title: title ?? name, currency, calendar }
}

async function compare(ctx: Context, declarations: Declaration[]): Promise<{ plan: Plan; checked: Checked }> {
  const known = (await listTeams(ctx, {})).map(team => team.name)
  const existing = (await declaredWhole(ctx)).filter(
    ([kind, name]) => !declarations.some(each => each.kind === kind && each.name === name),
  )
  const beside = existing.map(([kind, name, { head }]) => ({ kind, name, owner: head.owner, ...(head.spec as object) }))
  const checked = checkDeclarations([...declarations, ...beside], ctx.kinds, known)
  const retired = await retiredPaths(ctx)
  const ended = declarations.flatMap(({ kind, name }, index) =>
    retired.has(`${kind}/${name}`)
      ? [{ index, problem: { path: ['name'], code: 'retired', message: isRetired({ kind, name }) } }]
      : [],
  )
  const eased = await changeProblems(ctx, declarations, checked)
  const own = [...checked.problems.filter(({ index }) => index < declarations.length), ...ended, ...eased]
  if (own.length > 0)
    fail('invalid', `${own.length === 1 ? 'A declaration has a problem' : 'Declarations have problems'}.`, {
      problems: own.map(({ index, problem }) => ({ ...problem, path: ['declarations', index, ...problem.path] })),
    })
  const mine = new Set(declarations.map(each => `${each.kind}/${each.name}`))
  checked.sound = checked.sound.filter(each => mine.has(`${each.kind}/${each.name}`))
  const steps = [...(await sharedSteps(ctx, checked)), ...(await agreementSteps(ctx, checked))]
  const count = (checked.company ? 1 : 0) + checked.teams.length + checked.sound.length
  return { plan: { steps, same: count - steps.length }, checked }
}

/** What is wrong with declarations as changes of what is in force; why may still be given for all, where one does not say it. */
async function changeProblems(
  ctx: Context,
  declarations: Declaration[],
  { sound }: Checked,
): Promise<Checked['problems']> {
  const found: Checked['problems'] = []
  for (const [index, { kind, name }] of declarations.entries()) {
    const own = sound.find(each => each.kind === kind && each.name === name && each.why !== '')
    if (own) found.push(...(await checkChange(ctx, own)).map(problem => ({ index, problem })))
  }
  return found
}

async function agreementSteps(ctx: Context, checked: Checked): Promise<Plan['steps']> {
  const heads = new Map((await declaredWhole(ctx)).map(([kind, name, { head }]) => [`${kind}/${name}`, head]))
  return checked.sound.flatMap(sound => {
    const head = heads.get(`${sound.kind}/${sound.name}`)
    const after = { title: sound.title, owner: sound.owner, binds: sound.binds, ...(sound.spec as object) }
    const before = head ? { title: head.title, owner: head.owner, binds: head.binds, ...(head.spec as object) } : {}
    const changes = differences(before, JSON.parse(canonicalJson(after as JsonValue)))
    if (head && changes.length === 0) return []
    const does = head ? ('change' as const) : ('propose' as const)
    return [{ does, kind: sound.kind, name: sound.name, base: head?.number ?? 0, signers: sound.binds, changes }]
  })
}

async function sharedSteps(ctx: Context, checked: Checked): Promise<Plan['steps']> {
  const steps: Plan['steps'] = []
  const set = (kind: string, name: string, before: object | undefined, after: object) => {
    const changes = differences(before ?? {}, after)
    if (changes.length > 0) steps.push({ does: 'set', kind, name, base: 0, signers: [], changes })
  }
  if (checked.company) {
    const { signatures: _, ...before } = await getWorkspace(ctx, {})
    set('company', checked.company.name, before, companySettings(checked.company))
  }
  const teams = new Map((await listTeams(ctx, {})).map(({ people: _, ...team }) => [team.name, team]))
  for (const { name, title = name, department = title } of checked.teams)
    set('team', name, teams.get(name), { name, title, department })
  return steps
}
