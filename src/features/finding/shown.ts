import type { Finding } from './finding.ts'

/** Which findings somebody wants to see; what is absent takes nothing away. */
export type Shown = {
  severity?: string | undefined
  team?: string | undefined
  rule?: string | undefined
  trend?: string | undefined
  /** Words in the sentence, the rule or the objects. */
  text?: string | undefined
  /** Suppressed ones instead of those that stand. */
  suppressed?: boolean
}

type Told = Pick<Finding, 'severity' | 'teams' | 'rule' | 'trend' | 'message' | 'objects' | 'suppressed'>

export function isShown(finding: Told, { severity, team, rule, trend, text, suppressed = false }: Shown): boolean {
  const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const said = `${finding.message} ${finding.rule} ${finding.objects.join(' ')}`.toLowerCase()
  return (
    (finding.suppressed !== undefined) === suppressed &&
    (severity === undefined || finding.severity === severity) &&
    (team === undefined || finding.teams.includes(team)) &&
    (rule === undefined || finding.rule === rule) &&
    (trend === undefined || finding.trend === trend) &&
    words.every(word => said.includes(word))
  )
}

/** A name for the agreement to live with a finding: of its rule, what it is about, and the day until which it holds. */
export function suppressionName(rule: string, object: string | undefined, until: string): string {
  const about = object === undefined ? 'all' : object.slice(object.indexOf('/') + 1)
  const room = LONGEST - until.length - 1
  return `${`${rule}-${about}`.slice(0, room).replace(/-+$/, '')}-${until}`
}

const LONGEST = 80
