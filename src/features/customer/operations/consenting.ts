import { z } from 'zod'
import { Name } from '../../../core/name.ts'
import type { Context } from '../../context.ts'
import { operation } from '../../operation.ts'
import { recordAudit } from '../../operation-log.ts'
import { CustomerId } from '../customer.ts'
import { factAbout, pseudonymsOf, type Subject, subjectNamed } from './pseudonym.ts'
import { deleteSuppressions, insertConsents, insertSuppressions, selectSuppressions } from './register.ts'

/** The purpose without which nothing new of a person is stored. */
export const STORING = 'analytics'

const Registered = z.object({
  pseudonym: z.string().describe('What stands for the person in registers and the audit log'),
})

export const consentOfCustomer = operation({
  name: 'customer.consent',
  does: 'Write down that somebody gives or withdraws consent for a purpose; without “analytics” nothing new of them is stored.',
  needs: 'customer:write',
  long: true,
  input: z.object({
    id: CustomerId,
    purpose: Name.describe('What for, such as analytics or newsletter'),
    state: z.enum(['given', 'withdrawn']).describe('Whether they give it or withdraw it'),
  }),
  output: Registered.extend({ purpose: z.string(), state: z.enum(['given', 'withdrawn']) }),
  async run(ctx, { id, purpose, state }) {
    const subject = await subjectNamed(ctx, id)
    const pseudonyms = await pseudonymsOf(ctx, subject.identifiers)
    if (purpose === STORING && state === 'given') await admit(ctx, subject, pseudonyms)
    await ctx.events.append([factAbout(ctx, subject, `consent_${state}`, { purpose })])
    if (purpose === STORING && state === 'withdrawn') await ctx.events.suppress(subject.identifiers)
    const [pseudonym = ''] = pseudonyms
    await inTransaction(ctx, async inside => {
      await insertConsents(inside, pseudonyms, { purpose, state })
      if (purpose === STORING && state === 'withdrawn')
        await insertSuppressions(inside, pseudonyms, 'Consent was withdrawn.')
      await recordAudit(inside, { operation: 'customer.consent', object: pseudonym, input: { purpose, state } })
    })
    return { pseudonym, purpose, state }
  },
})

export const suppressCustomer = operation({
  name: 'customer.suppress',
  does: 'Let nothing new of somebody be stored, also of one who is not known yet; what is stored stays.',
  needs: 'customer:admin',
  long: true,
  input: z.object({ id: CustomerId, why: z.string().max(500).default('').describe('Why; without naming them') }),
  output: Registered,
  async run(ctx, { id, why }) {
    const subject = await subjectNamed(ctx, id)
    const pseudonyms = await pseudonymsOf(ctx, subject.identifiers)
    await ctx.events.suppress(subject.identifiers)
    const [pseudonym = ''] = pseudonyms
    await inTransaction(ctx, async inside => {
      await insertSuppressions(inside, pseudonyms, why)
      await recordAudit(inside, { operation: 'customer.suppress', object: pseudonym, input: {} })
    })
    return { pseudonym }
  },
})

export const admitCustomer = operation({
  name: 'customer.admit',
  does: 'Let somebody be stored again who was suppressed.',
  needs: 'customer:admin',
  long: true,
  input: z.object({ id: CustomerId }),
  output: Registered,
  async run(ctx, { id }) {
    const subject = await subjectNamed(ctx, id)
    const pseudonyms = await pseudonymsOf(ctx, subject.identifiers)
    await admit(ctx, subject, pseudonyms)
    const [pseudonym = ''] = pseudonyms
    await inTransaction(ctx, inside =>
      recordAudit(inside, { operation: 'customer.admit', object: pseudonym, input: {} }),
    )
    return { pseudonym }
  },
})

export const listSuppressed = operation({
  name: 'customer.suppressed',
  does: 'List who is suppressed, by pseudonym: since when, by whom and why.',
  needs: 'customer:admin',
  reads: true,
  input: z.object({}),
  output: z.array(z.object({ pseudonym: z.string(), why: z.string(), at: z.string(), by: z.string() })),
  run: ctx => selectSuppressions(ctx),
})

async function admit(ctx: Context, { identifiers }: Subject, pseudonyms: readonly string[]): Promise<void> {
  await ctx.events.admit(identifiers)
  await inTransaction(ctx, inside => deleteSuppressions(inside, pseudonyms))
}

export const inTransaction = <T>(ctx: Context, work: (inside: Context) => Promise<T>): Promise<T> =>
  ctx.records.transaction(rows => work({ ...ctx, rows, transacting: true }))
