import type { Finding, Findings, Severity } from './finding.ts'
import { docsOf } from './rule.ts'
import { rules } from './rules.ts'

/** Where a declaration stands in a company’s files. */
export type Place = { file: string; line?: number; column?: number }

/** What is said of a check; `baseline` is there when findings were held against one. */
export type Found = Pick<Findings, 'findings' | 'score'> & { baseline?: object | null }

/**
 * Findings as SARIF 2.1.0, which code review tools read. `placeOf` says where an object such as `metric/opens` is declared; a
 * finding is shown at the first of its objects that has a place.
 */
export function findingsAsSarif(
  { findings, score, baseline }: Found,
  { version, placeOf }: { version?: string; placeOf?: (object: string) => Place | undefined } = {},
): object {
  const areSuppressed = findings.some(({ suppressed }) => suppressed)
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Plumbline', ...(version ? { version } : {}), rules: rules.map(ruleObject) } },
        results: findings.map(finding => ({
          ...resultObject(finding, placeOf),
          ...(baseline ? { baselineState: finding.known ? 'unchanged' : 'new' } : {}),
          ...(areSuppressed ? { suppressions: suppressionsOf(finding) } : {}),
        })),
        properties: { score },
      },
    ],
  }
}

const LEVEL: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note' }

function ruleObject(rule: (typeof rules)[number]): object {
  const { id, says, why, fix, severity, about } = rule
  return {
    id,
    shortDescription: { text: says },
    fullDescription: { text: `${says} ${why}` },
    help: { text: `${why} ${fix}`, markdown: `${why}\n\n${fix}\n\nSee \`${docsOf(rule)}\`.` },
    defaultConfiguration: { level: LEVEL[severity] },
    properties: { tags: [about] },
  }
}

function resultObject(finding: Finding, placeOf: ((object: string) => Place | undefined) | undefined): object {
  const { id, rule, severity, message, fix, objects, teams, numbers, points, owner, firstSeen, trend } = finding
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(each => each.id === rule),
    level: LEVEL[severity],
    rank: points,
    message: { text: `${message} ${fix}` },
    locations: [locationObject(objects, placeOf)],
    partialFingerprints: { 'finding/v1': id },
    properties: { teams, owner, numbers, points, firstSeen, trend },
  }
}

/** Once one result says whether it is suppressed, all of them do: those that are not, with an empty list. */
function suppressionsOf({ suppressed }: Finding): object[] {
  return suppressed ? [{ kind: 'external', status: 'accepted', justification: suppressed.reason }] : []
}

function locationObject(objects: readonly string[], placeOf: (object: string) => Place | undefined = () => undefined) {
  const place = objects.map(placeOf).find(found => found !== undefined)
  const region = place?.line === undefined ? {} : { region: { startLine: place.line, startColumn: place.column ?? 1 } }
  return {
    ...(place ? { physicalLocation: { artifactLocation: { uri: uriOf(place.file) }, ...region } } : {}),
    logicalLocations: objects.map(object => ({ fullyQualifiedName: object, kind: 'declaration' })),
  }
}

const uriOf = (file: string): string => file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/')
