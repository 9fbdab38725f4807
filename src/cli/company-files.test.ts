import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { locate, readCompany } from './company-files.ts'

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function company(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-company-'))
  folders.push(folder)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

/** What is said about the files, as `file:line:column message`, with the folder left out. */
function said(folder: string): string[] {
  return readCompany(folder).diagnostics.map(({ file, line, column, message }) =>
    `${file}:${line}:${column} ${message}`.replaceAll(`${folder}/`, ''),
  )
}

test('documents of all files and folders are read, in the order of their names', () => {
  const folder = company({
    'b.yaml': 'kind: team\nname: sales\n---\n# nothing but a comment\n---\nkind: team\nname: marketing\n',
    'a/metrics.yml': '\uFEFFkind: metric\r\nname: new-arr\r\n',
    'notes.txt': 'kind: nothing',
    '.git/x.yaml': 'kind: nothing',
    'node_modules/x.yaml': 'kind: nothing',
  })
  const { documents, diagnostics } = readCompany(folder)
  expect(diagnostics).toEqual([])
  expect(documents.map(each => `${each.kind}/${each.name}`)).toEqual(['metric/new-arr', 'team/sales', 'team/marketing'])
  expect(documents[0]?.value).toEqual({ kind: 'metric', name: 'new-arr' })
})

test('a file in another encoding is named, and nothing in it is guessed', () => {
  const folder = company({ 'ok.yaml': 'kind: team\nname: sales\n' })
  writeFileSync(join(folder, 'latin.yaml'), Buffer.from('kind: team\nname: größe\n', 'latin1'))
  writeFileSync(join(folder, 'wide.yaml'), Buffer.from('\uFEFFkind: team\n', 'utf16le'))
  expect(said(folder)).toEqual(
    ['latin', 'wide'].map(
      name =>
        `${name}.yaml:0:0 This file is not text in UTF-8, so its letters cannot be told for certain. Save it as UTF-8.`,
    ),
  )
})

test('a NUL character and a group as the name of a field are pointed at', () => {
  const folder = company({ 'a.yaml': 'kind: term\nname: x\nmeans: "a\\0b"\n? [a, b]\n: 1\n' })
  expect(said(folder)).toEqual([
    'a.yaml:3:8 There is a NUL character in this text, which no store keeps. Remove it.',
    'a.yaml:4:3 The name of a field is a word, not a group or a list. Put it in quotes if it is one.',
  ])
})

test('a single file is a company too', () => {
  const folder = company({ 'one.yaml': 'kind: team\nname: sales\n' })
  expect(readCompany(join(folder, 'one.yaml')).documents).toHaveLength(1)
})

test('every field can be found again, and a missing one is where its group begins', () => {
  const folder = company({
    'a.yaml': 'kind: metric\nname: x\nof:\n  event: won\n  steps:\n    - first\n    - second: 2\n',
  })
  const at = readCompany(folder).documents[0]?.positionOf
  expect(at?.(['of', 'event'])).toEqual({ line: 4, column: 10, length: 3 })
  expect(at?.(['of', 'event'], 'key')).toEqual({ line: 4, column: 3, length: 5 })
  expect(at?.(['of', 'steps', 1, 'second'])).toEqual({ line: 7, column: 15, length: 1 })
  expect(at?.(['of', 'missing'])).toMatchObject({ line: 4, column: 3 })
  expect(at?.(['missing'])).toMatchObject({ line: 1, column: 1 })
  expect(at?.([])).toMatchObject({ line: 1, column: 1 })
})

test('problems that a check found get their places: unknown fields at the name, wrong values at the value', () => {
  const { documents } = readCompany(
    company({ 'a.yaml': 'kind: metric\nname: x\n---\nkind: metric\nname: y\nclas: outcom\n' }),
  )
  const unknown = { path: ['clas'], code: 'unknown_field', message: 'Unknown.' }
  const wrong = { path: ['clas'], code: 'invalid_value', message: 'Wrong.', repair: 'outcome' }
  const places = locate(documents, [
    { index: 1, problem: unknown },
    { index: 1, problem: wrong },
  ])
  expect(places.map(({ line, column, length, text, repair }) => ({ line, column, length, text, repair }))).toEqual([
    { line: 6, column: 1, length: 4, text: 'clas: outcom', repair: undefined },
    { line: 6, column: 7, length: 6, text: 'clas: outcom', repair: 'outcome' },
  ])
})

test.each([
  [
    'a field written twice',
    'kind: a\nname: b\nname: c\n',
    '3:1 This field is written twice in the same place. Keep one of the two.',
  ],
  ['a tab', 'kind: a\nname: b\nc:\n\td: 1\n', '4:1 A tab indents this line. Use spaces.'],
  ['an open bracket', 'kind: a\nname: b\nc: [1, 2\nd: 3\n', '3:4 This “[” is not closed. Add “]”.'],
  ['an open brace at the end', 'kind: a\nname: b\nc: {d: 1', '3:4 This “{” is not closed. Add “}”.'],
  ['an open quote', 'kind: a\nname: "b\nc: 1\n', '4:1 A quote before this is not closed. Close it.'],
  [
    'a second colon',
    'kind: a\nname: b\nwhy: Sales: they promise\n',
    '3:6 There is a second “: ” in this line. Put the text in quotes.',
  ],
  ['a line out of line', 'kind: a\nname: b\n c: 1\n', '2:7 This line and the next are indented differently.'],
  ['a field without colon', 'kind: a\nname: b\nclass\nunit: EUR\n', '3:1 This looks like a field without a “:”.'],
  ['a sign that cannot begin a text', 'kind: a\nname: @b\n', '2:7 A text cannot begin with “@”. Put it in quotes.'],
  ['a tag', 'kind: a\nname: !!js/function b\n', '2:7 Tags such as “!!js/function” are not used here.'],
  ['an anchor that is not set', 'kind: a\nname: *b\n', '2:7 “*b” refers to an anchor that is not set.'],
  [
    'a text after a quote',
    "kind: a\nname: 'it's'\n",
    '2:11 Something follows here though what stands before it is complete.',
  ],
  ['an escape that is none', 'kind: a\nname: "\\q"\n', '2:8 Double quotes do not know this escape.'],
  ['a code with a leading zero', 'kind: a\nname: b\nzip: 01234\n', '3:6 01234 would be read as the number 1234.'],
  [
    'a number too long to keep',
    'kind: a\nname: b\nid: 12345678901234567890\n',
    '3:5 12345678901234567890 would be read as',
  ],
  ['a list instead of fields', '- kind: a\n', '1:1 A document is a group of fields'],
  ['no kind', 'name: b\n', '1:1 This document does not say what it is. Add “kind”'],
  ['no name', '# title\nkind: a\n', '2:1 This document has no name. Add “name”'],
  ['a name that is a number', 'kind: a\nname: 12\n', '2:7 “name” must be a text. Put it in quotes.'],
  ['aliases that explode', `kind: a\nname: b\n${bomb()}`, '1:1 Aliases repeat parts of this document over and over.'],
  ['a part that contains itself', 'kind: a\nname: b\nc: &c\n  d: *c\n', '1:1 Aliases repeat parts of this document'],
  ['brackets without end', `kind: a\nname: b\nc: ${'['.repeat(50_000)}\n`, 'nested too deeply to be read. Flatten it.'],
])('%s is said at its place', (_, text, sentence) => {
  const folder = company({ 'a.yaml': text, 'sound.yaml': 'kind: team\nname: sales\n' })
  expect(said(folder)).toEqual([expect.stringContaining(sentence)])
  expect(readCompany(folder).documents.map(each => each.name)).toEqual(['sales'])
})

function bomb(): string {
  const ten = (name: string) => `[${Array(10).fill(name).join(', ')}]`
  return `a1: &a ${ten('x')}\nb1: &b ${ten('*a')}\nc1: &c ${ten('*b')}\nd1: ${ten('*c')}\n`
}

test('one declaration too many names both places', () => {
  const folder = company({
    'a.yaml': 'kind: team\nname: sales\n',
    'b.yaml': 'kind: metric\nname: sales\n---\nname: sales\nkind: team\n',
  })
  expect(said(folder)).toEqual([
    'b.yaml:4:7 There are two declarations of team “sales”; the first is at a.yaml:2:7. Rename or remove one.',
  ])
})

test('all mistakes of all files are said at once', () => {
  const folder = company({ 'a.yaml': 'kind: a\n---\nname: b\n---\nkind: a\nname: b\nb: [\n', 'b.yaml': 'x\n' })
  expect(said(folder)).toHaveLength(4)
})

test('links are followed inside the folder and refused when they lead out, are broken or lead around', () => {
  const outside = company({ 'secret.yaml': 'kind: team\nname: secret\n' })
  const folder = company({ 'real/team.yaml': 'kind: team\nname: sales\n' })
  symlinkSync(join(outside, 'secret.yaml'), join(folder, 'a.yaml'))
  symlinkSync(outside, join(folder, 'out'))
  symlinkSync('nowhere.yaml', join(folder, 'broken.yaml'))
  symlinkSync('.', join(folder, 'round'))
  symlinkSync(join('real', 'team.yaml'), join(folder, 'inside.yaml'))
  expect(readCompany(folder).documents.map(each => each.name)).toEqual(['sales'])
  expect(said(folder)).toEqual([
    'a.yaml:0:0 This link leads out of the folder, and is not followed. Copy the file into it.',
    'broken.yaml:0:0 This link leads nowhere. Remove it or mend it.',
    'out:0:0 This link leads out of the folder, and is not followed. Copy the file into it.',
  ])
})

test('a file above the limit is refused before it is read', () => {
  expect(said(company({ 'a.yaml': `# ${'x'.repeat(5 * 1024 * 1024)}\n` }))).toEqual([
    'a.yaml:0:0 This file has 5 MB; 5 MB is the limit. Split it.',
  ])
})

test('a folder that is not there, and one without declarations, say what to do', () => {
  const empty = company({ 'readme.md': '' })
  expect(readCompany(join(empty, 'gone')).diagnostics[0]?.message).toBe(
    'There is no such folder. Give the folder that holds the company’s YAML files.',
  )
  expect(readCompany(empty).diagnostics[0]?.message).toBe(
    'There is no .yaml file in this folder. Put the company’s declarations there.',
  )
})

test('names that JavaScript treats specially are fields like others', () => {
  const folder = company({ 'a.yaml': 'kind: a\nname: b\n__proto__: {polluted: yes}\nconstructor: 1\n' })
  const value = readCompany(folder).documents[0]?.value ?? {}
  expect(Object.keys(value)).toEqual(['kind', 'name', '__proto__', 'constructor'])
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})
