import { crc32, deflateRawSync } from 'node:zlib'

/** A file of a zip archive; `claims` is the size it says it unpacks to, when that is not the truth. */
export type Packed = { name: string; content: string | Buffer; claims?: number; flags?: number }

/** A zip archive with these files. */
export function zip(files: readonly Packed[]): Buffer {
  const contents: Buffer[] = []
  const entries: Buffer[] = []
  let at = 0
  for (const { name, content, claims, flags = 0 } of files) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const title = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(flags, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(claims ?? bytes.length, 18)
    common.writeUInt16LE(title.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    const whole = Buffer.concat([Buffer.from('PK\x03\x04'), common, title, packed])
    contents.push(whole)
    entries.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, place, title]))
    at += whole.length
  }
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(
    entries.reduce((sum, each) => sum + each.length, 0),
    12,
  )
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...contents, ...entries, end])
}

/** What a cell of a test’s workbook is: a value, or the XML of the cell’s inside with its attributes. */
export type Written = string | number | boolean | null | { xml: string; attributes?: string }

export type SheetOfTest = { name: string; state?: string; rows: readonly (readonly Written[])[]; firstRow?: number }

const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'

/** A workbook with these sheets; style 1 shows days, style 2 times of day, style 3 percent. */
export function workbook(sheets: readonly SheetOfTest[], { from1904 = false, extra = [] as Packed[] } = {}): Buffer {
  const strings: string[] = []
  const bodies = sheets.map(sheet => sheetXml(sheet, strings))
  const relations = sheets.map(
    (_, i) => `<Relationship Id="s${i}" Type="${RELATION}/worksheet" Target="worksheets/sheet${i}.xml"/>`,
  )
  const listed = sheets.map(
    ({ name, state }, i) =>
      `<sheet name="${name}" sheetId="${i + 1}" ${state ? `state="${state}" ` : ''}r:id="s${i}"/>`,
  )
  return zip([
    {
      name: '_rels/.rels',
      content: `<Relationships><Relationship Id="w" Type="${RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<?xml version="1.0"?><workbook ${MAIN} xmlns:r="${RELATION}"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${listed.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${relations.join('')}<Relationship Id="t" Type="${RELATION}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="y" Type="${RELATION}/styles" Target="styles.xml"/></Relationships>`,
    },
    {
      name: 'xl/styles.xml',
      content: `<styleSheet ${MAIN}><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd;@"/><numFmt numFmtId="165" formatCode="[h]:mm:ss"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
    },
    {
      name: 'xl/sharedStrings.xml',
      content: `<sst ${MAIN}>${strings.map(text => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    },
    ...bodies.map((content, i) => ({ name: `xl/worksheets/sheet${i}.xml`, content })),
    ...extra,
  ])
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

function sheetXml({ rows, firstRow = 1 }: SheetOfTest, strings: string[]): string {
  const lines = rows.map((cells, index) => {
    const number = firstRow + index
    return `<row r="${number}">${cells.map((cell, column) => cellXml(cell, `${letters(column)}${number}`, strings)).join('')}</row>`
  })
  return `<worksheet ${MAIN}><sheetData>${lines.join('')}</sheetData></worksheet>`
}

function cellXml(cell: Written, at: string, strings: string[]): string {
  if (cell === null) return `<c r="${at}"/>`
  if (typeof cell === 'object') return `<c r="${at}" ${cell.attributes ?? ''}>${cell.xml}</c>`
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`
  return `<c r="${at}" t="s"><v>${strings.push(cell) - 1}</v></c>`
}

function letters(column: number): string {
  return column < 26 ? String.fromCharCode(65 + column) : letters(Math.floor(column / 26) - 1) + letters(column % 26)
}
