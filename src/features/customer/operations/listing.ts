import { z } from 'zod'
import { toInstant } from '../../../core/instant.ts'
import { cursorOf, keyOf, PageRequest, pageOf, toPage } from '../../../core/page.ts'
import { operation } from '../../operation.ts'
import { veilFor } from '../../source/operations/personal.ts'
import { Code, CustomerId, codeOf } from '../customer.ts'
import { selectAccounts, selectSeen } from '../queries.ts'
import { peopleOf } from './belonging.ts'
import { namesOf } from './entries.ts'
import { holderNamed } from './who.ts'

const Listed = z.object({
  id: Code,
  who: z.string(),
  events: z.number().int(),
  lastSeen: z.string().nullable(),
})

export const listAccounts = operation({
  name: 'customer.accounts',
  does: 'List the accounts, those last seen first.',
  needs: 'customer:read',
  input: PageRequest,
  output: pageOf(Listed),
  async run(ctx, { limit, cursor }) {
    const [last, account] = cursor === undefined ? [] : keyOf(cursor, 2).map(Number)
    const after = last === undefined || account === undefined ? undefined : { last, account }
    const rows = await selectAccounts(ctx, { limit: limit + 1, ...(after ? { after } : {}) })
    const { items, next } = toPage(rows, limit, row => [row.last, row.account])
    const names = await namesOf(
      ctx,
      'account',
      items.map(row => row.account),
      await veilFor(ctx),
    )
    return {
      items: items.map(row => ({
        id: codeOf({ is: 'account', number: row.account }),
        who: names.get(row.account) ?? '',
        events: row.events,
        lastSeen: row.events > 0 ? toInstant(row.last) : null,
      })),
      next,
    }
  },
})

export const listMembers = operation({
  name: 'customer.people',
  does: 'List the people of an account.',
  needs: 'customer:read',
  input: PageRequest.extend({ id: CustomerId }),
  output: pageOf(Listed),
  async run(ctx, { id, limit, cursor }) {
    const { number } = await holderNamed(ctx, id, 'account')
    const after = cursor === undefined ? 0 : Number(keyOf(cursor, 1)[0])
    const people = (await peopleOf(ctx, number)).filter(person => person > after)
    const persons = people.slice(0, limit)
    const seen = await selectSeen(ctx, 'person', persons)
    const names = await namesOf(ctx, 'person', persons, await veilFor(ctx))
    return {
      items: persons.map(person => ({
        id: codeOf({ is: 'person', number: person }),
        who: names.get(person) ?? '',
        events: seen.get(person)?.events ?? 0,
        lastSeen: seen.has(person) ? toInstant(seen.get(person)?.last ?? 0) : null,
      })),
      next: people.length > limit ? cursorOf([persons.at(-1) ?? 0]) : null,
    }
  },
})
