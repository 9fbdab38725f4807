import type { listAudit } from '../../features/audit/operations.ts'
import type { listTeams } from '../../features/team/operations.ts'
import type { Form, NameOf } from '../format.ts'

type Teams = Awaited<ReturnType<typeof listTeams>>
type Audit = Awaited<ReturnType<typeof listAudit>>

/** Teams and who belongs to them: `Ada (lead), Bo (delegate)`. */
export function teamsForm(teams: Teams, nameOf: NameOf): Form {
  return {
    table: {
      columns: ['name', 'title', 'department', 'people'],
      rows: teams.map(({ name, title, department, people }) => [
        name,
        title,
        department,
        people.map(({ person, part }) => `${nameOf(person)} (${part})`).join(', '),
      ]),
    },
  }
}

/** Who is now what in a team. */
export function membershipForm(answer: { team: string; person: string; part?: string }, nameOf: NameOf): Form {
  const { team, person, part } = answer
  const rows = [['team', team], ['person', nameOf(person)], ...(part ? [['part', part]] : [])]
  return { table: { columns: ['field', 'value'], rows } }
}

/** Who did what when; the inputs and the chain of hashes are in the other formats. */
export function auditForm({ items }: Audit, nameOf: NameOf): Form {
  return {
    read: {
      columns: ['entry', 'at', 'who', 'did', 'to'],
      rows: items.map(({ seq, at, actor, operation, object }) => [seq, at, nameOf(actor), operation, object]),
    },
  }
}
