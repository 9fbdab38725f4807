import { z } from 'zod'
import { Name } from '../../../core/name.ts'
import { Key, LASTS } from '../../access/access.ts'
import { makeWriteKey, writeKeysOf } from '../../access/operations/keys.ts'
import { operation } from '../../operation.ts'

export const createWriteKey = operation({
  name: 'source.key',
  does: 'Make a key with which trackers send the events of a source; it is shown this once.',
  needs: 'source:admin',
  secret: true,
  input: z.object({
    name: Name.describe('The source, declared or not'),
    title: z.string().min(1).max(200).optional().describe('What the key is for; the source’s name, when absent'),
    days: z
      .int()
      .min(1)
      .max(LASTS.longestKey)
      .optional()
      .describe('How many days it holds; until it is revoked, when absent'),
  }),
  output: Key.extend({ key: z.string().describe('The key itself; it cannot be shown again') }),
  run: (ctx, { name, title = name, days }) => makeWriteKey(ctx, { source: name, title, days }),
})

export const listWriteKeys = operation({
  name: 'source.keys',
  does: 'List the keys with which trackers send the events of a source, without the keys themselves.',
  needs: 'source:admin',
  reads: true,
  input: z.object({ name: Name.describe('The source, declared or not') }),
  output: z.array(Key),
  run: (ctx, { name }) => writeKeysOf(ctx, name),
})
