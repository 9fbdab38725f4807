/** How many of how many, as a share, and between which shares it lies: Wilson’s interval, which 19 of 20 such intervals hold. */
export type Rate = { hits: number; of: number; share: number; low: number; high: number }

export function rateOf(hits: number, of: number): Rate {
  if (of === 0) return { hits, of, share: Number.NaN, low: 0, high: 1 }
  const share = hits / of
  const middle = share + Z2 / (2 * of)
  const half = Math.sqrt(Z2 * ((share * (1 - share)) / of + Z2 / (4 * of * of)))
  const whole = 1 + Z2 / of
  return { hits, of, share, low: Math.max(0, (middle - half) / whole), high: Math.min(1, (middle + half) / whole) }
}

/** `40/40 91–100 %`. */
export function rateText({ hits, of, low, high }: Rate): string {
  if (of === 0) return '–'
  return `${hits}/${of} ${Math.round(low * 100)}–${Math.round(high * 100)} %`
}

/** The square of the 97.5 % quantile of the normal distribution. */
const Z2 = 1.959964 ** 2
