import { z } from 'zod'
import { must } from '../../../core/error.ts'
import { declarationSchema, requireKind } from '../../kind.ts'
import { operation } from '../../operation.ts'
import { waitsForSignatures } from './declare.ts'

const Kind = z.object({
  kind: z.string(),
  does: z.string().describe('What people declare with it'),
  signed: z.boolean().describe('Whether it waits for signatures in this company'),
})

export const listKinds = operation({
  name: 'agreement.kinds',
  does: 'List the kinds of agreements there are, and what people declare with each.',
  needs: 'agreement:read',
  input: z.object({}),
  output: z.array(Kind),
  run: async ctx =>
    [...ctx.kinds.values()].map(({ kind, does }) => ({ kind, does, signed: waitsForSignatures(ctx, kind) })),
})

export const schemaOfKind = operation({
  name: 'agreement.schema',
  does: 'Give the JSON Schema of what one kind of agreement says; `x-kind` says of what a text is the name.',
  needs: 'agreement:read',
  input: z.object({ kind: z.string().describe('The kind') }),
  output: Kind.extend({ schema: z.record(z.string(), z.unknown()) }),
  async run(ctx, input) {
    requireKind(input.kind, [...ctx.kinds.keys()])
    const kind = must(ctx.kinds.get(input.kind), `${input.kind} is a kind`)
    const { $schema: _, ...schema } = z.toJSONSchema(declarationSchema(kind), { io: 'input', unrepresentable: 'any' })
    return { kind: kind.kind, does: kind.does, signed: waitsForSignatures(ctx, kind.kind), schema }
  },
})
