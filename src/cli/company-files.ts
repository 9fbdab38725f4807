import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import type { Problem } from '../core/problem.ts'
import type { Diagnostic } from './diagnostics.ts'
import { type CompanyDocument, readDocuments } from './yaml-documents.ts'

export type CompanyFiles = { documents: CompanyDocument[]; diagnostics: Diagnostic[] }

const MAX_BYTES = 5 * 1024 * 1024
const MAX_FILES = 5000

/**
 * The declarations in a folder's YAML files, those in folders below it included, and every mistake of the files
 * themselves. `path` may also name a single file. Links that lead out of the folder are not followed.
 */
export function readCompany(path: string): CompanyFiles {
  const documents: CompanyDocument[] = []
  const { files, diagnostics } = filesOf(path)
  for (const file of files) {
    const text = attempt(() => UTF8.decode(readFileSync(file)))
    const read = text === undefined ? notText(file) : readDocuments(file, text)
    documents.push(...read.documents)
    diagnostics.push(...read.diagnostics)
  }
  diagnostics.push(...duplicates(documents))
  return { documents, diagnostics }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function notText(file: string): CompanyFiles {
  const message = 'This file is not text in UTF-8, so its letters cannot be told for certain. Save it as UTF-8.'
  return { documents: [], diagnostics: [{ file, line: 0, column: 0, length: 0, code: 'not_utf8', message }] }
}

/** Problems that a check found in documents, at the places in the files that they speak of. */
export function locate(
  documents: readonly CompanyDocument[],
  problems: readonly { index: number; problem: Problem }[],
) {
  return problems.flatMap(({ index, problem }) => {
    const document = documents[index]
    return document ? [at(document, problem)] : []
  })
}

function at(document: CompanyDocument, problem: Problem): Diagnostic {
  const place = document.positionOf(problem.path, problem.code === 'unknown_field' ? 'key' : 'value')
  const { code, message, repair } = problem
  return { file: document.file, ...place, code, message, repair, text: document.lineAt(place.line) }
}

function filesOf(path: string): { files: string[]; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = []
  const files: string[] = []
  const say = (file: string, code: string, message: string) =>
    diagnostics.push({ file, line: 0, column: 0, length: 0, code, message })
  const root = attempt(() => realpathSync(path))
  if (root === undefined) {
    say(path, 'no_such_folder', 'There is no such folder. Give the folder that holds the company’s YAML files.')
    return { files, diagnostics }
  }
  const seen = new Set<string>()
  const visit = (shown: string): void => {
    const real = attempt(() => realpathSync(shown))
    if (real === undefined) return void say(shown, 'broken_link', 'This link leads nowhere. Remove it or mend it.')
    if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep))
      return void say(
        shown,
        'link_outside',
        `This link leads out of the folder, and is not followed. Copy the file into it.`,
      )
    if (seen.has(real)) return
    seen.add(real)
    const stats = statSync(real)
    if (stats.isDirectory()) {
      const names = attempt(() => readdirSync(real).sort())
      if (!names) return void say(shown, 'unreadable', 'This folder cannot be read. Change its permissions.')
      for (const name of names) if (isOurs(name, join(real, name))) visit(join(shown, name))
    } else if (stats.size > MAX_BYTES) {
      say(shown, 'too_large', `This file has ${Math.round(stats.size / 1024 / 1024)} MB; 5 MB is the limit. Split it.`)
    } else if (stats.isFile()) {
      if (attempt(() => readFileSync(real)) === undefined)
        say(shown, 'unreadable', 'This file cannot be read. Change its permissions.')
      else files.push(shown)
    }
  }
  visit(relative(process.cwd(), resolve(path)).startsWith('..') ? path : relative(process.cwd(), resolve(path)) || '.')
  if (files.length > MAX_FILES) {
    say(
      path,
      'too_many',
      `There are ${files.length} YAML files here; ${MAX_FILES} is the limit. Name a folder further down.`,
    )
    return { files: [], diagnostics }
  }
  if (!files.length && !diagnostics.length)
    say(path, 'no_files', 'There is no .yaml file in this folder. Put the company’s declarations there.')
  return { files, diagnostics }
}

function isOurs(name: string, path: string): boolean {
  if (name.startsWith('.') || name === 'node_modules') return false
  return /\.ya?ml$/i.test(name) || Boolean(attempt(() => statSync(path))?.isDirectory())
}

function duplicates(documents: readonly CompanyDocument[]): Diagnostic[] {
  const first = new Map<string, CompanyDocument>()
  return documents.flatMap(document => {
    const key = `${document.kind}/${document.name}`
    const before = first.get(key)
    if (!before) {
      first.set(key, document)
      return []
    }
    const { line, column } = before.positionOf(['name'])
    const message = `There are two declarations of ${document.kind} “${document.name}”; the first is at ${before.file}:${line}:${column}. Rename or remove one.`
    return [at(document, { path: ['name'], code: 'duplicate', message })]
  })
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
