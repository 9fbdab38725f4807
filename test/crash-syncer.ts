import { writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { dueConnections, syncDue } from '../src/features/connection/operations/due.ts'
import type { Context } from '../src/features/context.ts'
import { type EventsWhere, openEvents } from '../src/store/events/events.ts'
import { openRecords, type RecordsPlace } from '../src/store/records/records.ts'
import { buildWorld, migrations } from './build.ts'
import { fakeSystem, outsideFor } from './connection.ts'

/** Where the crash test’s workspace lies, and how many minutes its clock is ahead. */
export type Place = { records: RecordsPlace; events: EventsWhere; aheadMinutes?: number }

/** How many rows the made-up system has; every fourth cannot be used. */
export const ROWS = 800

/** The stores of a place, as the workspace that the crash test fills from a made-up system that takes its time. */
export async function openPlace({ records: where, events: facts, aheadMinutes = 0 }: Place): Promise<{
  ctx: Context
  close(): Promise<void>
}> {
  const records = await openRecords(where, migrations)
  const events = await openEvents(facts, { zone: 'UTC' })
  const { system, connector } = fakeSystem()
  const { read } = system
  system.pageSize = 25
  system.rows.people = Array.from({ length: ROWS }, (_, i) => ({
    id: String(i),
    day: i % 4 === 3 ? 'never' : '2026-01-02',
    plan: 'pro',
  }))
  system.read = async function* (...asked) {
    for await (const page of read(...asked)) {
      await sleep(1)
      yield page
    }
  }
  const { ctx } = await buildWorld({ records, events }, { signatures: false })
  return {
    ctx: {
      ...ctx,
      ...outsideFor([connector]),
      workspace: 'crash',
      now: () => new Date(Date.now() + aheadMinutes * 60_000).toISOString(),
    },
    async close() {
      await events.close()
      await records.close()
    },
  }
}

/** Runs what is due until nothing is, and prints a line for each connection before and after. */
async function main(place: Place): Promise<void> {
  const { ctx, close } = await openPlace(place)
  for (let idle = 0; idle < 3; ) {
    const due = await dueConnections(ctx)
    idle = due.length === 0 ? idle + 1 : 0
    for (const name of due) {
      writeSync(1, `${name} begins\n`)
      const run = await syncDue(ctx, name, {})
      if (run) writeSync(1, `${name} ${run.state}\n`)
    }
    await sleep(20)
  }
  await close()
}

const [, , given] = process.argv
if (given?.startsWith('{')) await main(JSON.parse(given))
