import { z } from 'zod'

/** A part of a whole, 0 to 1; percent exists only where people read it. */
export type Share = z.infer<typeof Share>
export const Share = z.number().min(0).max(1)

/** `part / whole`, or `null` when the whole is 0: “no calls yet” is not “0 % won”. */
export function shareOf(part: number, whole: number): Share | null {
  return whole === 0 ? null : part / whole
}

/** A share for people: `42 %`, `4.2 %`, `0.4 %`; what is not quite all or nothing never reads 100 % or 0 %. */
export function formatShare(share: Share | null): string {
  if (share === null) return '–'
  const percent = share * 100
  const rounded = Math.abs(percent) < 9.95 ? Math.round(percent * 10) / 10 : Math.round(percent)
  if (rounded === 0 && percent > 0) return '< 0.1 %'
  if (rounded === 100 && percent < 100) return '> 99 %'
  return `${rounded} %`
}
