import type { Happened, Owed, RiskyFinding, RiskyGoal, Win } from './inbox.ts'

/** What a morning’s mail is made of. */
export type DigestParts = {
  /** Whom it is to, by the name they are called by. */
  name: string
  company: string
  /** Address of the workspace, without a slash at its end. */
  url: string
  owed: readonly Owed[]
  happened: readonly Happened[]
  goals: readonly RiskyGoal[]
  findings: readonly RiskyFinding[]
  wins: readonly Win[]
}

export type Digest = { subject: string; text: string }

/** The mail of a morning as plain text; none when nothing waits and nothing happened, because then nobody wants one. */
export function digestOf(parts: DigestParts): Digest | undefined {
  const { name, company, url, owed, happened, goals, findings, wins } = parts
  if (owed.length === 0 && happened.length === 0) return undefined
  const risks = [
    ...goals.map(({ title, status, owner }) => `${title} (${owner}): ${status}`),
    ...findings.map(({ message }) => message),
  ]
  const text = [
    `Good morning ${name},`,
    ...section(
      'What waits for you',
      owed.map(({ says, object }) => `${says}\n  ${linkOf(url, object)}`),
      owed.length,
    ),
    ...section(
      'What happened since you last looked',
      happened.map(({ says }) => says),
    ),
    ...section('At risk', risks),
    ...section(
      'Worth celebrating',
      wins.map(({ says }) => says),
    ),
    `Everything else is at ${url}/.`,
    `You get this because you asked for it. To stop it: ${url}/settings?part=account`,
  ].join('\n\n')
  return { subject: `${company}: ${subjectOf(owed.length, happened.length)}`, text: `${text}\n` }
}

function subjectOf(owed: number, happened: number): string {
  if (owed > 0) return owed === 1 ? 'one thing waits for you' : `${owed} things wait for you`
  return happened === 1 ? 'one thing changed' : `${happened} things changed`
}

/** More than these of one sort are a list nobody reads; the page has the rest. */
const MOST = 7

function section(title: string, says: readonly string[], shown = MOST): string[] {
  if (says.length === 0) return []
  const rest = says.length - shown
  const lines = says.slice(0, shown).map(each => `- ${each}`)
  return [[title, ...lines, ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n')]
}

const linkOf = (url: string, object: string): string => `${url}/agreements/${object}`
