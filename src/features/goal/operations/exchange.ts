import { z } from 'zod'
import { fail } from '../../../core/error.ts'
import { Name } from '../../../core/name.ts'
import { writeProposal } from '../../agreement/operations/declare.ts'
import { standing } from '../../agreement/operations/standing.ts'
import type { Sound } from '../../check.ts'
import type { Context } from '../../context.ts'
import { checkDeclarations } from '../../declaration/declaration.ts'
import { operation } from '../../operation.ts'
import { recordAudit } from '../../operation-log.ts'
import { BECOMES, type Becomes, becomesOf, Cell, type Fate, fatesOf, Imported, Table } from '../exchange/answer.ts'
import { tableOf } from '../exchange/column.ts'
import type { Made } from '../exchange/declare.ts'
import { FIELDS, gathered, type Remark } from '../exchange/field.ts'
import { LAYOUT_NAMES, LAYOUTS } from '../exchange/layout.ts'
import { readGoals, remarkOn } from '../exchange.ts'
import { boundBy, type Goal, LEVELS } from '../goal.ts'
import { goalVerbs } from '../operations.ts'
import { type Beside, knownOf } from './exchange-known.ts'

const layoutsDoes = LAYOUTS.map(({ name }) => name).join(', ')

const Import = z.object({
  table: Table.describe('The table, as a spreadsheet has it'),
  layout: z
    .enum(LAYOUT_NAMES)
    .optional()
    .describe(`Whose columns they are (${layoutsDoes}); told by them, when absent`),
  mapping: z
    .record(z.string(), z.string())
    .optional()
    .describe(`What a goal says, with the column that says it: ${Object.keys(FIELDS).join(', ')}`),
  cycle: z.string().min(1).max(100).optional().describe('When goals are worked on that do not say it'),
  owner: Name.optional().describe('Team that answers for goals without an owner'),
  teams: z.record(z.string(), Name).optional().describe('Their teams and people, with our teams'),
  apply: z.boolean().default(false).describe('Propose it; otherwise nothing changes'),
  why: z.string().min(1).max(2000).optional().describe('Why, for the teams who have to sign; needed with apply'),
})

export const importGoals = operation({
  name: 'goal.import',
  does: 'Bring goals in from another tool’s table: show what each row would become, and propose it when asked to.',
  needs: 'goal:write',
  long: true,
  input: Import,
  output: Imported,
  async run(ctx, input) {
    if (!input.apply) return (await judge(ctx, input)).answer
    const { why } = input
    if (why === undefined)
      return fail('invalid', 'Say why these goals are proposed, for the teams who have to sign them.')
    return ctx.records.transaction(async rows => {
      const inside = { ...ctx, rows, transacting: true }
      const judged = await judge(inside, input)
      refuseOn(judged.answer.problems)
      await propose(inside, judged, why)
      return { ...judged.answer, applied: true }
    })
  },
})

export const exportGoals = operation({
  name: 'goal.export',
  does: 'Write goals and their key results out as one table, which “goal.import” reads back.',
  needs: 'goal:read',
  input: z.object({
    newest: z.boolean().default(false).describe('The newest revisions, signed or not, instead of those in force'),
  }),
  output: z.object({ columns: z.array(z.string()), rows: z.array(z.array(Cell)) }),
  async run(ctx, { newest }) {
    const reading = newest ? { ...ctx.reading, preview: 'head' as const } : ctx.reading
    const goals = [...(await standing<Goal>({ ...ctx, reading }, 'goal')).values()]
    return tableOf(
      goals.map(({ name, title, owner, binds, spec }) => ({
        name,
        title,
        owner,
        spec,
        signers: signersOf({ owner, binds, spec }),
      })),
    )
  },
})

/** Teams that sign besides those that sign by what the goal says. */
function signersOf({ owner, binds, spec }: { owner: string; binds: readonly string[]; spec: Goal }): string[] {
  const bound = new Set([owner, ...boundBy(spec)])
  return binds.filter(team => !bound.has(team))
}

type Input = z.output<typeof Import>
type Change = { made: Made; sound: Sound; base: number | undefined }
type Judged = { answer: Imported; changes: Change[] }

