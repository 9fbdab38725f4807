/** Rows as CSV (RFC 4180). A cell that a spreadsheet would run as a formula gets an apostrophe before it. */
export function toCsv(columns: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  return [columns, ...rows]
    .map(row => row.map(cellOf).join(','))
    .join('\r\n')
    .concat('\r\n')
}

function cellOf(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
