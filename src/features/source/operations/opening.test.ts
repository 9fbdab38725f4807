import { expect, it } from 'vitest'
import { writeTemporary } from '../../../../test/source.ts'
import type { Batch, Table } from '../../../connectors/file/table.ts'
import { Source } from '../source.ts'
import { mapperOf } from './batch.ts'
import { openFile, settleFile } from './opening.ts'

const source = Source.parse({
  key: 'id',
  person: { user: 'id' },
  zone: 'UTC',
  events: [{ name: 'seen', at: 'day' }],
})

/** A table whose days could be read two ways until its last batch, and how often it was read from the start. */
function tableOf(lastDay: string): { table: Table; readings(): number } {
  let readings = 0
  const days = [['01/02/2026', '02/02/2026'], ['03/02/2026'], [lastDay]]
  const batches = days.map(
    (each): Batch => ({
      rows: each.map((day, index) => ({ line: index, values: { id: day, day }, raw: `${day},${day}` })),
      bytesRead: 0,
    }),
  )
  async function* rows() {
    readings++
    yield* batches
  }
  const table: Table = {
    path: 'days.csv',
    format: 'csv',
    compressed: false,
    columns: ['id', 'day'],
    open: false,
    bytes: 0,
    rows,
  }
  return { table, readings: () => readings }
}

async function daysOf(rows: AsyncIterable<Batch>): Promise<unknown[]> {
  const days: unknown[] = []
  for await (const batch of rows) days.push(...batch.rows.map(row => row.values.day))
  return days
}

it.each([
  ['once, when what it takes to settle the dates can be kept', 1000, 1],
  ['twice, when it is too much to be kept', 30, 2],
])('a file is read %s, and gives every row', async (_, kept, times) => {
  const { table, readings } = tableOf('28/02/2026')
  const { shape, rows } = await settleFile(table, source, { kept })
  expect(shape.settled.dates).toEqual({ day: 'dd/mm/yyyy' })
  expect(await daysOf(rows)).toEqual(['01/02/2026', '02/02/2026', '03/02/2026', '28/02/2026'])
  expect(readings()).toBe(times)
})

it('a file whose last row leaves a date open is not read any further', async () => {
  const { table } = tableOf('04/02/2026')
  await expect(settleFile(table, source)).rejects.toMatchObject({ details: { problems: [{ code: 'ambiguous_date' }] } })
})

it('settling stops when nobody waits for it', async () => {
  const { table } = tableOf('28/02/2026')
  await expect(settleFile(table, source, { signal: AbortSignal.abort() })).rejects.toThrow('was stopped')
})

it('a file that is not there is a sentence', async () => {
  await expect(openFile('/nowhere/days.csv', source)).rejects.toMatchObject({ code: 'not_found' })
})

it('a file can stand beside its rows by its name, which changes nothing of what identifies them', async () => {
  const spec = Source.parse({ ...source, key: undefined, fileColumn: 'File' })
  const idsOf = async (name: string) => {
    const table = await openFile(writeTemporary(name, 'id,day\n1,2026-02-01\n'), spec)
    const { shape, rows } = await settleFile(table, spec)
    const map = mapperOf('days', { ...spec, events: [{ name: 'seen', at: 'day', props: { file: 'File' } }] }, shape)
    for await (const batch of rows) return map(batch.rows[0]!).facts?.map(({ id, props }) => [id, props.file])
  }
  const [[id, file]] = (await idsOf('monday.csv')) as [[string, string]]
  expect(file).toBe('monday.csv')
  expect(await idsOf('tuesday.csv.gz')).toEqual([[id, 'tuesday.csv']])
})

it('a file that has a column of that name already is asked about', async () => {
  const path = writeTemporary('days.csv', 'id,File\n1,x\n')
  await expect(openFile(path, { ...source, fileColumn: 'File' })).rejects.toThrow(
    '“days.csv” has a column “File” already. Give fileColumn another name.',
  )
})
