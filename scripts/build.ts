import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Metafile } from 'esbuild'

/** Bundles the product into `dist/`, one file per command, leaving out what is native or optional. */
const OUT = 'dist'

rmSync(OUT, { recursive: true, force: true })
const { metafile } = await build({
  entryPoints: { plumbline: 'src/cli/main.ts' },
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
chmodSync(join(OUT, 'plumbline.js'), 0o755)
writeFileSync(join(OUT, 'LICENCES.txt'), notices(metafile))
const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0)
process.stdout.write(`${OUT}/plumbline.js and its parts: ${Math.round(bytes / 1024)} kB\n`)

/** The licence texts of the packages inside the bundle, which must travel with it. */
function notices({ inputs }: Metafile): string {
  const folders = new Set(
    Object.keys(inputs).flatMap(path => path.match(/^.*node_modules\/(@[^/]+\/)?[^/]+/)?.[0] ?? []),
  )
  return [...folders]
    .sort()
    .map(folder => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
      const texts = readdirSync(folder).filter(file => /^(licen[cs]e|notice)/i.test(file))
      return `${name} ${version} (${license})\n\n${texts.map(file => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n')}\n`
    })
    .join(`\n${'-'.repeat(80)}\n\n`)
}
