import { readFileSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import * as golden from '../../../test/semantics/golden.ts'
import { eachEvents } from '../../../test/stores.ts'
import { answer } from './answer.ts'

const text = (name: string) => readFileSync(new URL(`../golden/${name}.md`, import.meta.url), 'utf8')
const before = { TZ: process.env.TZ, PGOPTIONS: process.env.PGOPTIONS }

afterEach(() => {
  for (const [name, value] of Object.entries(before))
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
})

eachEvents((open, engine) => {
  it.each(['UTC', 'Asia/Tokyo', 'America/St_Johns', 'Pacific/Kiritimati'])(
    'numbers are the same for a process and a session in %s',
    async zone => {
      process.env.TZ = zone
      process.env.PGOPTIONS = `-c timezone=${zone}`
      const events = await open({ zone: golden.ZONE })
      const [session] = await events.query<{ zone: string }>(`SELECT current_setting('TimeZone') AS zone`)
      if (engine === 'postgres') expect(session!.zone).toBe(zone)
      expect(Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(zone)

      await events.append(golden.factsIn(text('facts')))
      for (const name of ['days', 'fiscal-periods', 'to-date', 'stage-all', 'conversion-share']) {
        const { asked, answer: expected } = golden.readGolden(text(name))
        if ('question' in asked) expect(golden.tableOf(await answer(events, asked.question), 0)).toEqual(expected)
      }
    },
  )
})
