import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { replay } from '../scripts/guide/replay.ts'

const root = join(import.meta.dirname, '..')
const pages = ['README.md', ...readdirSync(join(root, 'docs/guide')).map(name => join('docs/guide', name))]

it.each(pages)('%s shows what its commands say', async page => {
  const { stale } = await replay(readFileSync(join(root, page), 'utf8'))
  expect(stale, 'This page shows something else than its commands say. Run “npm run docs”.').toEqual([])
})
