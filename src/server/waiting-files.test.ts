import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { waitingIn } from './waiting-files.ts'

function folderWith(files: Record<string, string | Buffer>): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-waiting-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, 'content'), { recursive: true })
    writeFileSync(join(folder, name, 'content', name), content)
  }
  return folder
}

test('files with a text in them are found, packed or in whatever encoding, and removed with what cannot be looked into', async () => {
  const text = 'ada@example.com'
  const folder = folderWith({
    plain: `x,${text.toUpperCase()}`,
    packed: gzipSync(`x,${text}`),
    wide: Buffer.from(`x,${text}`, 'utf16le'),
    'far.csv': `${'x'.repeat(2 ** 18 - 5)}${text}`,
    'of-ada@example.com.csv': 'x',
    workbook: Buffer.from('PK\u0003\u0004rest', 'latin1'),
    other: 'x,bo@example.com',
  })
  const waiting = waitingIn(folder)
  const found = (await waiting.holding([text])).map(({ name }) => name)
  expect(found.toSorted()).toEqual(['far.csv', 'of-ada@example.com.csv', 'packed', 'plain', 'wide'])
  expect(await waiting.forget([text])).toBe(6)
  expect(existsSync(join(folder, 'other'))).toBe(true)
  expect(await waiting.forget([text])).toBe(0)
})

test('where nothing waits there is nothing to do', async () => {
  expect(await waitingIn(join(tmpdir(), 'plumbline-none')).forget(['x'])).toBe(0)
})
