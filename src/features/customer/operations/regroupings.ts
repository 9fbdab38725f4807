import { uuidOf } from '../../../store/hash.ts'
import type { Context } from '../../context.ts'
import { codeOf } from '../customer.ts'
import { type Regrouping, type Scope, selectRegroupings } from '../queries.ts'
import type { Placed } from './entries.ts'

/** Merges and splits that people of a scope were part of, for a timeline. */
export async function regroupingsOf(ctx: Context, { persons }: Scope): Promise<Placed[]> {
  return (await selectRegroupings(ctx, persons)).map(each => {
    const { ts, act, person, other, whose } = each
    const far = codeOf({ is: 'person', number: whose === person ? other : person })
    return {
      ts,
      id: uuidOf('regrouping', act, String(ts), String(person), String(other), String(whose)),
      person: whose,
      entry: {
        kind: 'identity' as const,
        sentence: sentenceOf(each, far),
        event: null,
        source: null,
        team: null,
        person: codeOf({ is: 'person', number: whose }),
        account: null,
        props: { act, other: far },
        about: null,
      },
    }
  })
}

function sentenceOf({ act, person, whose }: Regrouping, far: string): string {
  if (act === 'merge') return `Turned out to be the same person as ${far}; everything of both is here.`
  return whose === person ? `${far} was taken out as another person.` : `Was taken out of ${far} as another person.`
}
