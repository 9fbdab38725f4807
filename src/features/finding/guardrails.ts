import { type Survey, titled } from './survey.ts'
import { listed, quoted } from './wording.ts'

/** Guardrails that already go with other numbers that move the same, in a sentence; nothing where there are none. */
export function guardrailsNear(survey: Pick<Survey, 'metrics'>, metric: string): string | undefined {
  const moved = (survey.metrics.get(metric)?.spec.drives ?? []).map(drive => drive.metric)
  const found = [...survey.metrics.values()].flatMap(({ name, spec }) =>
    name !== metric && spec.counter !== undefined && spec.drives?.some(drive => moved.includes(drive.metric))
      ? spec.counter
      : [],
  )
  const names = [...new Set(found)].filter(name => name !== metric && survey.metrics.has(name))
  if (names.length === 0) return undefined
  const verb = names.length === 1 ? 'goes' : 'go'
  return `${listed(names.map(name => quoted(titled(survey, name))))} ${verb} with numbers that move the same.`
}
