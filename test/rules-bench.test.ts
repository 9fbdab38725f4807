import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { drawNoise } from '../bench/noise.ts'
import { type RulesReport, rulesBench } from '../bench/rules.ts'
import { rateOf, rateText } from '../bench/wilson.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumbline-rules-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the benchmark of rules', () => {
  it('tells what was planted from what was not, by seeds to tune with and seeds to judge by', async () => {
    const reports: RulesReport[] = []
    const texts: string[] = []
    const figures = await rulesBench.run({
      rows: 4000,
      runs: 0,
      seeds: '1,101',
      folder,
      note: () => {},
      tell(text, details) {
        texts.push(text)
        reports.push(details as RulesReport)
      },
    })
    const [report] = reports
    expect(report?.seeds).toEqual([1, 101])
    expect(report?.detections.filter(({ known }) => !known)).toEqual([])
    const counted = report?.detections.find(({ rule }) => rule === 'parts-do-not-add-up')
    expect([counted?.tuning.hits, counted?.judging.of]).toEqual([1, 1])
    expect(texts[0]).toContain('parts-that-do-not-add-up')
    expect(figures.map(({ what }) => what)).toContain('check a company')
  })

  it('refuses seeds that are none', async () => {
    const setting = { rows: 4000, runs: 0, folder, note: () => {} }
    await expect(rulesBench.run({ ...setting, seeds: '9-1' })).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('on numbers drawn by chance', () => {
  const drawn = drawNoise(40)

  it.each(drawn.filter(({ wanted }) => !wanted))('$rule is mostly silent where $world', ({ shares }) => {
    for (const share of shares) expect(share).toBeLessThanOrEqual(0.15)
  })

  it.each(drawn.filter(({ wanted }) => wanted))(
    '$rule sees it where $world and weeks are calm',
    ({ shares: [calm] }) => {
      expect(calm).toBeGreaterThanOrEqual(0.9)
    },
  )
})

describe('Wilson’s interval', () => {
  it.each([
    [40, 40, 0.912, 1],
    [0, 20, 0, 0.161],
    [10, 20, 0.299, 0.701],
  ])('of %i in %i', (hits, of, low, high) => {
    expect(rateOf(hits, of).low).toBeCloseTo(low, 3)
    expect(rateOf(hits, of).high).toBeCloseTo(high, 3)
  })

  it('says nothing of nothing', () => expect(rateText(rateOf(0, 0))).toBe('–'))
})
