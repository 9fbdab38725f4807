import { Link } from '@tanstack/react-router'
import { figure } from './figure.ts'
import { formatReceipt, type ReceiptOf } from './receipt-link.ts'
import { changed } from './url-state.ts'

type FigureProps = ReceiptOf & {
  value: number | null | undefined
  unit?: string
  /** All digits instead of the first three. */
  exact?: boolean
  /** Why there is no number. */
  why?: string | null
}

/** A number that opens its receipt: what it means, under which revision, and the events behind it. */
export function Figure({ value, unit = '', exact = false, why, ...of }: FigureProps) {
  const known = value !== null && value !== undefined
  return (
    <Link
      to="."
      resetScroll={false}
      preload={false}
      search={((before: Record<string, unknown>) => changed(before, { receipt: formatReceipt(of) })) as never}
      className="figure-link figures"
      title={known ? figure(value, unit, { exact: true }) : (why ?? 'Not known')}
      aria-label={`${known ? figure(value, unit, { exact }) : 'not known'}, ${of.period}: open the receipt`}
      onClick={event => event.stopPropagation()}
    >
      {figure(value, unit, { exact })}
    </Link>
  )
}
