import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { type ReactNode, useRef } from 'react'
import { counted, moment } from '../../../kit/figure.ts'
import { Failure, Read } from '../../../kit/page.tsx'
import { useChange, useReading } from '../../ask.ts'
import type { listPeople, listTeams } from '../../team/operations.ts'
import type { Comment } from '../discussion.ts'
import type { listSaid, retractSaid, sayOf } from '../operations.ts'

type DiscussionProps = {
  kind: string
  name: string
  /** Id of who reads. */
  me: string
  canSpeak: boolean
  /** Number of the agreement’s newest revision. */
  newest: number
}

/** What people say about an agreement, oldest first, and a place to answer. What is being written survives a reload. */
export function Discussion({ kind, name, me, canSpeak, newest }: DiscussionProps) {
  const said = useReading<typeof listSaid>('discussion.list', { kind, name, limit: 500 })
  return (
    <Stack gap="md">
      <Read query={said} rows={2}>
        {({ items, next }) =>
          items.length === 0 ? (
            <Text fz="sm" c="dimmed">
              Nobody has said anything yet. Ask what is unclear before you sign.
            </Text>
          ) : (
            <Stack gap="md">
              {next === null ? null : (
                <Text fz="xs" c="dimmed">{`The first ${counted(items.length, 'comment', 'comments')}`}</Text>
              )}
              {items.map(each => (
                <Said key={each.id} comment={each} isMine={each.person === me} newest={newest} />
              ))}
            </Stack>
          )
        }
      </Read>
      {canSpeak ? <Say kind={kind} name={name} me={me} /> : null}
    </Stack>
  )
}

function Said({ comment, isMine, newest }: { comment: Comment; isMine: boolean; newest: number }) {
  const retract = useChange<typeof retractSaid>('discussion.retract')
  const { author, at, text, revision } = comment
  return (
    <Stack gap={2} component="article" aria-label={`${author}, ${moment(at)}`}>
      <Group gap="sm" justify="space-between">
        <Text fz="xs" c="dimmed">
          <Text span fw={600} fz="sm" c="var(--mantine-color-text)">
            {author}
          </Text>
          {` ${moment(at)}${revision === newest ? '' : `, about revision ${revision}`}`}
        </Text>
        {isMine && text !== null ? (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            loading={retract.isPending}
            onClick={() => retract.mutate({ comment: comment.id })}
          >
            Take back
          </Button>
        ) : null}
      </Group>
      {text === null ? (
        <Text fz="sm" c="dimmed" fs="italic">
          Taken back
        </Text>
      ) : (
        <Text fz="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} maw={640}>
          {withMentions(comment)}
        </Text>
      )}
      <Failure error={retract.error} />
    </Stack>
  )
}

/** The text with the names of those it calls set off. */
function withMentions({ text, mentions }: Comment): ReactNode[] {
  const words = mentions.flatMap(({ id, name }) => [name, id]).filter(word => word !== '')
  if (words.length === 0) return [text]
  const pattern = new RegExp(
    `(@(?:${words.map(word => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')}))`,
    'i',
  )
  return (
    (text ?? '')
      .split(pattern)
      // biome-ignore lint/suspicious/noArrayIndexKey: a text never changes, so the place is the part
      .map((part, at) => (at % 2 === 1 ? <strong key={at}>{part}</strong> : part))
  )
}

function Say({ kind, name, me }: { kind: string; name: string; me: string }) {
  const [text, setText] = useLocalStorage({ key: `plumbline say ${me} ${kind}/${name}`, defaultValue: '' })
  const say = useChange<typeof sayOf>('discussion.say')
  const place = useRef<HTMLTextAreaElement>(null)
  const asked = /(?:^|\s)@([^@\n]{0,30})$/.exec(text)?.[1]
  const submit = () => {
    if (text.trim() !== '') say.mutate({ kind, name, text }, { onSuccess: () => setText('') })
  }
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        submit()
      }}
    >
      <Stack gap="xs" maw={640}>
        <Failure error={say.error} />
        <Textarea
          id="say"
          ref={place}
          label="Say something"
          description="@ and a name calls a person or a team. Ctrl and Enter sends it."
          value={text}
          onChange={event => setText(event.target.value)}
          onKeyDown={event => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
          }}
          maxLength={5000}
        />
        {asked === undefined ? null : (
          <Suggestions
            asked={asked}
            onPick={word => {
              setText(`${text.slice(0, text.length - asked.length)}${word} `)
              place.current?.focus()
            }}
          />
        )}
        <Group>
          <Button type="submit" variant="default" disabled={text.trim() === ''} loading={say.isPending}>
            Say it
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Up to five people and teams whose names begin like what was typed after the @. */
function Suggestions({ asked, onPick }: { asked: string; onPick: (word: string) => void }) {
  const people = useReading<typeof listPeople>('person.list', {})
  const teams = useReading<typeof listTeams>('team.list', {})
  const names = [...(people.data ?? []).map(each => each.name), ...(teams.data ?? []).map(each => each.title)]
  const fits = names
    .filter(each => each.toLowerCase().startsWith(asked.toLowerCase()) && each !== asked.trim())
    .slice(0, 5)
  if (fits.length === 0) return null
  return (
    <Group gap="xs" role="group" aria-label="People and teams">
      {fits.map(each => (
        <Button key={each} variant="default" size="compact-sm" onClick={() => onPick(each)}>
          {`@${each}`}
        </Button>
      ))}
    </Group>
  )
}
