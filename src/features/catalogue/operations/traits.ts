import { z } from 'zod'
import { isPersonalName } from '../../../core/personal.ts'
import { operation } from '../../operation.ts'
import { markedFields, veilFor } from '../../source/operations/personal.ts'
import { PropertyShape } from '../catalogue.ts'
import { selectHolders } from '../queries.ts'
import { shapesOf } from '../shape.ts'
import { MOST_LOOKED } from './events.ts'

const Traits = z.object({
  of: z.enum(['people', 'accounts']),
  all: z.int().describe('How many there are'),
  known: z.int().describe('Of how many of them anything is known'),
  looked: z.int().describe('How many of these, the newest, were looked at'),
  traits: z.array(PropertyShape),
})

export const listTraits = operation({
  name: 'catalogue.traits',
  does: 'List what is known of people and of accounts: each trait with its types, how often it is there, and examples.',
  needs: 'catalogue:read',
  input: z.object({
    most: z.int().min(1).max(10_000).default(MOST_LOOKED).describe('How many of the newest to look at'),
  }),
  output: z.array(Traits).describe('Of people, then of accounts'),
  async run(ctx, { most }) {
    const veil = await veilFor(ctx)
    const marked = await markedFields(ctx)
    const people = await selectHolders(ctx, 'person', most)
    const accounts = await selectHolders(ctx, 'account', most)
    const ofAccounts = { ...veil, fields: veil.accountFields }
    return [
      {
        ...countsOf('people', people),
        traits: shapesOf(people.looked, veil, trait => isPersonalName(trait) || marked.isMarked(trait, null)),
      },
      {
        ...countsOf('accounts', accounts),
        traits: shapesOf(accounts.looked, ofAccounts, trait => marked.isMarked(trait, null)),
      },
    ]
  },
})

const countsOf = (
  of: 'people' | 'accounts',
  { all, known, looked }: { all: number; known: number; looked: readonly unknown[] },
) => ({ of, all, known, looked: looked.length })
