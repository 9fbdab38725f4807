/** Which number a receipt is of: a metric in one period, and of one segment where it was split. */
export type ReceiptOf = {
  metric: string
  grain: string
  /** The period's label, such as 2026-W10. */
  period: string
  /** One value per dimension; null where the dimension is missing. */
  segment?: Readonly<Record<string, string | null>>
}

/** A receipt as the address has it: `demos:week:2026-W10`, then `:origin=Paid` for each dimension. */
export function formatReceipt({ metric, grain, period, segment = {} }: ReceiptOf): string {
  const parts = Object.entries(segment).map(([dimension, value]) =>
    value === null ? `${escaped(dimension)}` : `${escaped(dimension)}=${escaped(value)}`,
  )
  return [metric, grain, period, ...parts].join(':')
}

/** The number that an address names, or nothing where it names none. */
export function parseReceipt(text: string | undefined): ReceiptOf | undefined {
  const [metric, grain, period, ...parts] = (text ?? '').split(':')
  if (!metric || !grain || !period) return undefined
  const segment = Object.fromEntries(
    parts.map(part => {
      const at = part.indexOf('=')
      return at < 0 ? [plain(part), null] : [plain(part.slice(0, at)), plain(part.slice(at + 1))]
    }),
  )
  return { metric, grain, period, ...(parts.length > 0 ? { segment } : {}) }
}

const escaped = (text: string): string => text.replaceAll(/[%:=]/g, sign => encodeURIComponent(sign))

function plain(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
