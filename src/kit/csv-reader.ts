/** A table from CSV (RFC 4180); the separator is whichever of comma, semicolon and tab the first line has most of. */
export function fromCsv(text: string): { columns: string[]; rows: string[][] } {
  const body = text.replace(/^\uFEFF/, '')
  const [head = ''] = body.split(/\r?\n/, 1)
  const counted = [',', ';', '\t'].map(sign => ({ sign, count: head.split(sign).length }))
  const { sign } = counted.reduce((a, b) => (b.count > a.count ? b : a))
  const [columns = [], ...rows] = linesOf(body, sign).filter(line => line.some(cell => cell !== ''))
  return { columns, rows }
}

function linesOf(text: string, separator: string): string[][] {
  const lines: string[][] = []
  let line: string[] = []
  let cell = ''
  let isQuoted = false
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]
    if (isQuoted) {
      if (sign !== '"') cell += sign
      else if (text[i + 1] === '"') {
        cell += '"'
        i++
      } else isQuoted = false
    } else if (sign === '"' && cell === '') isQuoted = true
    else if (sign === separator || sign === '\n') {
      line.push(cell.replace(/\r$/, ''))
      cell = ''
      if (sign === '\n') {
        lines.push(line)
        line = []
      }
    } else cell += sign
  }
  line.push(cell)
  return [...lines, line]
}
