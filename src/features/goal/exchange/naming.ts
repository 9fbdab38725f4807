const LONGEST = 80
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', ø: 'o', œ: 'oe', ł: 'l', đ: 'd', þ: 'th', ð: 'd' }

/** A name for what has a title: “Größer & besser” is `grosser-besser`. Titles without Latin letters get one of digits. */
export function nameFor(title: string): string {
  const plain = title
    .toLowerCase()
    .replaceAll(/[ßæøœłđþð]/g, letter => LETTERS[letter] ?? '')
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
  const words = plain.split(/[^a-z0-9]+/).filter(word => word !== '')
  const letters = plain.replaceAll(/[^\p{L}\p{N}]/gu, '').length
  if (words.join('').length * 2 <= letters) return `goal-${fingerprint(title)}`
  return shortened(words.join('-')) || `goal-${fingerprint(title)}`
}

/** The first of `name`, `name-2`, `name-3` … that fits, leaving out as many as are known not to. */
export function firstName(name: string, fits: (name: string) => boolean, skipped = 0): string {
  for (let count = skipped + 1; ; count++) {
    const candidate = nameAt(name, count)
    if (fits(candidate)) return candidate
  }
}

/** `name`, `name-2`, `name-3` by their place from 1. */
export function nameAt(name: string, place: number): string {
  const ending = place === 1 ? '' : `-${place}`
  return `${shortened(name, LONGEST - ending.length)}${ending}`
}

function shortened(name: string, longest = LONGEST): string {
  if (name.length <= longest) return name
  const cut = name.slice(0, longest + 1)
  const at = cut.lastIndexOf('-')
  return at > longest / 2 ? cut.slice(0, at) : cut.slice(0, longest).replace(/-$/, '')
}

/** FNV-1a of the text, in letters and digits. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (const character of text.trim()) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return hash.toString(36)
}
