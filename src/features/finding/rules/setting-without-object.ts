import type { Configuration } from '../configuration.ts'
import type { Rule } from '../rule.ts'
import { type Declared, objectOf, type Survey } from '../survey.ts'
import { listed, quoted } from '../wording.ts'

/** `rules` gives every rule there is; it is asked only when the rule looks, so that this one may be among them. */
export function settingWithoutObject(rules: () => readonly Rule[]): Rule {
  return {
    id: 'setting-without-object',
    severity: 'info',
    about: 'structure',
    says: 'A suppression, or what is said about a rule, is about something that is no longer there.',
    why: 'It has no effect, and whoever reads it believes that something is decided which is not.',
    fix: 'Retire it, or propose it again with the name that is right today.',
    find: survey => {
      const ofSuppressions = survey.suppressions
        .filter(({ spec }) => survey.today <= spec.until)
        .map(each => ({ setting: each, says: whatSuppressionLacks(each, rules(), survey) }))
      const ofRules = survey.all
        .filter((each): each is Declared<Configuration> => each.kind === 'rule')
        .map(each => ({ setting: each, says: whatSettingLacks(each, rules()) }))
      return [...ofSuppressions, ...ofRules].flatMap(({ setting, says }) =>
        says === undefined ? [] : [{ objects: [objectOf(setting)], teams: [setting.owner], message: says }],
      )
    },
  }
}

function whatSuppressionLacks(
  { title, owner, spec }: Survey['suppressions'][number],
  rules: readonly Rule[],
  survey: Survey,
): string | undefined {
  const { rule, object } = spec
  const own = `The suppression ${quoted(title)} of ${owner} is about`
  if (!rules.some(({ id }) => id === rule)) return `${own} the rule ${quoted(rule)}, which there is no more.`
  if (object === undefined) return undefined
  const [kind, name] = object.split('/')
  const among = kind === 'team' ? survey.teams : survey.all.filter(each => each.kind === kind)
  return among.some(each => each.name === name) ? undefined : `${own} ${object}, which is not in force.`
}

function whatSettingLacks({ name, owner, spec }: Declared<Configuration>, rules: readonly Rule[]): string | undefined {
  const rule = rules.find(({ id }) => id === name)
  if (!rule) return `${owner} says how the rule ${quoted(name)} should judge, which there is no more.`
  const gone = Object.keys(spec.thresholds ?? {}).filter(each => !(each in (rule.thresholds ?? {})))
  if (gone.length === 0) return undefined
  return `${owner} says what ${listed(gone.map(quoted))} should be for the rule ${quoted(name)}, which compares with no such number.`
}
