import { Alert, Anchor } from '@mantine/core'
import type { Problem } from '../../core/problem.ts'
import { idOf, labelOf } from './schema.ts'

/** Everything that has to be put right, each leading to its field. */
export function ProblemList({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null
  const title =
    problems.length === 1 ? 'One thing has to be put right' : `${problems.length} things have to be put right`
  return (
    <Alert color="red" variant="light" title={title} role="alert">
      <ul style={{ margin: 0, paddingLeft: '1.1rem' }}>
        {problems.map(({ path, message }) => (
          <li key={`${path.join('.')} ${message}`}>
            <Anchor
              component="button"
              type="button"
              fz="sm"
              ta="left"
              c="inherit"
              underline="always"
              style={{ verticalAlign: 'top' }}
              onClick={() => goTo(path)}
            >
              {path.length > 0
                ? `${path.map(each => (typeof each === 'number' ? each + 1 : labelOf(each))).join(' › ')}: `
                : ''}
              {message}
            </Anchor>
          </li>
        ))}
      </ul>
    </Alert>
  )
}

/** Leads to the field of a place, or to the nearest one around it. */
function goTo(path: Problem['path']): void {
  for (let length = path.length; length > 0; length--) {
    const element = document.getElementById(idOf(path.slice(0, length)))
    if (!element) continue
    element.scrollIntoView({ block: 'center' })
    element.focus()
    return
  }
}
