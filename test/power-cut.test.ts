import { spawnSync } from 'node:child_process'
import { closeSync, copyFileSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { type Served, sendBatch, served } from './served.ts'
import { plumbline } from './terminal.ts'

const CUTS = Number(process.env.PLUMBLINE_CUTS ?? 3)
const SENDERS = 4
const IMAGE_BYTES = 384 * 2 ** 20

/** What the disk would hold had the power failed now, and every message that was acknowledged until then. */
type Cut = { image: string; acknowledged: readonly object[][] }

test(
  `after each of ${CUTS} power cuts the server starts, all adds up, and everything acknowledged is there`,
  async context => {
    const folder = mkdtempSync(join(tmpdir(), 'plumbline-power-'))
    const mounted: string[] = []
    const mount = (image: string): string | undefined => {
      const at = join(folder, `disk-${mounted.length}`)
      mkdirSync(at)
      if (spawnSync('mount', ['-o', 'loop', image, at]).status !== 0) return undefined
      mounted.push(at)
      return at
    }
    const running: Served[] = []
    onTestFinished(async () => {
      await Promise.all(running.map(each => each.end('SIGKILL')))
      for (const disk of mounted) spawnSync('umount', ['-l', disk])
      rmSync(folder, { recursive: true, force: true })
    })
    const image = join(folder, 'image')
    const disk = isFormatted(image) ? mount(image) : undefined
    if (!disk) {
      console.warn('The test of power cuts is skipped: it needs mkfs.ext4, and a user who may mount a file as a disk.')
      return context.skip()
    }
    const data = join(disk, 'data')
    const key = plumbline(['source', 'key', 'web', '--data-dir', data]).out.trim()
    const server = await served(data)
    running.push(server)
    const acknowledged: object[][] = []
    const sending = { on: true }
    const senders = Array.from({ length: SENDERS }, (_, n) => sender(server.address, key, n, sending, acknowledged))
    const cuts: Cut[] = []
    for (let n = 0; n < CUTS; n++) {
      await sleep(n === 0 ? 700 : 1000 + ((n * 1700) % 5000))
      process.kill(server.pid, 'SIGSTOP')
      await sleep(100)
      const cut: Cut = { image: join(folder, `image-${n}`), acknowledged: [...acknowledged] }
      copyWhileStill(image, cut.image, disk)
      cuts.push(cut)
      process.kill(server.pid, 'SIGCONT')
    }
    sending.on = false
    await server.end('SIGKILL')
    await Promise.all(senders)

    for (const cut of cuts) {
      const left = join(mount(cut.image) ?? '', 'data')
      const again = await served(left)
      running.push(again)
      for (const batch of joined(cut.acknowledged))
        expect((await sendBatch(again.address, key, batch))?.body).toMatchObject({ stored: 0, duplicate: batch.length })
      expect(await again.end('SIGTERM')).toBe(0)
      expect(plumbline(['verify', '--data-dir', left])).toMatchObject({ code: 0 })
    }
    expect(cuts.map(cut => cut.acknowledged.length > 0)).toEqual(cuts.map(() => true))
  },
  120_000 + CUTS * 30_000,
)

function isFormatted(image: string): boolean {
  closeSync(openSync(image, 'w'))
  truncateSync(image, IMAGE_BYTES)
  return spawnSync('mkfs.ext4', ['-q', '-F', image]).status === 0
}

/** Sends new messages until it is told to stop, people and traits among them, and keeps what was acknowledged. */
async function sender(
  address: string,
  key: string,
  sender: number,
  sending: { on: boolean },
  acknowledged: object[][],
): Promise<void> {
  for (let first = 0; sending.on; first += 50) {
    const batch = Array.from({ length: 50 }, (_, i) => message(`${sender}-${first + i}`, first + i))
    if ((await sendBatch(address, key, batch))?.status === 200) acknowledged.push(batch)
  }
}

const message = (id: string, n: number) => ({
  messageId: id,
  anonymousId: `v${n % 900}`,
  ...(n % 3 ? {} : { userId: `u${n % 270}` }),
  ...(n % 5
    ? { type: 'track', event: n % 41 ? 'Opened' : 7, properties: { n, text: 'word '.repeat(20) } }
    : { type: 'identify', traits: { n } }),
})

/** Batches as large as one request may be, so that what was sent in thousands of requests is soon sent again. */
function joined(batches: readonly object[][]): object[][] {
  const all = batches.flat()
  return Array.from({ length: Math.ceil(all.length / 1000) }, (_, i) => all.slice(i * 1000, (i + 1) * 1000))
}

/** Copies the raw image of a mounted disk; once more where the kernel wrote to it meanwhile, as no power cut would. */
function copyWhileStill(image: string, copy: string, disk: string): void {
  for (let tries = 0; tries < 20; tries++) {
    const before = writesTo(disk)
    copyFileSync(image, copy)
    if (writesTo(disk) === before) return
  }
  throw new Error('The disk was written to during each of 20 copies.')
}

/** How many writes the kernel has finished on the device that is mounted there. */
function writesTo(disk: string): string | undefined {
  const line = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .find(each => each.split(' ')[1] === disk)
  const device = line?.split(' ')[0]?.replace('/dev/', '')
  return readFileSync(`/sys/block/${device}/stat`, 'utf8').trim().split(/\s+/)[4]
}
