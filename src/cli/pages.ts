import { spawn } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fail } from '../core/error.ts'

const here = dirname(fileURLToPath(import.meta.url))
const checkout = join(here, '..', '..')
const vite = join(checkout, 'node_modules', 'vite', 'bin', 'vite.js')

/** The built pages: beside the bundle, or where the build puts them in a checkout. */
export function pagesFolder(): string | undefined {
  const { PLUMBLINE_PAGES } = process.env
  if (PLUMBLINE_PAGES) return PLUMBLINE_PAGES
  return [join(here, 'web'), join(checkout, 'dist', 'web')].find(folder => existsSync(join(folder, 'index.html')))
}

/** The pages as the checkout’s sources say, built first where they are absent or older. An installed package brings its own. */
export async function freshPages(say: (text: string) => void): Promise<string | undefined> {
  const folder = pagesFolder()
  const isCheckout = existsSync(join(checkout, 'src', 'web')) && existsSync(vite)
  if (!isCheckout || process.env.PLUMBLINE_PAGES || (folder && builtMs(folder) > changedMs())) return folder
  say('Building the pages: once, a few seconds …\n')
  await build()
  return pagesFolder()
}

const builtMs = (folder: string): number => statSync(join(folder, 'index.html')).mtimeMs

/** When a source that pages are made of last changed. */
function changedMs(): number {
  const src = join(checkout, 'src')
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter(file => /^(web|kit|core|features)\b.*\.(tsx?|css|html|svg)$/.test(file) && !file.includes('.test.'))
    .map(file => join(src, file))
  const all = [...files, join(checkout, 'vite.config.ts'), join(checkout, 'package-lock.json')]
  return Math.max(...all.map(file => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0))
}

function build(): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'error'], { cwd: checkout })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', part => {
        said += part
      })
    child.once('error', reject)
    child.once('close', code => {
      if (code === 0) return resolve()
      try {
        fail('unavailable', `The pages could not be built. See “npm run build”.\n${said.trim().slice(-2000)}`)
      } catch (error) {
        reject(error)
      }
    })
  })
}
