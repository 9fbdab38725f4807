import { Button, Group, Text } from '@mantine/core'
import { counted } from '../../../kit/figure.ts'
import { Empty } from '../../../kit/page.tsx'
import { Table } from '../../../kit/table.tsx'
import { useUrlState } from '../../../kit/url-state.ts'
import type { Pair, TeamScore } from '../finding.ts'

/** Each pair of teams in a square with the word for it and the score between them; or the same as a list with CSV. */
export function Matrix({ pairs, teams }: { pairs: readonly Pair[]; teams: readonly TeamScore[] }) {
  const [said, say] = useUrlState()
  const open = (pair: Pair) => say({ pair: pair.teams.join('~') }, { push: true })
  if (pairs.length === 0)
    return (
      <Empty
        what="There are no two teams yet."
        why="With a second team it will be said here what the two have in common, and what stands between them."
      />
    )
  const asList = said.as === 'list'
  return (
    <>
      <Group justify="space-between">
        <Text fz="sm" c="dimmed" maw="80ch">
          “Apart” are teams with findings between them although they share something; with “nothing in common” nobody
          would notice. The number is what those findings leave of 100. Open a square to see both.
        </Text>
        <Button variant="subtle" size="compact-xs" onClick={() => say({ as: asList ? undefined : 'list' })}>
          {asList ? 'As a matrix' : 'As a list'}
        </Button>
      </Group>
      {asList ? (
        <Table
          caption="Pairs of teams"
          csv="pairs-of-teams"
          rows={pairs}
          rowKey={pair => pair.teams.join('~')}
          onOpen={open}
          columns={[
            { id: 'a', title: 'Team', cell: pair => pair.teams[0], value: pair => pair.teams[0] },
            { id: 'b', title: 'And', cell: pair => pair.teams[1], value: pair => pair.teams[1] },
            { id: 'says', title: 'They are', cell: pair => WORDS[pair.says], value: pair => pair.says },
            { id: 'score', title: 'Score', align: 'right', cell: pair => pair.score ?? '–', value: pair => pair.score },
            {
              id: 'common',
              title: 'In common',
              align: 'right',
              cell: pair => pair.common.count,
              value: pair => pair.common.count,
            },
            {
              id: 'findings',
              title: 'Findings between',
              align: 'right',
              cell: pair => pair.findings.length,
              value: pair => pair.findings.length,
            },
          ]}
        />
      ) : (
        <Squares pairs={pairs} names={teams.map(({ team }) => team).toSorted()} onOpen={open} />
      )}
    </>
  )
}

const WORDS = { 'pulling together': 'together', apart: 'apart', 'nothing in common': 'nothing in common' } as const

const SHORT = { ...WORDS, 'nothing in common': 'nothing' } as const

type SquaresProps = { pairs: readonly Pair[]; names: readonly string[]; onOpen: (pair: Pair) => void }

function Squares({ pairs, names, onOpen }: SquaresProps) {
  const between = new Map(pairs.map(pair => [pair.teams.toSorted().join('~'), pair]))
  const [, ...rows] = names
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
    <section className="table-scroll" aria-label="Matrix of teams" tabIndex={0}>
      <table className="table matrix">
        <caption className="visually-hidden">What stands between each pair of teams</caption>
        <thead>
          <tr>
            <td />
            {names.slice(0, -1).map(name => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {names.slice(0, i + 1).map(column => {
                const pair = between.get([row, column].toSorted().join('~'))
                return (
                  <td key={column}>
                    {pair ? (
                      <button type="button" className="pair" data-says={pair.says} onClick={() => onOpen(pair)}>
                        <span className="visually-hidden">
                          {row} and {column}:{' '}
                        </span>
                        <b>{pair.score ?? '–'}</b>
                        {SHORT[pair.says]}
                        <span className="visually-hidden">
                          , {counted(pair.common.count, 'thing', 'things')} in common,{' '}
                          {counted(pair.findings.length, 'finding', 'findings')} between them
                        </span>
                      </button>
                    ) : null}
                  </td>
                )
              })}
              {names.slice(i + 1, -1).map(column => (
                <td key={column} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
