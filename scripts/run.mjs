#!/usr/bin/env node
// Every npm script starts here. Plain JavaScript, because it must run on the Node a machine happens to have (18 or newer):
// it brings a newer Node and the dependencies when they are missing, then hands over to the task.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import module from 'node:module'
import { constants } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const NODE_VERSION = '24.21.0'
const NODE_PACKAGE = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`

const TASKS = {
  start: ['src/cli/main.ts', 'start'],
  test: ['node_modules/vitest/vitest.mjs', 'run'],
  check: ['scripts/check.ts'],
  bench: ['bench/main.ts'],
  build: ['scripts/build.ts'],
  docs: ['scripts/docs.ts'],
  format: ['node_modules/@biomejs/biome/bin/biome', 'check', '--write'],
  plumbline: ['src/cli/main.ts'],
}
const TASKS_IN_THE_CALLERS_FOLDER = ['start', 'plumbline']

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const nodeFolder = join(root, '.node')
const ownNode = join(
  nodeFolder,
  'node_modules',
  NODE_PACKAGE,
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
)
const modules = join(root, 'node_modules')
const stamp = join(modules, '.plumbline-lock')

class SetupError extends Error {}

await main(process.argv[2], process.argv.slice(3))

async function main(name, args) {
  if (!name || !Object.hasOwn(TASKS, name)) {
    process.stderr.write(`Usage: node scripts/run.mjs ${Object.keys(TASKS).join('|')} [arguments]\n`)
    process.exit(2)
  }
  try {
    const runsTypeScript = Boolean(process.features.typescript)
    const node = runsTypeScript ? process.execPath : ownNode
    if ((!runsTypeScript && !hasOwnNode()) || !hasDependencies()) await setUp(runsTypeScript, node)
    const [entry, ...first] = TASKS[name]
    const inPlace = TASKS_IN_THE_CALLERS_FOLDER.includes(name)
    if (!inPlace) process.chdir(root)
    const command = [join(root, entry), ...first, ...args]
    const cache = inPlace ? join(modules, '.cache', 'compiled') : undefined
    if (runsTypeScript) await become(command, cache)
    else await handOver(node, command, cache)
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(3)
  }
}

/** Runs the task in this process, which saves the start of a second one. */
async function become([entry, ...args], cache) {
  process.argv.splice(1, process.argv.length, entry, ...args)
  if (cache) module.enableCompileCache?.(cache)
  await import(pathToFileURL(entry).href)
}

/** Runs the task under another Node and ends as it ends. */
async function handOver(node, command, cache) {
  const env = {
    ...process.env,
    PATH: `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`,
  }
  if (cache) env.NODE_COMPILE_CACHE ??= cache
  const child = spawn(node, command, { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      // A terminal sends Ctrl-C to the whole group, so the task has it already.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  const { code, signal } = await ending(child)
  process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : code)
}

function hasOwnNode() {
  return existsSync(ownNode) && versionOf(nodeFolder) === NODE_VERSION
}

function versionOf(folder) {
  return readJson(join(folder, 'node_modules', NODE_PACKAGE, 'package.json'))?.version
}

function hasDependencies() {
  const wanted = lockHash()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return true
  if (!installedAsLocked()) return false
  writeStamp(wanted)
  return true
}

function lockHash() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform} ${process.arch}\n`
}

/** Whether what npm says it installed here, by whatever command, is what the lock names. */
function installedAsLocked() {
  const installed = readJson(join(modules, '.package-lock.json'))?.packages
  const locked = readJson(join(root, 'package-lock.json'))?.packages
  if (!installed || !locked) return false
  return Object.entries(locked).every(
    ([path, entry]) =>
      path === '' || installed[path]?.version === entry.version || (entry.optional && !installed[path]),
  )
}

function writeStamp(text) {
  try {
    writeFileSync(stamp, text)
  } catch {
    // A read-only checkout that is complete only loses the shortcut.
  }
}

async function setUp(runsTypeScript, node) {
  const release = await lock()
  try {
    const needsNode = !runsTypeScript && !hasOwnNode()
    const needsModules = !hasDependencies()
    if (needsNode || needsModules) process.stderr.write('Setting up this checkout: once, about half a minute …\n')
    if (needsNode) await fetchNode()
    if (needsModules) {
      rmSync(stamp, { force: true })
      await npm(node, ['ci', '--include=dev', '--prefix', root], 'The dependencies could not be installed')
      writeStamp(lockHash())
    }
  } finally {
    release()
  }
}

