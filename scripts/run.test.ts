import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const MANIFEST = { name: 'x', version: '1.0.0', type: 'module', dependencies: { y: 'file:y' } }
const LOCK = {
  name: 'x',
  version: '1.0.0',
  lockfileVersion: 3,
  packages: {
    '': { name: 'x', version: '1.0.0', dependencies: { y: 'file:y' } },
    'node_modules/y': { resolved: 'y', link: true },
    y: { version: '1.0.0' },
  },
}
const ECHO = 'console.log(JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd() }))\n'

/** A checkout whose only dependency lies in it, so that its setup needs no network. */
function checkout(main = ECHO): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-run-'))
  folders.push(folder)
  put(folder, 'src/cli/main.ts', main)
  put(folder, 'package.json', JSON.stringify(MANIFEST))
  put(folder, 'package-lock.json', JSON.stringify(LOCK))
  put(folder, 'y/package.json', '{"name":"y","version":"1.0.0"}')
  mkdirSync(join(folder, 'scripts'))
  copyFileSync(join(import.meta.dirname, 'run.mjs'), join(folder, 'scripts/run.mjs'))
  return folder
}

function put(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

/** Makes the launcher believe that its Node is too old, and gives it a fetched one: this Node under its own name. */
function pretendOldNode(folder: string): NodeJS.ProcessEnv {
  const name = `node-${process.platform}-${process.arch}`
  const version = /NODE_VERSION = '(.+)'/.exec(readFileSync(join(folder, 'scripts/run.mjs'), 'utf8'))?.[1]
  put(folder, `.node/node_modules/${name}/package.json`, JSON.stringify({ version }))
  const node = `.node/node_modules/${name}/bin/node`
  put(folder, node, `#!/bin/sh\nunset NODE_OPTIONS\nexec '${process.execPath}' "$@"\n`)
  chmodSync(join(folder, node), 0o755)
  return { ...process.env, NODE_OPTIONS: '--no-experimental-strip-types' }
}

type Options = { cwd?: string; env?: NodeJS.ProcessEnv }

function start(folder: string, args: string[], options: Options = {}): ChildProcess {
  return spawn(process.execPath, [join(folder, 'scripts/run.mjs'), ...args], { stdio: 'pipe', ...options })
}

async function ended(child: ChildProcess) {
  const said = { out: '', err: '' }
  child.stdout?.on('data', part => {
    said.out += part
  })
  child.stderr?.on('data', part => {
    said.err += part
  })
  const code = await new Promise(done => child.on('close', done))
  return { code, ...said }
}

const run = (folder: string, args: string[], options?: Options) => ended(start(folder, args, options))

test('the first start sets the checkout up in one sentence, the second is silent', async () => {
  const folder = checkout()
  const first = await run(folder, ['plumbline', 'check', 'a b'], { cwd: tmpdir() })
  expect(first).toMatchObject({ code: 0, err: expect.stringMatching(/^Setting up this checkout.*\n$/) })
  expect(JSON.parse(first.out)).toMatchObject({ args: ['check', 'a b'] })
  expect(await run(folder, ['start', '--x'], { cwd: tmpdir() })).toMatchObject({ code: 0, err: '' })
})

test('dependencies that npm installed by another command are taken as they are', async () => {
  const folder = checkout()
  put(folder, 'node_modules/.package-lock.json', JSON.stringify(LOCK))
  expect(await run(folder, ['plumbline'])).toMatchObject({ code: 0, err: '' })
})

test('a changed lock is installed again, and a failure says what npm said', async () => {
  const folder = checkout()
  await run(folder, ['plumbline'])
  const more = { 'node_modules/z': { resolved: 'z', link: true }, z: { version: '1.0.0' } }
  put(folder, 'package-lock.json', JSON.stringify({ ...LOCK, packages: { ...LOCK.packages, ...more } }))
  put(folder, 'package.json', JSON.stringify({ ...MANIFEST, dependencies: { y: 'file:y', w: 'file:w' } }))
  const { code, err } = await run(folder, ['plumbline'])
  expect(code).toBe(3)
  expect(err).toMatch(/The dependencies could not be installed: /)
})

test.each(['this Node', 'a fetched Node'])('the exit code of the task is kept under %s', async which => {
  const folder = checkout('process.exit(7)\n')
  const env = which === 'this Node' ? process.env : pretendOldNode(folder)
  expect(await run(folder, ['plumbline'], { env })).toMatchObject({ code: 7 })
})

test('under a fetched Node arguments, folder and the path for further programs are right', async () => {
  const folder = checkout(`${ECHO}console.log(process.env.PATH.split(':')[0])\n`)
  const env = pretendOldNode(folder)
  const { out } = await run(folder, ['plumbline', 'x', '--y=1'], { env, cwd: folder })
  const [echo = '', path] = out.trim().split('\n')
  expect(JSON.parse(echo)).toEqual({ args: ['x', '--y=1'], cwd: folder })
  expect(path).toBe(join(folder, `.node/node_modules/node-${process.platform}-${process.arch}/bin`))
})

test.each(['this Node', 'a fetched Node'])('signals reach the task under %s', async which => {
  const folder = checkout(
    "process.on('SIGTERM', () => process.exit(9))\nsetInterval(() => {}, 1000)\nconsole.log('up')\n",
  )
  const env = which === 'this Node' ? process.env : pretendOldNode(folder)
  await run(folder, ['wrong'])
  const child = start(folder, ['plumbline'], { env })
  child.stdout?.once('data', () => child.kill('SIGTERM'))
  expect(await ended(child)).toMatchObject({ code: 9 })
})

test('two first starts at once both work, and one of them sets up', async () => {
  const folder = checkout()
  const both = await Promise.all([run(folder, ['plumbline', '1']), run(folder, ['plumbline', '2'])])
  expect(both.map(each => each.code)).toEqual([0, 0])
  expect(both.filter(each => each.err.includes('Setting up'))).toHaveLength(1)
  expect(existsSync(join(folder, '.node/setup.lock'))).toBe(false)
})

test('a lock whose owner was killed is taken over', async () => {
  const folder = checkout()
  const dead = spawnSync(process.execPath, ['-e', ''])
  put(folder, '.node/setup.lock', String(dead.pid))
  expect(await run(folder, ['plumbline'])).toMatchObject({ code: 0 })
})

test('an unknown task is answered with those there are', async () => {
  expect(await run(checkout(), ['strat'])).toMatchObject({ code: 2, err: expect.stringContaining('start|test|check') })
})

test('a folder that cannot be written is named', async () => {
  const folder = checkout()
  put(folder, '.node', 'a file where the folder should be')
  const { code, err } = await run(folder, ['plumbline'])
  expect(code).toBe(3)
  expect(err).toContain(join(folder, '.node'))
})
