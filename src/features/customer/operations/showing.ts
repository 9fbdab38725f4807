import { z } from 'zod'
import { toInstant } from '../../../core/instant.ts'
import type { Veil } from '../../../core/personal.ts'
import type { Context } from '../../context.ts'
import { operation } from '../../operation.ts'
import { veilFor } from '../../source/operations/personal.ts'
import { Code, CustomerId, codeOf, type Holder, Identifier, OWNERS, TeamCount, Trait } from '../customer.ts'
import {
  type Facet,
  type Saying,
  type Scope,
  selectFacets,
  selectHolders,
  selectIdentifiers,
  selectNewestProperty,
  selectSayings,
} from '../queries.ts'
import { accountsOf, scopeOf } from './belonging.ts'
import { nameOf, namesOf, type TeamOf, teamsOfSources } from './entries.ts'
import { pseudonymsOf } from './pseudonym.ts'
import { selectConsents, selectSuppressions } from './register.ts'
import { stagesReached } from './stages.ts'
import { holderNamed } from './who.ts'

const Owner = z
  .object({ name: z.string(), source: z.string(), since: z.string() })
  .nullable()
  .describe('Who looks after them, as a source says; null where none does')

const Customer = z.object({
  id: Code,
  who: z.string().describe('What they are called'),
  masked: z.boolean().describe('Whether what is personal is masked for whoever asks'),
  identifiers: z.array(Identifier),
  traits: z.array(Trait),
  owner: Owner,
  firstSeen: z.string().describe('The earliest fact'),
  lastSeen: z.string().nullable().describe('The newest event'),
  events: z.number().int(),
  teams: z.array(TeamCount).describe('Who brings how much'),
})

export const showCustomer = operation({
  name: 'customer.show',
  does: 'Show who somebody is: their ids, what is known of them and from whom, their accounts and stages.',
  needs: 'customer:read',
  input: z.object({ id: CustomerId }),
  output: Customer.extend({
    accounts: z.array(
      z.object({
        id: Code,
        who: z.string(),
        by: z.enum(['fact', 'domain']).describe('Whether facts name it, or only the domain of the address does'),
      }),
    ),
    stages: z
      .array(
        z.object({
          stage: z.string(),
          title: z.string(),
          at: z.string(),
          revision: z.number().int().describe('Revision of the definition that is in force'),
          atTheTime: z.number().int().nullable().describe('Revision that was in force at that instant'),
        }),
      )
      .describe('Stages they have reached'),
    consent: z
      .array(z.object({ purpose: z.string(), state: z.enum(['given', 'withdrawn']), at: z.string(), by: z.string() }))
      .describe('What they last said of each purpose'),
    suppressed: z.boolean().describe('Whether nothing new of them is stored'),
  }),
  async run(ctx, { id }) {
    const holder = await holderNamed(ctx, id, 'person')
    const veil = await veilFor(ctx)
    const accounts = (await accountsOf(ctx, [holder.number])).get(holder.number) ?? []
    const names = await namesOf(
      ctx,
      'account',
      accounts.map(({ account }) => account),
      veil,
    )
    const identifiers = (await selectIdentifiers(ctx, 'person', [holder.number])).get(holder.number) ?? []
    const pseudonyms = await pseudonymsOf(ctx, identifiers)
    return {
      ...(await known(ctx, holder, { persons: [holder.number], accounts: [] }, veil)),
      consent: await selectConsents(ctx, pseudonyms),
      suppressed: (await selectSuppressions(ctx, pseudonyms)).length > 0,
      accounts: accounts.map(({ account, by }) => ({
        id: codeOf({ is: 'account', number: account }),
        who: names.get(account) ?? '',
        by,
      })),
      stages: (await stagesReached(ctx, [holder.number])).map(({ stage, ts, atTheTime }) => ({
        stage: stage.name,
        title: stage.title,
        at: toInstant(ts),
        revision: stage.revision,
        atTheTime,
      })),
    }
  },
})

