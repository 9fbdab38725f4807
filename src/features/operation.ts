import type { ZodType, z } from 'zod'
import { assert, fail, failOn } from '../core/error.ts'
import { problemsOf } from '../core/problem.ts'
import { type Context, demand, type Permission } from './context.ts'
import { claimKey, recordAudit, settleKey } from './operation-log.ts'

/** A verb of the product, defined once and reached through every door. */
export type Operation<Input extends ZodType, Output extends ZodType> = {
  (ctx: Context, input: z.input<Input>): Promise<z.output<Output>>
  readonly operation: string
  readonly does: string
  readonly needs: Permission
  readonly input: Input
  readonly output: Output
  /** Whether it leaves everything as it was; reads are neither audited nor run in a transaction. */
  readonly reads: boolean
  /** Whether everybody who may ask gets the same answer while no fact and no agreement changes. */
  readonly shared: boolean
}

// biome-ignore lint/suspicious/noExplicitAny: a list of verbs cannot name each verb's own types
export type AnyOperation = Operation<any, any>

type Definition<Input extends ZodType, Output extends ZodType> = {
  /** `noun.verb`. */
  name: string
  /** One sentence, in the words of the business. */
  does: string
  needs: Permission
  input: Input
  output: Output
  /** Whether it leaves everything as it was; true for whatever needs `…:read`. */
  reads?: boolean
  /** Whether everybody who may ask gets the same answer while no fact and no agreement changes, so that doors may keep it. */
  shared?: boolean
  /**
   * Whether `run` opens transactions and writes audit rows of its own, as work must that stores facts or takes long. Sent
   * twice it must do no harm by itself, because it claims no idempotency key.
   */
  long?: boolean
  /** Whether it answers a secret that is shown once: such an answer is kept nowhere, not even for a call that comes again. */
  secret?: boolean
  /** What the audit log calls the thing that was changed; the input's `name` by default. */
  object?: (input: z.output<Input>) => string
  /** What the audit log keeps of the input: all of it, unless some of it is nobody’s to read. */
  audited?: (input: z.output<Input>) => unknown
  run(ctx: Context, input: z.output<Input>): Promise<z.input<Output>>
}

/**
 * Makes a verb that always does, in this order: permission, parse, transaction (joined if one is open), run, audit row
 * in the same transaction, parse output. A write sent twice under one idempotency key runs once.
 */
export function operation<Input extends ZodType, Output extends ZodType>(
  definition: Definition<Input, Output>,
): Operation<Input, Output> {
  const { name, does, needs, run } = definition
  const reads = definition.reads ?? needs.endsWith(':read')

  const verb = async (ctx: Context, raw: z.input<Input>): Promise<z.output<Output>> => {
    demand(ctx.actor, needs, does)
    const input = parseInput(definition, raw)
    if (reads) return parseOutput(definition, await run(ctx, input))
    if (definition.long) {
      assert(!ctx.transacting, `${name} cannot be part of a transaction`)
      return parseOutput(definition, await run(ctx, input))
    }
    if (ctx.transacting) return write(ctx, definition, input)
    return ctx.records.transaction(async rows => {
      const inside = { ...ctx, rows, transacting: true }
      const claim = ctx.idempotencyKey ? await claimKey(inside, ctx.idempotencyKey, name, input) : undefined
      if (claim?.settled) return definition.secret ? refuseAgain() : parseOutput(definition, claim.output)
      const output = await write(inside, definition, input)
      if (ctx.idempotencyKey) await settleKey(inside, ctx.idempotencyKey, definition.secret ? null : output)
      return output
    })
  }

  return Object.assign(verb, {
    operation: name,
    does,
    needs,
    input: definition.input,
    output: definition.output,
    reads,
    shared: definition.shared ?? false,
  })
}

function refuseAgain(): never {
  return fail(
    'conflict',
    'This was made by the first call under this idempotency key, and was shown then. Make another one.',
    {
      reason: 'shown_once',
    },
  )
}

async function write<Input extends ZodType, Output extends ZodType>(
  ctx: Context,
  definition: Definition<Input, Output>,
  input: z.output<Input>,
): Promise<z.output<Output>> {
  const output = await definition.run(ctx, input)
  const object = definition.object?.(input) ?? nameIn(input)
  const audited = definition.audited ? definition.audited(input) : input
  await recordAudit(ctx, { operation: definition.name, object, input: audited })
  return parseOutput(definition, output)
}

function parseInput<Input extends ZodType, Output extends ZodType>(
  definition: Definition<Input, Output>,
  raw: unknown,
): z.output<Input> {
  const parsed = definition.input.safeParse(raw)
  if (!parsed.success) failOn(problemsOf(parsed.error, raw), definition.name)
  return parsed.data as z.output<Input>
}

function parseOutput<Input extends ZodType, Output extends ZodType>(
  definition: Definition<Input, Output>,
  output: unknown,
): z.output<Output> {
  const parsed = definition.output.safeParse(output)
  if (parsed.success) return parsed.data
  throw new Error(`${definition.name} answered what it does not promise: ${parsed.error.message}`)
}

function nameIn(input: unknown): string {
  const name = (input as { name?: unknown } | null)?.name
  return typeof name === 'string' ? name : ''
}
