import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { migrations } from '../../test/build.ts'
import { buildSource, countFacts } from '../../test/source.ts'
import { eachStore } from '../../test/stores.ts'
import { draftSource } from '../features/source/operations/drafting.ts'
import { importFile } from '../features/source/operations/importing.ts'
import { listRejected } from '../features/source/operations/ledger.ts'
import { checkSource, Source } from '../features/source/source.ts'
import type { Connector, Preset } from './connector.ts'
import { gallery } from './gallery.ts'

const presets = gallery.flatMap(connector => connector.presets.map(preset => ({ connector, preset })))
const titled = presets.map(({ connector, preset }) => [`${connector.name} ${preset.name}`, connector, preset] as const)

const settings = { name: 'export', zone: 'Europe/Madrid', currency: 'EUR' }

/** Each file among the connectors’ fixtures, and the draft that it gives. */
const drafts = gallery.flatMap(({ name }) => {
  const folder = fileURLToPath(new URL(`${name}/fixtures`, import.meta.url))
  const files = existsSync(folder) ? readdirSync(folder) : []
  return files.map(async file => ({ path: join(folder, file), draft: await draftSource(join(folder, file), settings) }))
})

/** The files among a connector’s fixtures that are known as exports of a preset, with the source drafted for each. */
async function fixturesOf({ name }: Connector, preset: Preset): Promise<{ path: string; source: object }[]> {
  return (await Promise.all(drafts)).flatMap(({ path, draft: { source, preset: known } }) =>
    known?.connector === name && known.name === preset.name ? [{ path, source }] : [],
  )
}

describe('the gallery', () => {
  it('names every connector and every preset once, in one lower-case word each', () => {
    const names = gallery.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    const all = presets.map(({ connector, preset }) => `${connector.name}-${preset.name}`)
    expect(new Set(all).size).toBe(all.length)
    for (const name of [...names, ...all]) expect(name).toMatch(/^[a-z][a-z0-9-]*$/)
  })

  it('says of every connector what it brings and how to set it up, in sentences', () => {
    for (const { name, does, steps } of gallery) {
      expect(steps.length, name).toBeGreaterThan(1)
      for (const sentence of [does, ...steps]) expect(sentence, name).toMatch(/[.;:]$/)
    }
  })

  it.each(titled)('%s is a source with nothing wrong in it', (_, __, preset) => {
    const source = Source.parse(preset.source)
    expect(checkSource(source)).toEqual([])
    expect([source.file ?? []].flat()).toEqual(preset.file)
  })
})

eachStore(open => {
  let stores: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    stores = await open(migrations)
  })

  it.each(titled)(
    '%s reads the system’s own export, row by row, and again without a change',
    async (_, connector, preset) => {
      const fixtures = await fixturesOf(connector, preset)
      expect(fixtures, 'an export among its fixtures').not.toEqual([])
      for (const { path, source } of fixtures) {
        const world = await buildSource(stores, source)
        const first = await importFile(world.ctx, { source: world.source, path })
        expect((await listRejected(world.ctx, { import: first.import })).items).toEqual([])
        expect(first).toMatchObject({ rejected: 0, rows: first.stored + first.duplicate })
        expect(first.stored).toBeGreaterThan(0)
        const facts = await countFacts(stores.events, world.source)
        const again = await importFile(world.ctx, { source: world.source, path })
        expect(again).toMatchObject({
          rows: first.rows,
          stored: 0,
          duplicate: first.rows,
          rejected: 0,
          skipped: first.skipped,
        })
        expect(await countFacts(stores.events, world.source)).toBe(facts)
      }
    },
  )
})
