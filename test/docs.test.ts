import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { checkDeclarations, type Declaration } from '../src/features/declaration/declaration.ts'
import { kinds } from '../src/features/index.ts'

const root = join(import.meta.dirname, '..')
const pages = [...markdownIn('.'), ...markdownIn('docs', { below: true }), ...markdownIn('examples', { below: true })]

describe.each(pages)('%s', page => {
  const text = readFileSync(join(root, page), 'utf8')

  it('links to what exists', () => {
    const broken = linksIn(text).filter(link => !leadsSomewhere(page, link))
    expect(broken, `${page} has links that lead nowhere`).toEqual([])
  })

  const blocks = page.startsWith('docs/guide/') || page === 'README.md' ? declarationsIn(text) : []
  if (blocks.length === 0) return
  it('shows declarations without a mistake of their own', () => {
    for (const { line, declarations } of blocks) {
      const { problems } = checkDeclarations(declarations, kinds)
      const own = problems.filter(({ problem }) => !isAbsence(problem.code)).map(({ problem }) => problem.message)
      expect(own, `${page}:${line} shows a declaration that is not accepted`).toEqual([])
    }
  })
})

/** An example need not bring all that it refers to. */
const isAbsence = (code: string): boolean => {
  const [, what = ''] = /^unknown_(.+)$/.exec(code) ?? []
  return ['team', 'object'].includes(what) || kinds.has(what)
}

function markdownIn(folder: string, { below = false } = {}): string[] {
  return readdirSync(join(root, folder), { recursive: below, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.name.endsWith('.md'))
    .map(entry => relative(root, join(entry.parentPath, entry.name)))
    .sort()
}

function linksIn(text: string): string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/`[^`\n]*`/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link).filter(link => !/^[a-z]+:/.test(link))
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#')
  const target = path === '' ? join(root, page) : join(root, dirname(page), path)
  if (!existsSync(target)) return false
  return anchor === undefined || !target.endsWith('.md') || anchorsIn(readFileSync(target, 'utf8')).includes(anchor)
}

/** The anchors that GitHub gives headings. */
function anchorsIn(text: string): string[] {
  const headings = text.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/^#{1,6} (.+)$/gm)
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  )
}

/** Blocks of declarations, but for those that show on purpose what is wrong. */
function declarationsIn(text: string): { line: number; declarations: Declaration[] }[] {
  return [...text.matchAll(/^```ya?ml(?!.* wrong$).*\n(kind:[\s\S]*?)^```$/gm)].map(block => ({
    line: text.slice(0, block.index).split('\n').length,
    declarations: parseAllDocuments(block[1] ?? '').map(document => document.toJS() as Declaration),
  }))
}
