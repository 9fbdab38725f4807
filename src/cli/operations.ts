import type { Command } from 'commander'
import { fail, ProductError } from '../core/error.ts'
import type { Feature } from '../features/feature.ts'
import { features as allFeatures } from '../features/index.ts'
import type { AnyOperation } from '../features/operation.ts'
import { listPeople } from '../features/team/operations.ts'
import { shapes as allShapes, type Shape } from './answers.ts'
import type { Door } from './door.ts'
import { flagsOf } from './flags.ts'
import { type NameOf, print } from './format.ts'
import { addGoalImport } from './goal-import.ts'
import { addIdentityMeasure } from './identity-measure.ts'
import { addFields, exampleOf, fieldsOf, inputOf } from './input-flags.ts'
import { openSession, type Session, type Where, whereOf } from './session.ts'

type Settings = {
  features?: readonly Feature[]
  open?: (where: Where) => Promise<Session>
  /** How answers look that are more than a list, by the operation's name. */
  shapes?: Readonly<Record<string, Shape>>
}

/** Every operation as a command: `metric.measure` is `plumbline metric measure NAME --grain week`. */
export function install(program: Command, door: Door, settings: Settings = {}): void {
  const { features = allFeatures, open = openSession, shapes = allShapes } = settings
  const nouns = new Map<string, Command>()
  program.commandsGroup('What can be asked and done:')
  for (const feature of features)
    for (const operation of feature.operations) {
      const [word = '', ...rest] = operation.operation.split('.')
      const verb = rest.pop() ?? ''
      const noun = nouns.get(word) ?? nounCommand(program, word, feature)
      nouns.set(word, noun)
      const group = rest.reduce((outer, part) => groupIn(outer, part, feature), noun)
      const own = OWN[operation.operation]
      if (own) {
        own(noun, door)
        continue
      }
      verbCommand(group, verb, operation, async (input, flags) => {
        if (flags.format === 'sarif') fail('invalid', '“--format sarif” is for “plumbline check”. Choose another.')
        const session = await open(whereOf(flags, { writes: !operation.reads }))
        try {
          const value = await session.call(operation, input)
          const shape = flags.format === 'json' ? undefined : shapes[operation.operation]
          const form = shape?.(value as never, await namesIn(session, value))
          door.write(print({ value, ...form }, flags.format, door.terminal))
          if (flags.format !== 'json') door.note(moreOf(value))
          if (NOT_WELL[operation.operation]?.(value as never)) door.exitCode = 1
        } finally {
          await session.close()
        }
      })
    }
}

/** Verbs whose command does more than pass an input on: they read a file of people’s. */
const OWN: Readonly<Record<string, (noun: Command, door: Door) => void>> = {
  'goal.import': addGoalImport,
  'identity.measure': addIdentityMeasure,
}

/** Answers that are not what whoever asked had hoped for, so that a scheduler hears of it. */
const NOT_WELL: Readonly<Record<string, (answer: never) => boolean>> = {
  'connection.sync': ({ state }: { state: string }) => state === 'failed',
  'connection.test': ({ works }: { works: boolean }) => !works,
}

function moreOf(value: unknown): string {
  const next = (value as { next?: unknown } | null)?.next
  if (typeof next !== 'string') return ''
  return `There is more: go on with “--cursor ${next}”, or ask for up to 500 at once with “--limit 500”.\n`
}

const PERSON = /"(author|actor|by|person)":"[0-9a-z]{26}"/

/** Names for the people an answer speaks of; who may not see people sees ids. */
async function namesIn(session: Session, value: unknown): Promise<NameOf> {
  if (!PERSON.test(JSON.stringify(value) ?? '')) return id => id
  const people = await session.call(listPeople, {}).catch((error: unknown) => {
    if (error instanceof ProductError) return []
    throw error
  })
  const names = new Map((people as { id: string; name: string }[]).map(({ id, name }) => [id, name]))
  return id => names.get(id) ?? id
}

function nounCommand(program: Command, word: string, feature: Feature): Command {
  const kind = feature.kinds?.find(each => each.kind === word)
  const does = feature.name === word ? feature.does : (feature.nouns?.[word] ?? kind?.does ?? feature.does)
  return program.command(word).description(does).helpCommand(false)
}

/** The words between noun and verb, as in `event quarantine list`, are commands of their own. */
function groupIn(outer: Command, word: string, feature: Feature): Command {
  const known = outer.commands.find(each => each.name() === word)
  return (
    known ??
    outer
      .command(word)
      .description(feature.nouns?.[word] ?? feature.does)
      .helpCommand(false)
  )
}

type Action = (input: unknown, flags: ReturnType<typeof flagsOf>) => Promise<void>

function verbCommand(noun: Command, verb: string, operation: AnyOperation, act: Action): void {
  const command = noun.command(verb).description(operation.does)
  noun.hook('preSubcommand', (_, chosen) => {
    if (chosen !== command) return
    const fields = fieldsOf(operation)
    addFields(command, fields)
    command.addHelpText('after', `\nExample:\n  ${exampleOf(operation, fields)}\n`)
    command.action(async (...given: unknown[]) => {
      const name = fields.some(field => !field.flag) ? (given[0] as string | undefined) : undefined
      await act(inputOf(operation, fields, name, command.opts()), flagsOf(command))
    })
  })
}
