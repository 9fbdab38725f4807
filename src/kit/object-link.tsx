import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** Kinds that have pages of their own besides that of the agreement. */
const PLACES: Readonly<Record<string, string>> = { metric: '/metrics', goal: '/goals' }

/** Where something declared can be looked at, given as kind/name. */
export function addressOf(object: string): string {
  const at = object.indexOf('/')
  const [kind, name] = [object.slice(0, at), object.slice(at + 1)]
  return PLACES[kind] === undefined ? `/agreements/${kind}/${name}` : `${PLACES[kind]}/${name}`
}

/** A link to something declared, by its title, or by its kind and name. */
export function ObjectLink({ object, children }: { object: string; children?: ReactNode }) {
  return (
    <Anchor component={Link} to={addressOf(object) as string} fz="inherit" underline="always">
      {children ?? object.replace('/', ' ')}
    </Anchor>
  )
}
