import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { build as buildPages } from 'vite'

/** Bundles the product into `dist/`, one file per command, leaving out what is native or optional, and its pages into `dist/web`. */
const OUT = 'dist'

rmSync(OUT, { recursive: true, force: true })
const { metafile } = await build({
  entryPoints: { plumbline: 'src/cli/main.ts', 'mapping-thread': 'src/features/source/operations/mapping-thread.ts' },
  outdir: OUT,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  external: ['@duckdb/*', 'better-sqlite3', 'pg-native'],
  banner: {
    js: "import { createRequire as plumblineRequire } from 'node:module'\nconst require = plumblineRequire(import.meta.url)",
  },
  metafile: true,
  logLevel: 'warning',
}).catch(() => process.exit(1))
const pages = [await buildPages({ logLevel: 'warn' })].flat().flatMap(built => ('output' in built ? built.output : []))
const pageSources = pages.flatMap(part => (part.type === 'chunk' ? part.moduleIds : []))
chmodSync(join(OUT, 'plumbline.js'), 0o755)
writeFileSync(join(OUT, 'LICENCES.txt'), notices([...Object.keys(metafile.inputs), ...pageSources]))
const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0)
process.stdout.write(`${OUT}/plumbline.js and its parts: ${kB(bytes)}, pages: ${kB(sizeOf(pages))}\n`)

function sizeOf(
  parts: readonly ({ type: 'chunk'; code: string } | { type: 'asset'; source: string | Uint8Array })[],
): number {
  return parts.reduce((sum, part) => sum + Buffer.byteLength(part.type === 'chunk' ? part.code : part.source), 0)
}

function kB(size: number): string {
  return `${Math.round(size / 1024)} kB`
}

/** The licence texts of the packages inside the bundle, which must travel with it. */
function notices(sources: readonly string[]): string {
  const folders = new Set(
    sources.flatMap(path => /node_modules\/(@[^/]+\/)?[^/]+(?=\/(?!.*node_modules))/.exec(path)?.[0] ?? []),
  )
  return [...folders]
    .sort()
    .map(folder => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      const texts = readdirSync(folder, { withFileTypes: true })
        .filter(entry => entry.isFile() && /^(licen[cs]e|notice)/i.test(entry.name))
        .map(({ name }) => name)
      return `${name} ${version} (${license})\n\n${texts.map(file => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n')}\n`
    })
    .join(`\n${'-'.repeat(80)}\n\n`)
}
