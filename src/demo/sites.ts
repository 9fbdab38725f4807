/** The factories, by number; all names are made up and end in `.example`, which belongs to nobody. */
export function domainOf(site: number): string {
  const name = (site * STRIDE) % (FIRST.length * SECOND.length * TRADE.length)
  const first = FIRST[name % FIRST.length]!
  const rest = Math.floor(name / FIRST.length)
  return `${first}${SECOND[rest % SECOND.length]!}-${TRADE[Math.floor(rest / SECOND.length) % TRADE.length]!}.example`
}

/** The mailbox of whoever asked: a role and a number, never a name. */
export function mailboxOf(contact: number, site: number): string {
  return `${ROLES[contact % ROLES.length]!}.${contact}@${domainOf(site)}`
}

/** A prime, so that neighbours by number have nothing in common and no two have the same name. */
const STRIDE = 7919

const FIRST = (
  'alder amber ash birk black bram brent carr cold copper crag dale dun east elm fern fox gar glen grey hart hazel holt iron ' +
  'kel lang lark lime marl mill moor north oak pell red row sal stone thorn west'
).split(' ')
const SECOND = (
  'bank beck bridge brook burn bury cliff combe cote croft dean dene don edge fell field ford gate grove ham haven head hill ' +
  'hurst land leigh ley low mere minster moss mouth point ridge side stead thwaite ton wick worth'
).split(' ')
const TRADE = ['tools', 'castings', 'foods', 'plastics', 'paper', 'textiles', 'glass', 'pumps']
const ROLES = ['maintenance', 'workshop', 'planning', 'plant', 'stores', 'works', 'technik']
