import type { Connector, Preset } from '../../../connectors/connector.ts'
import { fail, ProductError } from '../../../core/error.ts'
import { findStanding, loadAgreement } from '../../agreement/operations/standing.ts'
import type { Context } from '../../context.ts'
import { sourceVerbs } from '../../source/operations/ledger.ts'
import { teamNames } from '../../team/operations.ts'
import type { Wanted } from '../connection.ts'

/** A source as somebody proposes it: the words every declaration has, and what its kind says. */
export type ProposedSource = { name: string; title: string; owner: string; why: string; [field: string]: unknown }

/** What the rows of a preset mean, as a source to be proposed to the team that owns it. */
export function presetSource(
  connector: Connector,
  preset: Preset,
  { owner, name = `${connector.name}-${preset.name}` }: { owner: string; name?: string },
): ProposedSource {
  return {
    ...structuredClone(preset.source),
    name,
    title: `${connector.title}: ${preset.title}`.slice(0, 200),
    owner,
    why: `${preset.does} This is what ${connector.title} is usually taken to mean; read it before you sign.`.slice(
      0,
      2000,
    ),
  }
}

/**
 * Proposes a source for each object that is a preset’s and has none yet, to the team that usually owns such rows, where the
 * company has one of that name, and to the connection’s own team otherwise. Gives the names of those it proposed.
 */
export async function proposeSources(
  ctx: Context,
  connector: Connector,
  { name: connection, owner, objects }: { name: string; owner: string; objects: readonly Wanted[] },
): Promise<string[]> {
  const teams = await teamNames(ctx)
  const proposed: string[] = []
  for (const { object, source } of objects) {
    const preset = connector.presets.find(each => each.name === object)
    if (!preset || (await isThere(ctx, source))) continue
    const team = teams.includes(preset.team) ? preset.team : owner
    const said = presetSource(connector, preset, { owner: team, name: source })
    await sourceVerbs.propose(ctx, { ...said, connection } as never)
    proposed.push(source)
  }
  return proposed
}

async function isThere(ctx: Context, source: string): Promise<boolean> {
  try {
    const { retiredAt } = await loadAgreement(ctx, { kind: 'source', name: source })
    if (retiredAt !== null)
      fail('conflict', `The source “${source}” was retired. Name another one for the object, under “source”.`)
    return true
  } catch (error) {
    if (error instanceof ProductError && error.code === 'not_found') return false
    throw error
  }
}

/** Why the rows of an object cannot come yet, in a sentence; `undefined` when they can. */
export async function waitOf(ctx: Context, { object, source }: Wanted): Promise<string | undefined> {
  try {
    await findStanding({ ...ctx, reading: {} }, { kind: 'source', name: source })
  } catch (error) {
    if (!(error instanceof ProductError) || error.code !== 'not_found') throw error
    const none = /^There is no source/.test(error.message)
    const how = none ? ' Propose one; “connection draft” begins it.' : ''
    return `“${object}” brings nothing yet. ${error.message}${how}`
  }
}
