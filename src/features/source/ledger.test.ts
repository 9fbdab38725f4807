import fc from 'fast-check'
import { expect, it } from 'vitest'
import { KEPT_OF_ROW, keptContent } from './ledger.ts'

const text = fc.string({ unit: 'binary', maxLength: 40 })

it('keeps the cells of a rejected row as they are, whatever they hold', () => {
  fc.assert(
    fc.property(fc.dictionary(text, text), text, (values, raw) => {
      const { content, cut } = keptContent({ values, raw })
      expect(JSON.parse(content)).toEqual({ ...values })
      expect(content).not.toContain('\0')
      expect(cut).toBe(false)
    }),
  )
})

it('keeps the text of a row that has no cells because its format was broken', () => {
  expect(keptContent({ values: {}, raw: 'a,"b', fault: 'A quote is never closed.' })).toEqual({
    content: '"a,\\"b"',
    cut: false,
  })
})

it('keeps the beginning of a row that is too long, and says so', () => {
  fc.assert(
    fc.property(fc.constantFrom('a', '"', '\0', '🙂', 'ä\n'), fc.nat(40_000), (unit, count) => {
      const raw = unit.repeat(count)
      const { content, cut } = keptContent({ values: { raw }, raw })
      expect(content.length).toBeLessThanOrEqual(KEPT_OF_ROW)
      const kept = JSON.parse(content)
      if (typeof kept === 'object') expect(kept).toEqual({ raw })
      else {
        expect(raw.startsWith(kept)).toBe(true)
        expect(cut).toBe(kept !== raw)
        if (cut) expect(content.length).toBeGreaterThan(KEPT_OF_ROW * 0.9)
      }
    }),
  )
})

it('keeps the text of a row whose cells are nested too deeply to be written', () => {
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
  expect(keptContent({ values: { deep }, raw: 'deep' })).toEqual({ content: '"deep"', cut: false })
})
