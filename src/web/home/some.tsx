import { Button } from '@mantine/core'
import { type ReactNode, useState } from 'react'

/** The first of a list, and a button that shows the rest of it. */
export function Some<Row>({ rows, first = 5, render }: SomeProps<Row>) {
  const [isWhole, setWhole] = useState(false)
  const shown = isWhole ? rows : rows.slice(0, first)
  const rest = rows.length - shown.length
  return (
    <>
      <ul className="home-list">{shown.map(render)}</ul>
      {rest > 0 ? (
        <Button variant="subtle" size="compact-xs" mt={4} onClick={() => setWhole(true)}>
          {`Show ${rest} more`}
        </Button>
      ) : null}
    </>
  )
}

type SomeProps<Row> = { rows: readonly Row[]; first?: number; render: (row: Row) => ReactNode }
