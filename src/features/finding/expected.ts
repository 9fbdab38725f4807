import type { Emitted, Source } from '../source/source.ts'

/** What a source says should not be missing, by where it is looked for. */
export type Expected = {
  /** Properties of events: those of one name, or, where the name is read from the row, of all that have no name of their own. */
  events: { name: string | undefined; properties: string[] }[]
  traits: string[]
  accountTraits: string[]
}

/** Where each value that a source expects is to be found. What an event carries is asked of the event, not of the person. */
export function expectedOf({ expects, events, traits = {}, accountTraits = {} }: Source): Expected {
  const required = expects?.required ?? []
  const carried = (event: Emitted) => required.filter(property => Object.hasOwn(event.props ?? {}, property))
  const named = events.flatMap(event => namesOf(event).map(name => ({ name, properties: carried(event) })))
  const inEvents = new Set(named.flatMap(({ properties }) => properties))
  const rest = required.filter(property => !inEvents.has(property))
  return {
    events: named.filter(({ properties }) => properties.length > 0),
    traits: rest.filter(property => Object.hasOwn(traits, property)),
    accountTraits: rest.filter(property => Object.hasOwn(accountTraits, property)),
  }
}

/** The names of the events a mapping yields; `undefined` stands for names that are read from the row. */
function namesOf({ name, each }: Emitted): (string | undefined)[] {
  if (each) return Object.values(each)
  return [typeof name === 'string' && !name.includes('{') ? name : undefined]
}
