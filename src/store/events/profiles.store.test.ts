import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { realData } from '../../../test/real-data.ts'
import { eachEvents } from '../../../test/stores.ts'
import type { Fact } from '../../core/fact.ts'
import { uuidOf } from '../hash.ts'

const folder = realData('identity')

function rows(file: string): string[][] {
  const [, ...lines] = readFileSync(`${folder}/${file}`, 'utf8').trim().split('\n')
  return lines.map(line => line.trim().split(','))
}

const facts = (): Fact[] =>
  rows('identifies_events.csv').map(([id, user, anonymous, email, time]) => {
    const given = (text: string | undefined) => (text === 'null' ? undefined : text)
    const who = { user: given(user), anonymous: given(anonymous), email: given(email) }
    return { id: uuidOf(id!), ts: Date.parse(time!), source: 'identify', props: {}, ...who }
  })

describe.skipIf(!folder)('the profiles that another program found in a log of identify events', () => {
  eachEvents(open => {
    it.each([1, 5, 100])('come out, in batches of %i', async size => {
      const events = await open()
      const all = facts()
      for (let i = 0; i < all.length; i += size) await events.append(all.slice(i, i + size))
      const found = await events.query<{ value: string; person: number }>('SELECT value, person FROM identifier')
      const expected = rows('expected_output.csv')
      expect(found.map(({ value }) => value).sort()).toEqual(expected.map(([value]) => value).sort())
      const profileOf = new Map(expected.map(([value, profile]) => [value!, profile!]))
      const persons = Map.groupBy(found, ({ person }) => person)
      for (const identifiers of persons.values())
        expect(new Set(identifiers.map(({ value }) => profileOf.get(value))).size).toBe(1)
      expect(persons.size).toBe(new Set(profileOf.values()).size)
    })
  })
})
