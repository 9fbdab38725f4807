import { expect, it } from 'vitest'
import type { Line, Section } from '../../features/scorecard/reading.ts'
import { notesOf } from './notes.ts'

const line = (...says: string[]): Line =>
  ({
    footnotes: says.map(each => ({ on: '2026-01-01', kind: 'metric', name: 'demos', revision: 2, says: each })),
  }) as unknown as Line

it('gives each note a letter of its own, whichever lines have it', () => {
  const sections = [{ outcome: line('x'), lines: [line('y', 'x'), line()] }] as unknown as Section[]
  expect([...notesOf({ sections })]).toEqual([
    ['metric demos x', 'a'],
    ['metric demos y', 'b'],
  ])
})
