import { describe, expect, it } from 'vitest'
import { createDraft, type Draft } from './draft.ts'
import { checkSource, Source } from './source.ts'

const settings = { name: 'leads', file: 'leads.csv', zone: 'Europe/Berlin', currency: 'EUR' }

function drafted(columns: string[], rows: string[][], said: Partial<typeof settings> = {}): Draft {
  const draft = createDraft(columns)
  for (const row of rows) draft.see(Object.fromEntries(columns.map((column, i) => [column, row[i] ?? ''])))
  return draft.result({ ...settings, ...said })
}

const leads = ['1', '2', '3', '4'].map(id => [
  id,
  `2026-01-0${id}`,
  id === '4' ? '' : `2026-01-1${id}`,
  'Search',
  '1,200.50',
])

describe('a drafted source', () => {
  it('makes an event of each date, in the order in which they happen', () => {
    const { source } = drafted(['Id', 'Created', 'Won', 'Origin', 'Amount'], leads)
    expect(source).toMatchObject({
      key: 'Id',
      person: { user: 'Id' },
      events: [
        {
          each: { Created: 'lead_created', Won: 'lead_won' },
          props: { origin: 'Origin', amount: { column: 'Amount', type: 'money', currency: 'EUR' } },
        },
      ],
    })
    expect(checkSource(Source.parse(source))).toEqual([])
  })

  it('takes a column for dates although a few cells are none, which the import will reject', () => {
    const rows = Array.from({ length: 100 }, (_, i) => [String(i), i === 0 ? '31/02/2026' : `${(i % 28) + 1}/03/2026`])
    expect(drafted(['Id', 'Visited'], rows).source.events).toEqual([{ name: 'lead_visited', at: 'Visited' }])
    const many = rows.map(([id, day], i) => [id ?? '', i % 10 === 0 ? 'soon' : (day ?? '')])
    expect(drafted(['Id', 'Visited'], many).source.events).toEqual([])
  })

  it('orders dates by the rows that have both, however rare the later one is', () => {
    const rows = [
      ['1', '2026-03-01', '2026-01-01', '2026-02-01'],
      ['2', '', '2026-05-01', '2026-06-01'],
    ]
    const { source } = drafted(['Id', 'Won', 'Created', 'Qualified'], rows)
    expect(Object.keys(source.events[0]?.each ?? {})).toEqual(['Created', 'Qualified', 'Won'])
  })

  it('calls the event of a lone date column after the file', () => {
    const { source } = drafted(['Client', 'Time', 'Page'], [['a', '2026-01-01 10:00', '/']], { name: 'web-visits' })
    expect(source.events).toEqual([{ name: 'web_visit', at: 'Time', props: { page: 'Page' } }])
  })

  it('asks about dates that may be read two ways, and about numbers', () => {
    const { source, questions } = drafted(['Id', 'Day', 'Cost'], [['1', '03/04/2026', '1.234']])
    expect(source).toMatchObject({ dates: { Day: 'dd/mm/yyyy' }, decimal: { Cost: '.' } })
    expect(questions.join('\n')).toContain('03/04/2026')
    expect(questions.join('\n')).toContain('“Cost”')
  })

  it('asks nothing about dates that some row settles', () => {
    const { source } = drafted(
      ['Id', 'Day'],
      [
        ['1', '03/04/2026'],
        ['2', '23/04/2026'],
      ],
    )
    expect(source.dates).toBeUndefined()
  })

  it('knows people by e-mail, by their id in another table, and by their browser', () => {
    const rows = [['1', 'a@b.example', '17', 'x-1', '2026-01-01']]
    const { source } = drafted(['Ticket ID', 'Requester', 'Contact ID', 'Client', 'Created'], rows)
    expect(source.person).toEqual({ user: 'Contact ID', email: 'Requester', anonymous: 'Client' })
  })

  it('leaves free text out and says so', () => {
    const rows = Array.from({ length: 80 }, (_, i) => [`${i}`, '2026-01-01', `a story about ${i}`])
    const { source, questions } = drafted(['Id', 'Created', 'Notes'], rows)
    expect(source.events[0]).not.toHaveProperty('props')
    expect(questions).toContain('Left out: Notes. Is any of them needed?')
  })

  it('says what is missing of a table without dates, ids or people', () => {
    const { source, questions } = drafted(['Colour'], [['red'], ['red']])
    expect(source.events).toEqual([])
    expect(questions).toHaveLength(3)
  })

  it('reads columns with any name, and a table without rows', () => {
    expect(drafted(['__proto__', 'constructor', ''], []).source.events).toEqual([])
    const { source } = drafted(['constructor', 'Day'], [['a', '2026-01-01']])
    expect(source.events[0]).toMatchObject({ at: 'Day', props: { constructor: 'constructor' } })
  })
})
