import type { Calendar } from '../../../core/calendar.ts'
import type { Span, Stretch } from '../../cycle/cycle.ts'
import type { Goal } from '../goal.ts'
import { listOf } from './cell.ts'
import type { Layout } from './layout.ts'
import { nameFor } from './naming.ts'
import type { Row } from './row.ts'

/** A goal that is declared already, by its newest revision. */
export type Existing = { title: string; owner: string; binds: readonly string[]; spec: Goal; retired: boolean }

/** What is known of the company a table is brought into. */
export type Known = {
  calendar: Calendar
  teams: readonly { name: string; title: string }[]
  /** E-mails and names of people, in lower case, with the teams they belong to. */
  people: ReadonlyMap<string, readonly string[]>
  goals: ReadonlyMap<string, Existing>
  /** Names and titles of metrics, in lower case, with their names. */
  metrics: ReadonlyMap<string, string>
  /** Names and titles of cycles, in lower case, with their names. */
  cycles: ReadonlyMap<string, string>
  /** The days of a stretch, as far as they are known. */
  spanOf(stretch: Stretch): Span | undefined
}

/** What is said beside the table. */
export type Settings = {
  layout: Layout
  /** For rows that do not say when. */
  cycle?: string
  /** For rows that do not say whose. */
  owner?: string
  /** What their teams and people are called, with our teams. */
  teams: ReadonlyMap<string, string>
}

/** Our team that a word of theirs stands for: mapped, called so, or the only team of a person. */
export function teamFor(word: string, { teams: known, people }: Known, { teams }: Settings): string | undefined {
  const said = word.trim().toLowerCase()
  const mapped = teams.get(said)
  if (mapped !== undefined) return mapped
  const name = nameFor(word)
  const team = known.find(each => each.name === said || each.title.toLowerCase() === said || each.name === name)
  if (team) return team.name
  const [only, ...others] = people.get(said) ?? []
  return others.length === 0 ? only : undefined
}

/** Whose goal a row is: the team that answers for it, and those that sign with it. */
export function ownersOf(
  row: Row,
  before: Existing | undefined,
  known: Known,
  settings: Settings,
): { owner?: string; binds: string[] } {
  const kept = (before?.binds ?? []).filter(team => team !== before?.owner)
  if (settings.layout.own)
    return {
      owner: row.text('owner'),
      binds: row.has('teams') ? (row.text('teams')?.split('; ') ?? []) : kept,
    }
  const isEntity = row.text('teams') === row.text('level')
  const named = listOf(row.text('teams') ?? '').map(word => ({ word, team: teamFor(word, known, settings) }))
  const said = row.text('owner')
  const saidTeam = said === undefined ? undefined : teamFor(said, known, settings)
  const owner = saidTeam ?? named.find(({ team }) => team !== undefined)?.team
  if (owner !== undefined) {
    for (const { word, team } of isEntity ? [] : named)
      if (team === undefined)
        row.note('teams', `“${word}” is no team here, so it does not sign. Say which it is with “teams”.`)
    const others = named.flatMap(({ team }) => (team === undefined || team === owner ? [] : [team]))
    return { owner, binds: [...new Set([...others, ...(others.length > 0 ? [] : kept)])] }
  }
  const unknown = said ?? (isEntity ? undefined : named[0]?.word)
  if (unknown === undefined) {
    const fallback = before?.owner ?? settings.owner
    if (fallback === undefined)
      row.wrong(
        'owner',
        'no_owner',
        'This goal has no owner. Fill it in, or name a team for all that have none with “owner”.',
      )
    return { owner: fallback, binds: kept }
  }
  const teams = known.people.get(unknown.toLowerCase())
  const why = teams && teams.length > 1 ? `belongs to ${teams.join(' and ')}` : 'is no team, and no person of one'
  row.wrong(
    said === undefined ? 'teams' : 'owner',
    'unknown_owner',
    `“${unknown}” ${why}. Say which team it is with “teams”.`,
  )
  return { binds: kept }
}
