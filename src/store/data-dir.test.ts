import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDataDir } from './data-dir.ts'

const HOLDER = fileURLToPath(new URL('../../test/data-dir-holder.ts', import.meta.url))

let scratch: string
let folder: string
const children: ChildProcess[] = []

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'plumbline-dir-'))
  folder = join(scratch, 'data')
})

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(scratch, { recursive: true, force: true })
})

type Answer = { held?: string; code?: string; message?: string; details?: { pid?: number; since?: string } }

/** Another process that tries to take the folder, and how that went. */
async function holder(gun?: string): Promise<{ child: ChildProcess; answer: Answer; ended: Promise<unknown> }> {
  const child = spawn(process.execPath, [HOLDER, folder, ...(gun ? [gun] : [])], { stdio: ['pipe', 'pipe', 'inherit'] })
  children.push(child)
  const ended = new Promise(resolve => child.once('close', resolve))
  const line = await new Promise<string>(resolve => createInterface(child.stdout!).once('line', resolve))
  return { child, answer: JSON.parse(line), ended }
}

const owner = () => JSON.parse(readFileSync(join(folder, 'plumbline.lock'), 'utf8'))

test('a new data directory is for its owner alone and says who has it', async () => {
  const { path, recordsFile, eventsFile, release } = await openDataDir(folder)
  expect(path).toBe(folder)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(recordsFile).toBe(join(folder, 'records.sqlite'))
  expect(eventsFile('acme')).toBe(join(folder, 'events', 'acme.duckdb'))
  expect(owner()).toMatchObject({ pid: process.pid, host: hostname(), since: expect.stringMatching(/^\d{4}-.*Z$/) })
  release()
  expect(readdirSync(folder).sort()).toEqual(['events', 'plumbline.mutex'])
})

test('a workspace cannot name a file outside of the data directory', async () => {
  const { eventsFile, release } = await openDataDir(folder)
  for (const name of ['../x', '', 'a/b', '.hidden', 'a\0b'])
    expect(() => eventsFile(name)).toThrow('cannot name a workspace')
  release()
})

test('a second process is refused at once, in a sentence that names the first and since when', async () => {
  const { release } = await openDataDir(folder)
  const started = Date.now()
  const { answer } = await holder()
  expect(Date.now() - started).toBeLessThan(20_000)
  expect(answer.code).toBe('unavailable')
  expect(answer.message).toContain(`“${folder}” is in use by process ${process.pid} (plumbline`)
  expect(answer.message).toContain(`since ${owner().since}. Stop that process, or name another folder.`)
  expect(answer.details).toEqual({ reason: 'in_use', pid: process.pid, since: owner().since })
  release()
})

test('the same process is refused too', async () => {
  const { release } = await openDataDir(folder)
  await expect(openDataDir(join(folder, '..', 'data'))).rejects.toMatchObject({ details: { pid: process.pid } })
  release()
  const again = await openDataDir(folder)
  again.release()
  again.release()
})

test('whoever releases it twice does not take it from the next', async () => {
  const first = await openDataDir(folder)
  first.release()
  const { answer } = await holder()
  expect(answer.held).toBe(folder)
  first.release()
  await expect(openDataDir(folder)).rejects.toMatchObject({ code: 'unavailable' })
})

test('when the first process ends well, the next one gets it', async () => {
  const { child, answer, ended } = await holder()
  expect(answer.held).toBe(folder)
  await expect(openDataDir(folder)).rejects.toMatchObject({ details: { reason: 'in_use', pid: child.pid } })
  child.stdin!.end()
  await ended
  ;(await openDataDir(folder)).release()
})

test('when the first process is killed, the next one gets it', async () => {
  const { child, answer, ended } = await holder()
  expect(answer.held).toBe(folder)
  child.kill('SIGKILL')
  await ended
  expect(owner().pid).toBe(child.pid)
  ;(await openDataDir(folder)).release()
})