/** One setup at a time; a lock whose owner is gone is taken over. */
async function lock() {
  const file = join(nodeFolder, 'setup.lock')
  try {
    mkdirSync(nodeFolder, { recursive: true })
  } catch (error) {
    throw unwritable(error)
  }
  for (let said = false; ; await new Promise(done => setTimeout(done, 200))) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if (error.code !== 'EEXIST') throw unwritable(error)
    }
    const owner = ownerOf(file)
    if (owner === 'gone') rmSync(file, { force: true })
    else if (!said && owner)
      said = process.stderr.write(`Waiting for another setup of this checkout (process ${owner}) …\n`)
  }
}

function ownerOf(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    if (!pid) return Date.now() - statSync(file).mtimeMs > 10_000 ? 'gone' : undefined
    process.kill(pid, 0)
    return pid
  } catch (error) {
    return error.code === 'ESRCH' ? 'gone' : undefined
  }
}

/** Installs Node beside its place and moves it there in one step, so a half-unpacked one is never used. */
async function fetchNode() {
  const beside = join(nodeFolder, `new-${process.pid}`)
  try {
    rmSync(beside, { recursive: true, force: true })
    mkdirSync(beside, { recursive: true })
    writeFileSync(join(beside, 'package.json'), '{"private":true}\n')
    const what = `Plumbline needs Node 22.18 or newer, this is ${process.version}, and a newer one could not be fetched`
    await npm(process.execPath, ['install', `${NODE_PACKAGE}@${NODE_VERSION}`, '--prefix', beside], what)
    const fetched = join(
      beside,
      'node_modules',
      NODE_PACKAGE,
      relative(join(nodeFolder, 'node_modules', NODE_PACKAGE), ownNode),
    )
    if (spawnSync(fetched, ['--version']).status !== 0)
      throw new SetupError(`${what}: ${NODE_PACKAGE} does not run on this system. Install Node 22.18 or newer by hand.`)
    rmSync(join(nodeFolder, 'node_modules'), { recursive: true, force: true })
    renameSync(join(beside, 'node_modules'), join(nodeFolder, 'node_modules'))
  } catch (error) {
    throw error instanceof SetupError ? error : unwritable(error)
  } finally {
    rmSync(beside, { recursive: true, force: true })
  }
}

async function npm(node, args, what) {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error']
  const [command, first] = npmCommand(node)
  const child = spawn(command, [...first, ...args, ...quiet], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      PATH: `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`,
    },
    shell: command === 'npm.cmd',
  })
  const stop = signal => child.kill(signal)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
  let said = ''
  child.stderr.on('data', part => (said += part))
  const { code, signal } = await ending(child)
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(name, stop)
  if (signal) throw new SetupError('The setup was interrupted. Start again to finish it.')
  if (code !== 0) throw new SetupError(`${what}: ${reason(said)}`)
}

/** The npm that called this script, else the one that lies beside this Node, else the one on the path. */
function npmCommand(node) {
  const caller = process.env.npm_execpath
  if (caller && /npm-cli\.c?js$/.test(caller) && existsSync(caller)) return [node, [caller]]
  const beside = resolve(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js')
  if (existsSync(beside)) return [node, [beside]]
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', []]
}

function ending(child) {
  return new Promise((done, failed) => {
    child.on('error', error =>
      failed(error.code === 'ENOENT' ? new SetupError(`“${error.path}” was not found. Install Node with npm.`) : error),
    )
    child.on('close', (code, signal) => done({ code, signal }))
  })
}

function reason(said) {
  const short = said
    .split('\n')
    .map(line => line.replace(/^npm (error|ERR!) ?/, '').trim())
    .filter(line => line && !/^at |complete log of this run/i.test(line))
    .slice(0, 4)
    .join('\n  ')
  if (/\b(EACCES|EPERM|EROFS)\b/.test(said))
    return `${root} or npm’s cache cannot be written. Make it writable.\n  ${short}`
  if (/\bENOSPC\b/.test(said)) return 'the disk is full. About 600 MB are needed.'
  if (/\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b/.test(said))
    return `the npm registry cannot be reached. Check the network (or npm’s proxy and registry settings) and start again.\n  ${short}`
  if (/\b(E404|ETARGET|EBADPLATFORM)\b/.test(said) && said.includes(NODE_PACKAGE))
    return `the registry has no ${NODE_PACKAGE}@${NODE_VERSION}. Install Node 22.18 or newer by hand.`
  return `npm says\n  ${short || 'nothing.'}`
}

function unwritable(error) {
  if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EEXIST', 'ENOTDIR'].includes(error.code)) return error
  return new SetupError(
    error.code === 'ENOSPC'
      ? `The disk that holds ${root} is full. About 600 MB are needed.`
      : `This checkout needs its setup, but ${error.path ?? root} cannot be written. Make it writable, or run it as its owner.`,
  )
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