export const showAccount = operation({
  name: 'customer.account',
  does: 'Show an account: its ids, what is known of it and from whom, how many people belong to it.',
  needs: 'customer:read',
  input: z.object({ id: CustomerId }),
  output: Customer.extend({ people: z.number().int() }),
  async run(ctx, { id }) {
    const holder = await holderNamed(ctx, id, 'account')
    const scope = await scopeOf(ctx, holder.number)
    const veil = await veilFor(ctx)
    return {
      ...(await known(ctx, holder, scope, veil)),
      people: scope.persons.length,
    }
  },
})

async function known(ctx: Context, holder: Holder, scope: Scope, veil: Veil): Promise<z.input<typeof Customer>> {
  const { is, number } = holder
  const identifiers = (await selectIdentifiers(ctx, is, [number])).get(number) ?? []
  const held = (await selectHolders(ctx, is, [number])).get(number)
  const facets = await selectFacets(ctx, scope)
  const last = Math.max(...facets.map(each => each.last))
  const sayings = await selectSayings(ctx, is, [number])
  return {
    id: codeOf(holder),
    who: nameOf(is, number, held?.traits ?? {}, identifiers, veil),
    masked: veil.drawn,
    identifiers: identifiers.map(({ kind, value }) => ({ kind, value: veil.identifier(kind, value) })),
    traits: traitsOf(held?.traits ?? {}, sayings, is === 'person' ? veil.fields : veil.accountFields),
    owner: await ownerOf(ctx, scope, held?.traits ?? {}, sayings, veil),
    firstSeen: toInstant(held?.created ?? 0),
    lastSeen: facets.length > 0 ? toInstant(last) : null,
    events: facets.reduce((sum, each) => sum + each.events, 0),
    teams: teamsOf(facets, await teamsOfSources(ctx)),
  }
}

/** Each trait with the fact since which it has had its value. */
function traitsOf(
  traits: Readonly<Record<string, unknown>>,
  sayings: readonly Saying[],
  seen: Veil['fields'],
): z.input<typeof Trait>[] {
  return Object.keys(traits)
    .sort()
    .map(name => {
      const since = sinceWhen(name, sayings)
      const shown = seen({ [name]: traits[name] }, since?.source ?? null)
      return {
        name: Object.keys(shown)[0] ?? name,
        value: Object.values(shown)[0],
        source: since?.source ?? null,
        since: since ? toInstant(since.ts) : null,
      }
    })
}

/** The first fact of the last run of facts that gave a trait the same value. */
function sinceWhen(name: string, sayings: readonly Saying[]): Saying | undefined {
  const said = sayings.filter(({ traits }) => Object.hasOwn(traits, name))
  const last = said.at(-1)
  if (!last) return undefined
  const value = JSON.stringify(last.traits[name])
  const other = said.findLastIndex(({ traits }) => JSON.stringify(traits[name]) !== value)
  return said[other + 1]
}

async function ownerOf(
  ctx: Context,
  scope: Scope,
  traits: Readonly<Record<string, unknown>>,
  sayings: readonly Saying[],
  veil: Veil,
): Promise<z.input<typeof Owner>> {
  const trait = OWNERS.find(name => typeof traits[name] === 'string' && traits[name] !== '')
  const since = trait && sinceWhen(trait, sayings)
  if (trait && since)
    return { name: veil.text(String(traits[trait])), source: since.source, since: toInstant(since.ts) }
  const newest = await selectNewestProperty(ctx, scope, OWNERS)
  return newest ? { name: veil.text(newest.value), source: newest.source, since: toInstant(newest.ts) } : null
}

function teamsOf(facets: readonly Facet[], teamOf: TeamOf): z.input<typeof TeamCount>[] {
  return [...Map.groupBy(facets, ({ source }) => teamOf(source))]
    .map(([team, of]) => ({
      team,
      events: of.reduce((sum, each) => sum + each.events, 0),
      last: toInstant(Math.max(...of.map(each => each.last))),
      sources: [...new Set(of.map(({ source }) => source))],
    }))
    .toSorted((a, b) => b.events - a.events)
}
