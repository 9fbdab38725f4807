import type { YAMLError } from 'yaml'

/** What YAML's parser says, for people who write YAML once a month. */
export function syntaxSentence(error: YAMLError, text: string): string {
  const rest = text.slice(error.pos[0]).split('\n')[0] ?? ''
  const written = text.slice(error.pos[0], Math.min(error.pos[1], error.pos[0] + 40)).split('\n')[0] ?? ''
  if (/call stack/i.test(error.message)) return 'This is nested too deeply to be read. Flatten it.'
  switch (error.code) {
    case 'DUPLICATE_KEY':
      return 'This field is written twice in the same place. Keep one of the two.'
    case 'TAB_AS_INDENT':
      return 'A tab indents this line. Use spaces.'
    case 'BLOCK_AS_IMPLICIT_KEY':
      return /:(\s|$)/.test(rest) && /mappings/.test(error.message)
        ? 'There is a second “: ” in this line. Put the text in quotes.'
        : MISALIGNED
    case 'BAD_INDENT':
    case 'MISSING_CHAR':
      return unclosed(error.message)
    case 'MULTILINE_IMPLICIT_KEY':
      return 'This looks like a field without a “:”. Add it, or indent the text to make it part of the field above.'
    case 'UNEXPECTED_TOKEN':
      return 'Something follows here though what stands before it is complete. Check the quotes and the indentation.'
    case 'BAD_SCALAR_START':
      return `A text cannot begin with “${written.charAt(0)}”. Put it in quotes.`
    case 'TAG_RESOLVE_FAILED':
      return `Tags such as “${written}” are not used here. Remove it, or put the text in quotes.`
    case 'BAD_DQ_ESCAPE':
      return 'Double quotes do not know this escape. Use single quotes.'
    default:
      return `This is not valid YAML: ${error.message.charAt(0).toLowerCase()}${error.message.slice(1).replace(/\.$/, '')}.`
  }
}

const MISALIGNED =
  'This line and the next are indented differently. Line them up, or indent what belongs to the field above.'

function unclosed(message: string): string {
  const end = /end with an? ([\]}])/.exec(message)?.[1]
  if (end) return `This “${end === ']' ? '[' : '{'}” is not closed. Add “${end}”.`
  if (/quote/.test(message)) return 'A quote before this is not closed. Close it.'
  if (/followed by map values/.test(message)) return 'This looks like a field without a “:”. Add it.'
  return MISALIGNED
}
