import { z } from 'zod'
import { Grain, Period } from '../../core/calendar.ts'
import { isAgreed, missingSignatures, type Signature } from '../agreement/agreement.ts'
import { isRestated, type Restated, Rests } from './restated.ts'
import { Point } from './scorecard.ts'

const FrozenLine = z.looseObject({
  metric: z.string(),
  title: z.string(),
  owner: z.string(),
  unit: z.string(),
  points: z.array(Point.loose()),
  uses: z.array(Rests),
})
export type FrozenLine = z.output<typeof FrozenLine>

/** What a freeze keeps: a whole reading, of which later versions may say more than is read back here. */
export const FrozenContent = z.looseObject({
  scorecard: z.string(),
  period: Period,
  number: z.number(),
  frozenAt: z.string(),
  by: z.string(),
  why: z.string().nullable(),
  binds: z.array(z.string()),
  reading: z.looseObject({
    sections: z.array(
      z.looseObject({
        title: z.string(),
        stakeholder: z.string().nullable(),
        grain: Grain,
        outcome: FrozenLine,
        lines: z.array(FrozenLine),
      }),
    ),
    receipt: z.looseObject({ watermark: z.number() }),
  }),
})
export type FrozenContent = z.output<typeof FrozenContent>

/** A freeze read back; without content where it is not any more what was frozen. */
export type Frozen = {
  period: string
  number: number
  frozenOn: string
  hash: string
  content: FrozenContent | undefined
}

/** What a period was when it was frozen, where that is another number than now; of several freezes the last one counts. */
export function restatedBy(freezes: readonly Frozen[]): (metric: string, point: Point) => Restated | null {
  const numbers = new Map<string, Restated>()
  for (const { frozenOn, content } of freezes)
    for (const { outcome, lines } of content?.reading.sections ?? [])
      for (const { metric, points } of [outcome, ...lines])
        for (const point of points) numbers.set(keyOf(metric, point), { was: point.value, frozenOn })
  return (metric, point) => {
    const frozen = numbers.get(keyOf(metric, point))
    return frozen && isRestated(frozen.was, point.value) ? frozen : null
  }
}

const keyOf = (metric: string, { period }: Pick<Point, 'period'>): string => `${metric} ${period.start} ${period.end}`

export const SignOffState = z.enum(['frozen', 'signed off'])

/**
 * Who still has to sign a freeze, and whether it is signed off: by every team it binds, and where signatures are needed at all,
 * by somebody besides its author.
 */
export function signOffOf(
  { binds, by }: Pick<FrozenContent, 'binds' | 'by'>,
  signatures: Signature[],
  needed: boolean,
): { state: z.output<typeof SignOffState>; missing: string[] } {
  const missing = missingSignatures({ binds, signatures })
  const agreed = isAgreed({ binds, signatures, proposed: true, author: by, number: 1 }, [])
  return { state: agreed || (!needed && missing.length === 0) ? 'signed off' : 'frozen', missing }
}
