export type Cell = string | number | undefined
export type Table = { header: readonly string[]; rows: Iterable<readonly Cell[]>; delimiter?: string }

/** A table as text, in parts of some tens of kilobytes, so that no file is ever held whole. */
export function* csv({ header, rows, delimiter = ',' }: Table): Generator<string> {
  let part = `${header.join(delimiter)}\n`
  for (const row of rows) {
    for (let i = 0; i < row.length; i++) part += (i === 0 ? '' : delimiter) + written(row[i], delimiter)
    part += '\n'
    if (part.length < PART) continue
    yield part
    part = ''
  }
  if (part !== '') yield part
}

const PART = 65_536

function written(cell: Cell, delimiter: string): string {
  if (cell === undefined) return ''
  const text = typeof cell === 'number' ? `${cell}` : cell
  return text.includes(delimiter) || text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text
}
