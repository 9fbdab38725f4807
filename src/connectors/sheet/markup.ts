import sax from 'sax'
import { ProductError } from '../../core/error.ts'

/** What is heard of an XML text, element by element; names come without the prefix of their namespace. */
export type Listener = {
  open?(name: string, attribute: (name: string) => string | undefined): void
  text?(text: string): void
  close?(name: string): void
}

const PIECE = 1 << 16
const DEEPEST = 64

/**
 * Reads an XML text from end to end. Document types are refused, so that no entity is ever declared or fetched; what is not
 * well-formed, or nested deeper than any workbook, fails as `invalid`.
 */
export function readMarkup(bytes: Buffer, file: string, listener: Listener): void {
  for (const _ of stepThroughMarkup(bytes, file, listener));
}

/** The same a piece at a time, so that what was heard can be passed on before the rest is read. */
export function* stepThroughMarkup(bytes: Buffer, file: string, listener: Listener): Generator<void> {
  const parser = sax.parser(true, { position: false, strictEntities: true } as sax.SAXOptions)
  let depth = 0
  parser.onerror = error => {
    throw error
  }
  parser.ondoctype = () => {
    throw new Error('it has a document type')
  }
  parser.onopentag = ({ name, attributes }) => {
    if (++depth > DEEPEST) throw new Error('it is nested too deeply')
    listener.open?.(localOf(name), wanted =>
      Object.hasOwn(attributes, wanted) ? String(attributes[wanted]) : undefined,
    )
  }
  parser.ontext = text => listener.text?.(text)
  parser.oncdata = text => listener.text?.(text)
  parser.onclosetag = name => {
    depth--
    listener.close?.(localOf(name))
  }
  const decoder = new TextDecoder(encodingOf(bytes))
  try {
    for (let at = 0; at < bytes.length; at += PIECE) {
      parser.write(decoder.decode(bytes.subarray(at, at + PIECE), { stream: true }))
      yield
    }
    parser.write(decoder.decode()).close()
  } catch (error) {
    if (error instanceof ProductError) throw error
    throw new ProductError(
      'invalid',
      `“${file}” is not a sound workbook: ${(error as Error).message.split('\n')[0]?.slice(0, 100)}. Open it in a spreadsheet program and save it again, or save the sheet as CSV.`,
      { reason: 'damaged' },
      { cause: error },
    )
  }
}

const localOf = (name: string): string => name.slice(name.indexOf(':') + 1)

function encodingOf(bytes: Buffer): string {
  const mark = bytes.readUInt16BE(0)
  return mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8'
}
