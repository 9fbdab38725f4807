import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDataDir } from '../src/store/data-dir.ts'

/**
 * A process that takes the data directory of its first argument, says how that went in one line of JSON, and holds it
 * until its input ends. With a second argument it waits for that file to appear first.
 */
const [, , folder = '', gun] = process.argv

while (gun && !existsSync(gun)) await sleep(0)
const dataDir = await openDataDir(folder).catch(error => {
  const { code, message, details } = error
  console.log(JSON.stringify({ code, message, details }))
  process.exit(3)
})
console.log(JSON.stringify({ held: dataDir.path }))
process.stdin.resume().on('end', () => {
  dataDir.release()
  process.exit(0)
})
