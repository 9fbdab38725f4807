import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildWorld, migrations, type World } from '../../../test/build.ts'
import { realData } from '../../../test/real-data.ts'
import { adoptSources } from '../../../test/source.ts'
import { eachStore } from '../../../test/stores.ts'
import type { Preset } from '../../connectors/connector.ts'
import { gallery } from '../../connectors/gallery.ts'
import { newId } from '../../core/id.ts'
import { draftSource } from './operations/drafting.ts'
import { importFile } from './operations/importing.ts'
import { tallyOf } from './operations/running.ts'
import { Source } from './source.ts'

const pathTo = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))
const settings = { name: 'x', zone: 'Europe/Berlin', currency: 'EUR' }
const presets = gallery.flatMap(connector => connector.presets.map(preset => ({ connector, preset })))
const titled = presets.map(each => ({ ...each, name: `${each.connector.name} ${each.preset.name}` }))

/** Every name that the guide’s tables of events list. */
const vocabulary = new Set(
  readFileSync(pathTo('docs/guide/connectors.md'), 'utf8')
    .split('\n')
    .filter(line => line.startsWith('| `'))
    .flatMap(line => [...(line.split('|')[1] ?? '').matchAll(/`([a-z_]+)`/g)].map(([, name = '']) => name)),
)

describe('every preset', () => {
  it.each(titled)('$name yields events of the one vocabulary', ({ preset }) => {
    expect(namesIn(preset).filter(name => !vocabulary.has(name))).toEqual([])
  })
})

/** The names of events that a preset can give, without those that it makes of what a column holds. */
function namesIn(preset: Preset): string[] {
  return Source.parse(preset.source).events.flatMap(({ name, each }) => {
    if (each) return Object.values(each)
    if (typeof name === 'string') return name.includes('{') ? [] : [name]
    if (typeof name !== 'object' || Array.isArray(name) || !('column' in name)) return []
    return [...Object.values(name.map ?? {}), ...(typeof name.else === 'string' ? [name.else] : [])].map(String)
  })
}

eachStore(open => {
  let world: World
  beforeAll(async () => {
    world = await buildWorld(await open(migrations), { signatures: false })
  })

  /** Drafts a source from a file, takes the draft as it is, and imports the file twice. */
  async function importTwice(path: string) {
    const { source, preset } = await draftSource(path, settings)
    const name = `s-${newId()}`
    await adoptSources(world.ctx, [{ kind: 'source', name, owner: 'sales', ...source }])
    const [first, again] = [
      await importFile(world.ctx, { source: name, path }),
      await importFile(world.ctx, { source: name, path }),
    ]
    return { preset, name, first: tallyOf(first), again: tallyOf(again) }
  }

  async function expectWhole(path: string) {
    const { preset, name, first, again } = await importTwice(path)
    expect(first, path).toMatchObject({ rejected: 0 })
    expect(first.stored + first.duplicate, path).toBe(first.rows)
    expect(again, path).toEqual({ ...first, stored: 0, duplicate: first.rows })
    const found = await world.ctx.events.query<{ name: string }>(
      'SELECT DISTINCT name FROM event WHERE source = $1 ORDER BY name',
      [name],
    )
    return { preset, first, events: found.map(row => row.name) }
  }

  const real = ['hubspot', 'salesforce', 'zendesk'].flatMap(vendor => {
    const folder = realData(`exports/${vendor}`)
    return folder ? readdirSync(folder).map(file => ({ vendor, file, path: join(folder, file) })) : []
  })
  const known = /(company|contact|deal|deal_stage|email_event|ticket|account|lead|event|opportunity|task)_data\.csv$/

  it.skipIf(real.length === 0)('takes real tables whole that are of the API’s shape', async () => {
    const seen: string[] = []
    for (const { vendor, path } of real.filter(each => known.test(each.file))) {
      const { preset } = await draftSource(path, settings)
      if (!preset) continue
      await expectWhole(path)
      expect(preset.connector).toBe(vendor)
      seen.push(`${preset.connector}-${preset.name}`)
    }
    expect(seen).toEqual(
      expect.arrayContaining([
        'hubspot-contacts-api',
        'hubspot-companies-api',
        'hubspot-deals-api',
        'hubspot-deal-stages-api',
        'hubspot-email-events',
        'hubspot-tickets-api',
        'salesforce-leads',
        'salesforce-contacts',
        'salesforce-accounts',
        'salesforce-opportunities',
        'salesforce-tasks',
        'salesforce-events',
        'zendesk-tickets-api',
      ]),
    )
  })
})
