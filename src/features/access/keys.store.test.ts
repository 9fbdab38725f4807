import { describe, expect, it } from 'vitest'
import { buildWorld, migrations } from '../../../test/build.ts'
import { eachStore } from '../../../test/stores.ts'
import { createWriteKey } from '../source/operations/keys.ts'
import { NEVER } from './access.ts'
import { createInvitation } from './operations/invitations.ts'
import { actorOfKey, createKey, findWriteKey, listKeys } from './operations/keys.ts'

eachStore(open => {
  describe('a key', () => {
    it('is shown once, and stands nowhere: not in the audit log, and not for a call that comes again', async () => {
      const { ctx } = await buildWorld(await open(migrations))
      const made = [
        await createKey({ ...ctx, idempotencyKey: 'a' }, { scope: 'read' }),
        await createWriteKey({ ...ctx, idempotencyKey: 'b' }, { name: 'web' }),
        await createInvitation({ ...ctx, idempotencyKey: 'c' }, { email: 'x@acme.test', name: 'X' }),
      ]
      const secrets = made.map(each => ('key' in each ? each.key : each.token))
      for (const table of ['audit', 'idempotency', 'access_key', 'invitation'] as const) {
        const rows = JSON.stringify(await ctx.rows.selectFrom(table).selectAll().execute())
        for (const secret of secrets) expect(rows, table).not.toContain(secret.slice(10))
      }
      await expect(createKey({ ...ctx, idempotencyKey: 'a' }, { scope: 'read' })).rejects.toThrow('was shown then')
      expect(await listKeys(ctx, {})).toHaveLength(2)
    })

    it('of a source brings its events and nothing else, for as long as it was made for', async () => {
      const { ctx } = await buildWorld(await open(migrations))
      const { key, expiresAt } = await createWriteKey(ctx, { name: 'web' })
      expect(expiresAt).toBe(NEVER)
      expect(await findWriteKey(ctx, key)).toMatchObject({ source: 'web', scope: 'ingest', revokedAt: null })
      await expect(actorOfKey(ctx, key)).rejects.toThrow('only brings facts in')
      const { expiresAt: soon } = await createWriteKey(ctx, { name: 'web', days: 1 })
      expect(soon.slice(0, 10)).toBe('2026-01-06')
    })
  })
})
