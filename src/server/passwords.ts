/**
 * Whether a password is among those that are tried first: a common word or row of keys, alone, doubled, or with digits and
 * signs around it.
 */
export function isCommonPassword(password: string): boolean {
  const plain = password
    .toLowerCase()
    .replaceAll('0', 'o')
    .replaceAll(/[1!|]/g, 'i')
    .replaceAll('3', 'e')
    .replaceAll(/[4@]/g, 'a')
    .replaceAll(/[5$]/g, 's')
    .replaceAll('7', 't')
  const candidates = [password.toLowerCase(), plain].flatMap(text => [
    text,
    text.replaceAll(/[^a-z]/g, ''),
    text.replaceAll(/^[^a-z]+|[^a-z]+$/g, ''),
  ])
  return (
    candidates.some(text => COMMON.has(text) || isDoubled(text)) ||
    new Set(password).size < 5 ||
    /^\d+$/.test(password) ||
    isRun(password.toLowerCase())
  )
}

function isDoubled(text: string): boolean {
  for (let size = 1; size <= text.length / 2; size++)
    if (text.length % size === 0 && text === text.slice(0, size).repeat(text.length / size))
      return size < 4 || COMMON.has(text.slice(0, size))
  return false
}

/** `abcdefghijkl`, `qwertyuiop…`: neighbours in the alphabet, among digits or on a keyboard. */
function isRun(text: string): boolean {
  const next = (a: string, b: string) => ROWS.some(row => row.includes(a + b) || row.includes(b + a))
  let neighbours = 0
  for (let i = 1; i < text.length; i++) if (next(text[i - 1] ?? '', text[i] ?? '')) neighbours++
  return neighbours >= text.length * 0.75
}

const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'azertyuiop',
]

const COMMON = new Set(
  `password passwort motdepasse contrasena passw letmein letmeinplease welcome welcomehome admin administrator root
  qwerty qwertyuiop asdfghjkl zxcvbnm iloveyou ilovey iloveyouforever monkey dragon football baseball basketball superman batman
  sunshine princess master shadow michael jennifer jordan hunter trustno trustnoone starwars whatever computer internet
  changeme changemenow changethis default secret secretpassword mypassword yourpassword thepassword passwordpassword
  test testing testtest guest user login access abc abcdef abcabc company plumbline plumblineplumbline summer winter spring autumn
  mustang corvette freedom forever liverpool chelsea arsenal pokemon samsung google facebook linkedin killer pepper
  charlie thomas robert daniel george andrew michelle jessica ashley amanda matthew joshua hello hellohello helloworld
  correcthorsebatterystaple`.split(/\s+/),
)