test('of twelve processes that start at the same instant on a dead one’s directory, one gets it', async () => {
  const dead = await holder()
  dead.child.kill('SIGKILL')
  await dead.ended
  const gun = join(scratch, 'gun')
  const started = Array.from({ length: 12 }, () => holder(gun))
  await new Promise(resolve => setTimeout(resolve, 1500))
  writeFileSync(gun, '')
  const answers = (await Promise.all(started)).map(({ answer, child }) => ({ ...answer, pid: child.pid }))
  const winners = answers.filter(answer => answer.held)
  expect(winners).toHaveLength(1)
  expect(owner().pid).toBe(winners[0]!.pid)
  for (const loser of answers.filter(answer => !answer.held))
    expect(loser.message).toContain(`in use by process ${winners[0]!.pid} `)
})

const linux = existsSync('/proc/self/stat')

test.skipIf(!linux)('a living process that lost the kernel’s lock is still believed', async () => {
  const { child } = await holder()
  rmSync(join(folder, 'plumbline.mutex'))
  await expect(openDataDir(folder)).rejects.toMatchObject({ details: { pid: child.pid } })
})

test.skipIf(!linux)('a dead process whose number now belongs to another does not keep it', async () => {
  ;(await openDataDir(folder)).release()
  const stranger = { pid: process.pid, since: '2026-01-01T00:00:00.000Z', host: hostname(), command: 'plumbline' }
  writeFileSync(join(folder, 'plumbline.lock'), JSON.stringify({ ...stranger, started: 'another-boot 12345' }))
  ;(await openDataDir(folder)).release()
})

test('a lock that is empty or not ours to read does not keep it', async () => {
  for (const text of ['', '{', 'null', '[]', '{"pid":"x"}']) {
    ;(await openDataDir(folder)).release()
    writeFileSync(join(folder, 'plumbline.lock'), text)
    ;(await openDataDir(folder)).release()
  }
})

test('a file where the folder should be is a sentence', async () => {
  writeFileSync(folder, 'mine')
  await expect(openDataDir(folder)).rejects.toMatchObject({
    message: expect.stringContaining('is a file. Name a folder'),
  })
  const below = openDataDir(join(folder, 'below'))
  await expect(below).rejects.toMatchObject({ message: expect.stringContaining(`“${folder}” is a file.`) })
  expect(readFileSync(folder, 'utf8')).toBe('mine')
})

const OWN_MOUNTS = 'unshare'
const namespaces = spawnSync(OWN_MOUNTS, ['-rm', 'true']).status === 0

/** What a process hears whose data directory is on a file system of its own, mounted with `options` and after `before`. */
function onMount(options: string, before: string, path = folder): Answer {
  execFileSync('mkdir', ['-p', folder])
  const script = `mount -t tmpfs -o ${options} none "$0" && ${before} && exec "$@"`
  const { stdout } = spawnSync(OWN_MOUNTS, ['-rm', 'sh', '-c', script, folder, process.execPath, HOLDER, path], {
    encoding: 'utf8',
  })
  return JSON.parse(stdout)
}

test.skipIf(!namespaces)('a folder that cannot be written is a sentence', () => {
  expect(onMount('ro', 'true')).toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining(`No permission to write the data directory “${folder}”`),
  })
})

test.skipIf(!namespaces)('a folder that cannot be created is a sentence', () => {
  const below = join(folder, 'below')
  expect(onMount('ro', 'true', below).message).toContain(`No permission to write the data directory “${below}”`)
})

test.skipIf(!namespaces)('a full disk is a sentence', () => {
  expect(onMount('size=64k', 'head -c 64k /dev/zero >"$0/filler"')).toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining(`The disk that holds the data directory “${folder}” is full.`),
  })
})

test('a folder that the kernel lets nobody make is refused instead of tried for ever', async () => {
  await expect(openDataDir('/proc/plumbline-data')).rejects.toMatchObject({ code: 'unavailable' })
})

test('what may not be created is not, and a folder without a name is none', async () => {
  await expect(openDataDir(folder, { create: false })).rejects.toMatchObject({ code: 'not_found' })
  expect(existsSync(folder)).toBe(false)
  await expect(openDataDir(' ')).rejects.toMatchObject({ code: 'invalid' })
  ;(await openDataDir(folder)).release()
  ;(await openDataDir(folder, { create: false })).release()
})