async function judge(ctx: Context, input: Input): Promise<Judged> {
  const { known, heads, teams, declared } = await knownOf(ctx)
  const said = new Map(Object.entries(input.teams ?? {}).map(([theirs, ours]) => [theirs.trim().toLowerCase(), ours]))
  const exchange = readGoals({ ...input, teams: said }, known)
  const depthOf = (name: string): number => ancestorsOf(name, each => known.goals.get(each)?.spec.parent).length
  const ending = exchange.made
    .filter(each => each.item.action === 'delete' && each.reason === undefined)
    .toSorted((a, b) => depthOf(b.name) - depthOf(a.name))
  const ends = new Set(ending.map(each => each.name))
  const making = exchange.made.filter(each => each.declaration !== undefined)
  const mine = new Set([...making.map(each => each.name), ...ends])
  const beside = declared.filter(({ declaration: { kind, name } }) => kind !== 'goal' || !mine.has(name))
  const declarations = making.map(each => ({ ...each.declaration, name: each.name, kind: 'goal' as const }))
  const checked = checkDeclarations([...declarations, ...beside.map(each => each.declaration)], ctx.kinds, teams)
  const wrongRows = new Set(exchange.problems.map(each => each.row))
  const found = checked.problems
    .filter(({ index }) => index < making.length)
    .map(({ index, problem }) => remarkOn(making[index]!, problem))
    .filter(({ row }) => !wrongRows.has(row))
  const problems = [...exchange.problems, ...found, ...ending.flatMap(each => inUse(each, beside))]
  const sounds = new Map(checked.sound.filter(each => each.kind === 'goal').map(each => [each.name, each]))
  const wrong = new Map(problems.toReversed().map(each => [each.row, each.message]))
  const changes: Change[] = []
  const fates: Fate[] = exchange.skipped.map(({ row, reason }) => ({
    row: row.number,
    is: 'other',
    title: row.text('title') ?? null,
    goal: null,
    becomes: 'skipped',
    reason,
  }))
  for (const made of exchange.made) {
    const sound = made.declaration && sounds.get(made.name)
    const head = heads.get(made.name)
    const becomes = becomesOf(made, sound, head)
    fates.push(...fatesOf(made, becomes, wrong))
    if (sound && (becomes === 'created' || becomes === 'updated')) changes.push({ made, sound, base: head?.number })
  }
  const goals = fates.filter(each => each.is === 'goal')
  const count = (of: Becomes) => goals.filter(each => each.becomes === of).length
  const levels = Object.fromEntries(
    LEVELS.map(level => [level, making.filter(each => each.declaration?.level === level).length]),
  ) as Imported['counts']['levels']
  const answer: Imported = {
    layout: exchange.layout,
    applied: false,
    counts: {
      goals: goals.length,
      results: fates.filter(each => each.is === 'key result').length,
      levels,
      ...(Object.fromEntries(BECOMES.map(each => [each, count(each)])) as Record<Becomes, number>),
    },
    rows: fates.sort((a, b) => a.row - b.row),
    declarations: changes.map(({ made }) => ({ ...made.declaration, name: made.name, kind: 'goal' })),
    retires: [...ends],
    problems: gathered(problems),
    notes: gathered(exchange.notes),
    unread: exchange.unread,
  }
  return { answer, changes }
}

function inUse({ name, item }: Made, beside: Beside['declared']): Remark[] {
  const users = beside.filter(({ refers }) => refers.some(to => to.kind === 'goal' && to.name === name))
  if (users.length === 0) return []
  const message = `“${name}” cannot end while ${users.map(({ declaration }) => declaration.name).join(', ')} rests on it. End or change that too.`
  return [{ row: item.row.number, column: item.row.columnOf(['action']), code: 'in_use', message, more: 0 }]
}

function refuseOn(problems: readonly Remark[]): void {
  if (problems.length === 0) return
  const many = problems.length === 1 ? 'A problem' : `${problems.length} problems`
  fail('invalid', `${many} in the table, so nothing was proposed.`, {
    problems: problems.map(({ row, column, code, message }) => ({
      path: column === null ? ['row', row] : ['row', row, column],
      code,
      message,
    })),
  })
}

/** All of it or nothing: what rests on another follows it, and what another rests on ends after it. */
async function propose(ctx: Context, { answer, changes }: Judged, why: string): Promise<void> {
  for (const { sound, base } of topDown(changes)) await writeProposal(ctx, { ...sound, why }, { base })
  for (const name of answer.retires) await goalVerbs.retire(ctx, { name, why })
  const named = (of: Becomes) =>
    answer.rows.flatMap(each => (each.is === 'goal' && each.becomes === of ? [each.goal] : []))
  await recordAudit(ctx, {
    operation: 'goal.import',
    object: 'goals',
    input: {
      layout: answer.layout,
      why,
      created: named('created'),
      updated: named('updated'),
      retired: answer.retires,
    },
  })
}

function topDown(changes: readonly Change[]): Change[] {
  const byName = new Map(changes.map(each => [each.sound.name, each]))
  const parentOf = (name: string) => (byName.get(name)?.sound.spec as Goal | undefined)?.parent
  const ordered = new Set<Change>()
  for (const change of changes)
    for (const name of [...ancestorsOf(change.sound.name, parentOf).toReversed(), change.sound.name]) {
      const each = byName.get(name)
      if (each) ordered.add(each)
    }
  return [...ordered]
}

/** The names above one, nearest first; a ring ends where it begins. */
function ancestorsOf(name: string, parentOf: (name: string) => string | undefined): string[] {
  const found = new Set<string>([name])
  for (let next = parentOf(name); next !== undefined && !found.has(next); next = parentOf(next)) found.add(next)
  return [...found].slice(1)
}
