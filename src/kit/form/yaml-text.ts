import { parseDocument, stringify } from 'yaml'

/** A value as people write it in files; nothing for nothing. */
export function writeYaml(value: unknown): string {
  return value === undefined ? '' : stringify(value, { lineWidth: 100 }).trimEnd()
}

/** What a text says, or the sentence of what is wrong with it and where. */
export function readYaml(text: string): { value: unknown; mistake?: undefined } | { mistake: string } {
  if (text.trim() === '') return { value: undefined }
  const document = parseDocument(text, { prettyErrors: true })
  const [error] = document.errors
  if (error) {
    const line = error.linePos?.[0].line
    const says = error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '')
    return { mistake: `${line === undefined ? '' : `Line ${line}: `}${says}` }
  }
  return { value: document.toJS() }
}
