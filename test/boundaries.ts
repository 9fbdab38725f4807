import { posix } from 'node:path'

/** Source files by their path from the repository's root, with `/`. */
export type Tree = ReadonlyMap<string, string>

type Import = { target: string; typeOnly: boolean; dynamic: boolean }

const CONTENTS = 'src/features/index.ts'
const LAZY = ['src/cli/commands.ts', 'src/web/routes.tsx', 'src/kit/series-chart.tsx']
const PURE_PACKAGES = ['zod', 'temporal-polyfill']
const SERVER_FILES = ['feature.ts', 'operations.ts', 'queries.ts', 'tables.ts', 'jobs.ts']
/** What every declared noun is made with: pure, though it lies in the frame. */
const PURE_FRAME = ['kind.ts', 'check.ts']
const DRAWERS = /^(.+-)?(utils?|helpers?|common|shared|lib|misc|managers?|types|constants|index)$/
const MAX_LINES = 500
const MAX_P90 = 250
const MAX_DEPTH = 4

const ROOMS: Record<string, string[]> = {
  core: [],
  semantics: ['core'],
  store: ['core'],
  connectors: ['core'],
  kit: ['core'],
  'features (frame)': ['core', 'semantics', 'store', 'connectors', 'features'],
  'features (pure)': ['core', 'semantics', 'features'],
  'features (server)': ['core', 'semantics', 'store', 'connectors', 'features'],
  'features (page)': ['core', 'kit', 'features'],
  server: ['core', 'semantics', 'store', 'connectors', 'features'],
  demo: ['core'],
  cli: ['core', 'semantics', 'store', 'connectors', 'features', 'server', 'demo'],
  web: ['core', 'kit', 'features'],
}

/** Every place where a tree breaks the map of rooms, as sentences; none when it keeps to it. */
export function violations(tree: Tree): string[] {
  const paths = [...tree.keys()].sort()
  const sources = paths.filter(path => path.startsWith('src/') && !isTest(path))
  const imports = new Map(sources.map(path => [path, importsOf(path, tree.get(path) ?? '')]))
  return [
    ...paths.flatMap(nameOf),
    ...sources.flatMap(path => barrelOf(path, tree.get(path) ?? '')),
    ...paths.flatMap(path => lengthOf(path, tree.get(path) ?? '')),
    ...spreadOf(sources.map(path => linesOf(tree.get(path) ?? ''))),
    ...contentsProblems(tree, sources),
    ...sources.flatMap(path => (imports.get(path) ?? []).flatMap(each => importProblems(tree, path, each))),
    ...cycles(imports),
  ]
}

