import { expect, it } from 'vitest'
import { kinds } from '../index.ts'
import { checkDeclarations, type Declaration } from './declaration.ts'

const messages = (declarations: Declaration[]) =>
  checkDeclarations(declarations, kinds, ['sales']).problems.map(({ problem }) => problem.message)

it('a word that nobody declares is said once, where it is used', () => {
  const stage = {
    kind: 'stage',
    name: 'sql',
    owner: 'sales',
    order: 2,
    enters: { all: [{ stage: 'mql' }, 'call_held'] },
  }
  expect(messages([stage])).toEqual(['There is no stage “mql”. Did you mean “sql”?'])
  const metric = { class: 'output', unit: 'people', direction: 'up', measure: 'people', of: { stage: 'mql' } }
  expect(messages([{ kind: 'metric', name: 'mqls', owner: 'sales', ...metric }])).toEqual([
    'There is no stage “mql”. Declare it with “kind: stage”.',
  ])
})
