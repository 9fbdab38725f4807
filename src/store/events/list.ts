/** What separates the values of a list that is bound as one text; it occurs in no stored text. */
const SEPARATOR = '\u001f'

type ListType = 'BIGINT' | 'TEXT' | 'UUID'

/** Lists bound as texts `$1`, `$2`, … (see `list`), as a table that both engines understand. Lists may not be empty. */
export function listed(columns: Record<string, ListType>): string {
  const lists = Object.entries(columns).map(([name, type], i) => {
    const texts = `string_to_array($${i + 1}, chr(31))`
    return `unnest(${type === 'TEXT' ? texts : `CAST(${texts} AS ${type}[])`}) AS ${name}`
  })
  return `(SELECT ${lists.join(', ')}) AS listed`
}

export const list = (values: readonly (string | number)[]): string => values.join(SEPARATOR)
