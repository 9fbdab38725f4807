import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { realData } from '../../../test/real-data.ts'
import { DEFAULT_RULES, type Identifier } from '../../core/identity-rules.ts'
import { type Link, resolve } from './resolve.ts'

const folder = realData('identity')

const rows = (file: string): string[][] =>
  readFileSync(`${folder}/${file}`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map(line => line.trim().split(','))

describe.skipIf(!folder)('the profiles that another program found in a log of identify events', () => {
  it('come out, each called by the identifier that was seen first', () => {
    const identifiers: Identifier[] = []
    const links: Link[] = []
    const placeOf = (kind: string, value: string): number => {
      const found = identifiers.findIndex(each => each.kind === kind && each.value === value)
      return found < 0 ? identifiers.push({ kind, value }) - 1 : found
    }
    for (const [id = '', user = '', anonymous = '', email = '', time = ''] of rows('identifies_events.csv')) {
      const places = Object.entries({ anonymous, user, email })
        .filter(([, value]) => value !== 'null')
        .map(([kind, value]) => placeOf(kind, value))
      for (const b of places.slice(1)) links.push({ a: places[0]!, b, ts: Date.parse(time), id })
    }
    const { profiles } = resolve(identifiers, links, DEFAULT_RULES)
    const found = identifiers.map(({ value }, n) => [value, identifiers[profiles[n]!]!.value])
    expect(found.sort()).toEqual(rows('expected_output.csv').sort())
  })
})
