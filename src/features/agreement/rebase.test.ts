import { expect, it } from 'vitest'
import { rebase } from './rebase.ts'

const base = { title: 'MQL', unit: 'people', of: { stage: 'mql', where: { country: 'DE' } }, segments: ['origin'] }

it('keeps what each of two changed', () => {
  const mine = { ...base, title: 'Leads', target: 5 }
  const theirs = { ...base, unit: 'accounts', segments: [] }
  expect(rebase(base, mine, theirs)).toEqual({
    value: { ...base, title: 'Leads', target: 5, unit: 'accounts', segments: [] },
    both: [],
  })
})

it('keeps what I typed where both changed the same, and names it', () => {
  const mine = { ...base, of: { stage: 'sql', where: { country: 'AT' } } }
  const theirs = { ...base, of: { stage: 'mql', where: { country: 'CH' } } }
  expect(rebase(base, mine, theirs)).toEqual({
    value: { ...base, of: { stage: 'sql', where: { country: 'AT' } } },
    both: ['of.where.country'],
  })
})

it('what one took away stays away, unless the other changed it', () => {
  const { unit: _, ...without } = base
  expect(rebase(base, without, { ...base, title: 'Leads' }).value).toEqual({ ...without, title: 'Leads' })
  expect(rebase(base, { ...base, unit: 'accounts' }, without)).toEqual({
    value: { ...base, unit: 'accounts' },
    both: ['unit'],
  })
})

it('two who changed it alike agree', () => {
  const alike = { ...base, unit: 'accounts' }
  expect(rebase(base, alike, alike)).toEqual({ value: alike, both: [] })
})
