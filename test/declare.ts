import type { Context } from '../src/features/context.ts'
import { checkDeclarations, type Declaration } from '../src/features/declaration/declaration.ts'
import { adoptDeclarations } from '../src/features/declaration/operations.ts'

/** Puts declarations in force as a reviewed repository would; a mistake in them fails the test with its sentence. */
export async function declare(ctx: Context, declarations: readonly Declaration[]): Promise<void> {
  const checked = checkDeclarations(declarations, ctx.kinds)
  if (checked.problems.length > 0)
    throw new Error(
      checked.problems.map(({ index, problem }) => `${declarations[index]?.name}: ${problem.message}`).join('\n'),
    )
  await adoptDeclarations(ctx, checked)
}

export const team = (name: string): Declaration => ({ kind: 'team', name })

/** A metric with what every metric must say filled in. */
export const metric = (name: string, fields: Record<string, unknown>): Declaration => ({
  kind: 'metric',
  name,
  owner: 'marketing',
  class: 'output',
  unit: 'people',
  direction: 'up',
  ...fields,
})

export const stage = (name: string, order: number, enters: unknown): Declaration => ({
  kind: 'stage',
  name,
  owner: 'marketing',
  order,
  enters,
})
