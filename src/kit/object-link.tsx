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

/** A link to something declared, by its title, or by its kind and name; where wanted, to its agreement and not to its own page. */
export function ObjectLink({ object, agreement = false, children }: ObjectLinkProps) {
  const to = agreement ? `/agreements/${object}` : addressOf(object)
  return (
    <Anchor component={Link} to={to as string} fz="inherit" underline="always">
      {children ?? object.replace('/', ' ')}
    </Anchor>
  )
}

type ObjectLinkProps = { object: string; agreement?: boolean; children?: ReactNode }
