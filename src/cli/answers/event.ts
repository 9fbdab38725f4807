import type { listHeld } from '../../features/event/operations/quarantine.ts'
import type { listRecent } from '../../features/event/operations/reading.ts'
import type { createWriteKey, listWriteKeys } from '../../features/source/operations/keys.ts'
import type { Form } from '../format.ts'
import { inline } from './inline.ts'

type WriteKey = Awaited<ReturnType<typeof createWriteKey>>
type WriteKeys = Awaited<ReturnType<typeof listWriteKeys>>
type Held = Awaited<ReturnType<typeof listHeld>>
type Recent = Awaited<ReturnType<typeof listRecent>>

/** The key alone, so that a script can take it as it is. */
export function writeKeyForm({ key }: WriteKey): Form {
  return { draw: () => `${key}\n` }
}

export function writeKeysForm(keys: WriteKeys): Form {
  return {
    read: {
      columns: ['id', 'title', 'begins', 'made', 'last used', 'state'],
      rows: keys.map(({ id, title, hint, createdAt, usedAt, expiresAt, revokedAt }) => [
        id,
        title,
        `${hint}…`,
        createdAt.slice(0, 10),
        usedAt?.slice(0, 10) ?? 'never',
        revokedAt ? 'revoked' : expiresAt.startsWith('9999') ? 'holds' : `until ${expiresAt.slice(0, 10)}`,
      ]),
    },
  }
}

const MOST_SHOWN = 120

const shortened = (text: string): string => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text)

/** Held messages with their reasons; what they hold is for the formats that programs read. */
export function heldForm({ items }: Held): Form {
  return {
    read: {
      columns: ['id', 'source', 'code', 'reason'],
      rows: items.map(({ id, source, code, reason }) => [id, source, code, reason]),
    },
  }
}

/** The newest events, each with whom it names. */
export function recentForm(events: Recent): Form {
  return {
    read: {
      columns: ['at', 'source', 'name', 'profile', 'who', 'props'],
      rows: events.map(({ at, source, name, person, identifiers, props }) => [
        at.slice(0, 19),
        source,
        name,
        person,
        Object.values(identifiers)[0] ?? null,
        shortened(inline(props)),
      ]),
    },
  }
}
