import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { declarationJsonSchema } from '../src/features/declaration/declaration.ts'
import { kinds } from '../src/features/index.ts'

const json = declarationJsonSchema(kinds)
const schema = z.fromJSONSchema(json as Parameters<typeof z.fromJSONSchema>[0])

it('every reference in the JSON Schema leads to a part of it', () => {
  const references = JSON.stringify(json).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)
  const names = new Set([...references].map(([, name]) => name as string))
  expect(names.size).toBeGreaterThan(0)
  expect([...names].filter(name => !Object.hasOwn(json.$defs as object, name))).toEqual([])
})

it('every declaration of the examples satisfies the JSON Schema that editors use', () => {
  const declared = globSync('examples/**/*.yaml').flatMap(file =>
    parseAllDocuments(readFileSync(file, 'utf8')).map(document => ({ file, value: document.toJS() })),
  )
  expect(declared.length).toBeGreaterThan(100)
  const refused = declared.filter(({ value }) => value !== null && !schema.safeParse(value).success)
  expect(refused.map(({ file, value }) => `${file} ${value.kind}/${value.name}`)).toEqual([])
})

it.each([
  { kind: 'metrik', name: 'x', owner: 'a' },
  { kind: 'term', name: 'x', owner: 'a', means: 'y', synonym: ['z'] },
  { kind: 'stage', name: 'x', owner: 'a', order: 1, enters: { event: 'y', where: { n: { gtt: 1 } } } },
])('the JSON Schema refuses %j', value => {
  expect(schema.safeParse(value).success).toBe(false)
})
