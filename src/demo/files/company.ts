import { documents } from './story.ts'

/** The company, its teams, and where it wants to be. */

export const company =
  (): string => `# Pelloway makes software with which factories plan repairs. The company is made up, and so is everything in this folder.
kind: company
name: pelloway
title: Pelloway
zone: Europe/Berlin
currency: EUR
`

export const teams = (): string =>
  documents(
    ...TEAMS.map(
      ([name, title, department]) => `
kind: team
name: ${name}
title: ${title}
department: ${department}`,
    ),
  )

const TEAMS = [
  ['leadership', 'Leadership', 'Leadership'],
  ['marketing', 'Marketing', 'Marketing'],
  ['email', 'E-mail', 'Marketing'],
  ['web', 'Website', 'Marketing'],
  ['sales', 'Sales', 'Sales'],
  ['product', 'Product', 'Product'],
  ['it', 'IT', 'IT'],
  ['finance', 'Finance', 'Finance'],
  ['customer-success', 'Customer Success', 'Customer Success'],
  ['people', 'People', 'People'],
] as const
