import { describe, expect, it } from 'vitest'
import { writeTemporary } from '../../../../test/source.ts'
import type { Source } from '../source.ts'
import { Source as Schema } from '../source.ts'
import { type Batch, batchesOf, mapperOf } from './batch.ts'
import { batchesAside } from './batches-aside.ts'
import { openFile, settleFile } from './opening.ts'

const source = Schema.parse({
  key: 'id',
  zone: 'Europe/Berlin',
  person: { user: 'id', email: 'email' },
  account: { domain: 'email' },
  skip: { wanted: 'no' },
  traits: { size: { column: 'size', type: 'integer' } },
  events: [{ name: 'signed_up', at: 'day', props: { size: 'size', fee: { column: 'constructor', type: 'number' } } }],
})

const rows = Array.from({ length: 500 }, (_, n) => {
  if (n % 50 === 7) return `${n},not a date,,,1,yes`
  if (n % 50 === 9) return `${n},2026-03-10,"two`
  return `${n},2026-03-${10 + (n % 20)},p${n}@x${n % 9}.example,${n},${n}.5,${n % 11 === 3 ? 'no' : 'yes'}`
})
const text = `id,day,email,size,constructor,wanted\n${rows.join('\n')}\n`

async function both(path: string, spec: Source, cut: { position: number; first?: number }) {
  const limits = { facts: 40, rows: 60, kept: 3000 }
  const table = await openFile(path, spec)
  const { shape } = await settleFile(table, spec, { elsewhere: true })
  const here: Batch[] = []
  const there: Batch[] = []
  for await (const batch of batchesOf(table.rows(), mapperOf('s', spec, shape), { ...cut, limits })) here.push(batch)
  for await (const batch of batchesAside({ name: 's', source: spec, path, shape, ...cut, limits })) there.push(batch)
  return { here, there }
}

describe('rows that a thread of their own reads and maps', () => {
  it.each([{ position: 0 }, { position: 120 }, { position: 40, first: 7 }])(
    'come in the same batches as without one, from %j on',
    async cut => {
      const { here, there } = await both(writeTemporary('people.csv', text), source, cut)
      expect(here.length).toBeGreaterThan(5)
      expect(here.some(batch => batch.refused.length > 0 && batch.skipped.length > 0)).toBe(true)
      expect(there).toEqual(JSON.parse(JSON.stringify(here)))
    },
  )

  it('stop with the sentence that stopped them', async () => {
    const spec = Schema.parse({ ...source, format: 'json', list: 'people' })
    const broken = `{"people":[{"id":"1","day":"2026-03-10","wanted":"yes"} and more`
    const path = writeTemporary('people.json', broken)
    const shape = { columns: ['id'], open: true, text: false, settled: { dates: {}, decimals: {} } }
    const reading = async () => {
      for await (const _ of batchesAside({ name: 's', source: spec, path, shape, position: 0 }));
    }
    await expect(reading()).rejects.toMatchObject({
      name: 'ProductError',
      code: 'invalid',
      details: { reason: 'damaged' },
    })
  })

  it('can be left before their end', async () => {
    const path = writeTemporary('people.csv', text)
    const { shape } = await settleFile(await openFile(path, source), source, { elsewhere: true })
    const limits = { facts: 5, rows: 9, kept: 3000 }
    for await (const batch of batchesAside({ name: 's', source, path, shape, position: 0, limits })) {
      expect(batch.facts).toHaveLength(5)
      break
    }
  })
})
