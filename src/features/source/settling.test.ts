import { describe, expect, it } from 'vitest'
import type { TableColumns } from './columns.ts'
import { createSettling } from './settling.ts'
import { Source } from './source.ts'

const table: TableColumns = { columns: ['id', 'at', 'amount', 'day', 'time'], text: true }

function settle(spec: Partial<Source>, rows: readonly Record<string, string | number>[]) {
  const settling = createSettling(
    Source.parse({
      zone: 'UTC',
      events: [{ name: 'paid', at: 'at', props: { amount: { column: 'amount', type: 'number' } } }],
      ...spec,
    }),
    table,
  )
  let seen = 0
  for (const row of rows) {
    if (settling.unsettled === 0) break
    settling.see(row)
    seen++
  }
  const { settled, problems } = settling.result()
  return { dates: { ...settled.dates }, decimals: { ...settled.decimals }, problems, seen }
}

const dates = (...texts: string[]) => texts.map(at => ({ at, amount: '1.5' }))
const amounts = (...texts: (string | number)[]) => texts.map(amount => ({ at: '2025-01-02', amount }))

describe('how a file writes its dates', () => {
  it('asks about dates that can be read both ways, and shows them with the lines that would settle it', () => {
    const { dates: settled, problems } = settle({}, dates('03/04/2025', '05/06/2025', '03/04/2025'))
    expect(settled).toEqual({})
    expect(problems).toEqual([
      {
        path: ['events', 0, 'at'],
        code: 'ambiguous_date',
        message:
          '“at” holds dates such as “03/04/2025”, “05/06/2025”, which may be read as dd/mm/yyyy or mm/dd/yyyy. Say which: dates: { at: dd/mm/yyyy } or dates: { at: mm/dd/yyyy }.',
      },
    ])
  })

  it('is settled by one date that can be read only one way, wherever it stands', () => {
    const many = Array.from({ length: 5000 }, (_, index) => `0${1 + (index % 9)}/0${1 + (index % 7)}/2025`)
    expect(settle({}, dates(...many, '13/04/2025'))).toMatchObject({ dates: { at: 'dd/mm/yyyy' }, problems: [] })
    expect(settle({}, dates(...many, '04/13/2025'))).toMatchObject({ dates: { at: 'mm/dd/yyyy' }, problems: [] })
  })

  it('needs no more rows than that', () => {
    expect(settle({}, dates('2025-04-03', '2025-04-04', '2025-04-05')).seen).toBe(1)
  })

  it('takes what the mapping says, for all columns or for one', () => {
    expect(settle({ dates: 'dd.mm.yyyy' }, dates('03/04/2025'))).toMatchObject({
      dates: { at: 'dd/mm/yyyy' },
      problems: [],
    })
    expect(settle({ dates: { at: 'mm/dd/yyyy' } }, dates('03/04/2025'))).toMatchObject({ dates: { at: 'mm/dd/yyyy' } })
  })

  it('passes over cells that are missing or no dates, but not over a column that has none', () => {
    expect(settle({}, dates('', 'unknown', '2025-04-03'))).toMatchObject({ dates: { at: 'yyyy-mm-dd' }, problems: [] })
    expect(settle({}, dates('', 'soon', 'later')).problems).toEqual([
      {
        path: ['events', 0, 'at'],
        code: 'unknown_date',
        message:
          '“at” holds “soon”, “later”, which is no date that can be told. Name another column, or say how it is written, such as dates: { at: dd/mm/yy }.',
      },
    ])
    expect(settle({}, dates('', '')).problems).toEqual([])
  })

  it('never guesses the century or a spreadsheet’s day number', () => {
    expect(settle({}, dates('31/12/25')).problems[0]!.code).toBe('unknown_date')
    expect(settle({}, dates('45750')).problems[0]!.code).toBe('unknown_date')
    expect(settle({ dates: 'excel' }, dates('45750'))).toMatchObject({ dates: { at: 'excel' }, problems: [] })
  })

  it('says so when a column mixes orders', () => {
    expect(settle({}, dates('03/04/2025', '2025-04-03')).problems[0]).toMatchObject({
      code: 'mixed_dates',
      message:
        '“at” holds dates in different orders, such as “03/04/2025” and “2025-04-03”. Correct them, or say which order counts: dates: { at: dd/mm/yyyy }.',
    })
  })

  it('asks for the zone of instants that carry none', () => {
    expect(settle({ zone: undefined }, dates('2025-04-03 10:00')).problems).toEqual([
      {
        path: ['events', 0, 'at'],
        code: 'no_zone',
        message:
          '“at” holds “2025-04-03 10:00”, which says no time zone. Add the zone of the system it comes from, such as zone: Europe/Berlin.',
      },
    ])
    expect(settle({ zone: undefined }, dates('2025-04-03T10:00:00Z')).problems).toEqual([])
    expect(settle({ zone: undefined }, dates('1743638400')).problems).toEqual([])
  })

  it('looks at what a template makes of several columns', () => {
    const spec = { events: [{ name: 'paid', at: '{day} {time}' }] }
    expect(settle(spec, [{ day: '31.12.2025', time: '18:00' }])).toMatchObject({
      dates: { '{day} {time}': 'dd/mm/yyyy' },
    })
  })
})

describe('how a file writes its numbers', () => {
  it('asks about numbers that can be read both ways', () => {
    expect(settle({}, amounts('1.234', '12', '5.678')).problems).toEqual([
      {
        path: ['events', 0, 'props', 'amount'],
        code: 'ambiguous_number',
        message:
          '“amount” holds numbers such as “1.234”, “5.678”, in which the sign may separate thousands or decimals. Say which sign comes before decimals: decimal: { amount: "." } or decimal: { amount: "," }.',
      },
    ])
  })

  it.each<[string, (string | number)[], object]>([
    ['a sign with two digits behind it', ['1.234', '12.50'], { amount: '.' }],
    ['both signs in one number', ['1.234', '1.234,56'], { amount: ',' }],
    ['a sign that occurs twice', ['1,234', '1,234,567'], { amount: '.' }],
    ['a zero before the sign', ['0,125'], { amount: ',' }],
    ['nothing, when all are whole', ['1', '2 000'], {}],
    ['nothing, when the file has typed numbers', [1.234, 5.678], {}],
  ])('is settled by %s', (_, texts, decimals) => {
    expect(settle({}, amounts(...texts))).toMatchObject({ decimals, problems: [] })
  })

  it('knows that a whole number has no decimals', () => {
    const spec = {
      events: [{ name: 'paid', at: 'at', props: { amount: { column: 'amount', type: 'integer' as const } } }],
    }
    expect(settle(spec, amounts('1.234'))).toMatchObject({ decimals: { amount: ',' }, problems: [] })
  })

  it('takes what the mapping says', () => {
    expect(settle({ decimal: ',' }, amounts('1.234'))).toMatchObject({ decimals: { amount: ',' }, problems: [] })
    expect(settle({ decimal: { amount: '.' } }, amounts('1.234'))).toMatchObject({
      decimals: { amount: '.' },
      problems: [],
    })
  })

  it('reads amounts of money behind their currency', () => {
    const spec = {
      events: [
        { name: 'paid', at: 'at', props: { amount: { column: 'amount', type: 'money' as const, currency: 'EUR' } } },
      ],
    }
    expect(settle(spec, amounts('€1.234', '€9,90'))).toMatchObject({ decimals: { amount: ',' }, problems: [] })
  })
})