/** What a source file imports, resolved to paths of the tree when relative. Formatted code only: statements begin a line. */
export function importsOf(path: string, source: string): Import[] {
  const found: Import[] = []
  const resolve = (name: string) => (name.startsWith('.') ? posix.join(posix.dirname(path), name) : name)
  for (const [, clause = '', name = ''] of source.matchAll(
    /^(?:import|export)\s(?:([^'"`;=()]*?)\sfrom\s)?['"]([^'"\n]+)['"]/gm,
  ))
    found.push({ target: resolve(name), typeOnly: onlyTypes(clause), dynamic: false })
  for (const line of source.split('\n')) {
    if (/^\s*(\*|\/\/|\/\*)/.test(line)) continue
    for (const [, name] of line.matchAll(/\bimport\(\s*(?:['"]([^'"]+)['"])?/g))
      found.push({ target: name ? resolve(name) : '?', typeOnly: false, dynamic: true })
  }
  return found
}

const onlyTypes = (clause: string): boolean =>
  /^type\s/.test(clause) || (/^\{[^}]*\}$/.test(clause.trim()) && !/[{,]\s*(?!type\s)\w/.test(clause))

const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path)

const linesOf = (source: string): number => source.replace(/\n$/, '').split('\n').length

function roomOf(path: string): string {
  const [, room = '', noun = '', ...rest] = path.split('/')
  if (room !== 'features') return rest.length || noun ? room : ''
  if (!rest.length) return PURE_FRAME.includes(noun) ? 'features (pure)' : 'features (frame)'
  if (rest[0] === 'web') return 'features (page)'
  if (rest.length > 1 || SERVER_FILES.includes(rest[0] ?? '')) {
    return rest.length === 1 || rest[0] === 'operations' ? 'features (server)' : 'features (pure)'
  }
  return 'features (pure)'
}

const featureOf = (path: string): string | undefined => /^src\/features\/([^/]+)\//.exec(path)?.[1]

function nameOf(path: string): string[] {
  const said: string[] = []
  const parts = path.split('/')
  const file = parts.at(-1) ?? ''
  const base = file.replace(/((\.[a-z]+)?\.test)?\.\w+$/, '')
  if (path !== CONTENTS && DRAWERS.test(base))
    said.push(`${path}: “${base}” is a drawer, not a name. Call the file after the one idea in it.`)
  for (const folder of parts.slice(1, -1))
    if (DRAWERS.test(folder))
      said.push(`${path}: the folder “${folder}” is a drawer. Call it after what belongs in it.`)
  const pascal = file.endsWith('.tsx') && /^[A-Z]\w*$/.test(base)
  if (!pascal && !/^[a-z0-9]+(-[a-z0-9]+)*(\.d|\.config)?$/.test(base))
    said.push(`${path}: file names are kebab-case.ts, and PascalCase.tsx for a component.`)
  if (parts.length - 1 > MAX_DEPTH)
    said.push(`${path}: lies ${parts.length - 1} folders deep; ${MAX_DEPTH} is the limit. Flatten the folder.`)
  return said
}

function barrelOf(path: string, source: string): string[] {
  const passesOn = /^export\s[^'"`;=()]*\sfrom\s/m.test(source)
  const hasOwn = /^(export )?(default |declare |async |abstract )*(const|let|function|class|type|interface)\s/m.test(
    source,
  )
  return /^export \*/m.test(source) || (passesOn && !hasOwn)
    ? [`${path}: only passes other files’ things on. Import them where they are defined.`]
    : []
}

function lengthOf(path: string, source: string): string[] {
  const lines = linesOf(source)
  return lines > MAX_LINES
    ? [`${path}: has ${lines} lines; ${MAX_LINES} is the limit. It holds more than one idea.`]
    : []
}

function spreadOf(lengths: number[]): string[] {
  const sorted = lengths.toSorted((a, b) => a - b)
  const p90 = sorted[Math.floor(sorted.length * 0.9)] ?? 0
  return sorted.length >= 10 && p90 > MAX_P90
    ? [`src/: one file in ten has more than ${p90} lines; ${MAX_P90} is the limit. Split the longest ones by idea.`]
    : []
}

/** The features in the order in which the table of contents lists them. */
export function contentsOf(source: string): string[] {
  const folders = new Map<string, string>()
  for (const [, clause = '', folder = ''] of source.matchAll(
    /^import\s([^'"]*?)\sfrom\s['"]\.\/([^/'"]+)\/[^'"]+['"]/gm,
  ))
    for (const word of clause.matchAll(/(\w+)\s*(?=[,}]|$)/g)) folders.set(word[1] ?? '', folder)
  const listed = [...source.replace(/^import[\s\S]*?from.*$/gm, '').matchAll(/\w+/g)]
  return [...new Set(listed.map(word => folders.get(word[0])).filter(folder => folder !== undefined))]
}

function contentsProblems(tree: Tree, sources: string[]): string[] {
  const order = contentsOf(tree.get(CONTENTS) ?? '')
  const folders = new Set(sources.map(featureOf).filter(folder => folder !== undefined))
  return [...folders]
    .filter(folder => !order.includes(folder))
    .map(folder => `src/features/${folder}/: is not in the table of contents. Add its line to ${CONTENTS}.`)
}

function importProblems(tree: Tree, from: string, each: Import): string[] {
  const { target } = each
  const arrow = `${from} -> ${target}`
  const zone = roomOf(from)
  const pure = ['core', 'semantics', 'features (pure)'].includes(zone)
  if (each.dynamic && !LAZY.includes(from))
    return [
      `${from}: import(${target === '?' ? '…' : `'${target}'`}) hides a dependency. Only ${list(LAZY)} load lazily.`,
    ]
  if (target.startsWith('node:'))
    return pure ? [`${arrow}: pure files do no input or output. Take it as an argument.`] : []
  if (target === '?' || target === 'package.json') return []
  if (!/^(src|test|scripts|bench)\//.test(target)) {
    const name = target
      .split('/')
      .slice(0, target.startsWith('@') ? 2 : 1)
      .join('/')
    return pure && !PURE_PACKAGES.includes(name)
      ? [`${arrow}: pure files use no package but ${PURE_PACKAGES.join(' and ')}.`]
      : []
  }
  if (!target.startsWith('src/') || isTest(target))
    return [`${arrow}: the product does not import its tests and scripts.`]
  if (!/\.(tsx?|json|css)$/.test(target)) return [`${arrow}: write the file’s name with its extension.`]
  const room = target.split('/')[1] ?? ''
  const own = from.split('/')[1]
  if (room !== own && !(ROOMS[zone] ?? []).includes(room))
    return [`${arrow}: ${zone} may import ${list(ROOMS[zone] ?? [])}, not ${room}. Imports point down.`]
  return room === 'features' ? featureProblems(tree, from, each, arrow) : []
}

function featureProblems(tree: Tree, from: string, each: Import, arrow: string): string[] {
  const to = featureOf(each.target)
  const own = featureOf(from)
  const zone = roomOf(from)
  const targetZone = roomOf(each.target)
  const file = each.target.split('/').slice(3).join('/')
  if (targetZone === 'features (server)' && zone === 'features (pure)')
    return [`${arrow}: a pure file does not import a server file. Move what it needs into a pure one.`]
  if (targetZone === 'features (server)' && (zone === 'features (page)' || zone === 'web') && !each.typeOnly)
    return [`${arrow}: a page imports a server file as types only. Write “import type”.`]
  if (targetZone === 'features (frame)' && zone === 'features (pure)' && !each.typeOnly)
    return [`${arrow}: a pure file does not import the machinery of operations.`]
  if (targetZone === 'features (page)' && zone !== 'features (page)' && zone !== 'web')
    return [`${arrow}: pages are imported by pages only.`]
  if (!to || to === own || from === CONTENTS || !zone.startsWith('features')) return []
  const shown = [`${to}.ts`, 'operations.ts']
  if (!shown.includes(file) && !file.startsWith('operations/'))
    return [`${arrow}: only ${list(shown)} of another feature are public.`]
  const order = contentsOf(tree.get(CONTENTS) ?? '')
  if (own && order.indexOf(to) > order.indexOf(own) && order.includes(own))
    return [`${arrow}: ${to} stands below ${own} in ${CONTENTS}; a feature imports only what stands above it.`]
  return []
}

const list = (words: string[]): string =>
  words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? 'nothing')

/** Each ring of imports once, as a sentence that walks it. Types vanish before anything is loaded and make no ring. */
function cycles(imports: ReadonlyMap<string, Import[]>): string[] {
  const said: string[] = []
  const done = new Set<string>()
  const trail: string[] = []
  const visit = (path: string): void => {
    const seen = trail.indexOf(path)
    if (seen >= 0) {
      const ring = [...trail.slice(seen), path]
      said.push(`${ring.join(' -> ')}: these files import each other in a ring. Move what they share below them.`)
      return
    }
    if (done.has(path)) return
    trail.push(path)
    for (const each of imports.get(path) ?? [])
      if (!each.dynamic && !each.typeOnly && imports.has(each.target)) visit(each.target)
    trail.pop()
    done.add(path)
  }
  for (const path of imports.keys()) visit(path)
  return said
}
