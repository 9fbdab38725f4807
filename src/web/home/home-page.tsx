import './home.css'
import { Text } from '@mantine/core'
import { useReading } from '../../features/ask.ts'
import type { inboxOutlook, showInbox } from '../../features/inbox/operations.ts'
import { Page, Read } from '../../kit/page.tsx'
import { useMe } from '../me.ts'
import { Changes } from './changes.tsx'
import { Outcomes } from './outcomes.tsx'
import { Owed } from './owed.tsx'
import { Risks } from './risks.tsx'
import { Wins } from './wins.tsx'

/** What one person has to know when they come in: what waits for them, what changed, how the outcomes hang, what is at risk. */
export default function HomePage() {
  const me = useMe()
  const inbox = useReading<typeof showInbox>('inbox.show', {})
  const outlook = useReading<typeof inboxOutlook>('inbox.outlook', {})
  const teams = inbox.data?.teams ?? []
  return (
    <Page
      title="Home"
      beside={
        <Text c="dimmed" fz="sm">
          {me.name}
          {teams.length > 0 ? `, ${teams.join(', ')}` : ''}
        </Text>
      }
    >
      <div className="home">
        <div className="major">
          <Read query={inbox} rows={4}>
            {({ owed, teams: own }) => <Owed owed={owed} teams={own} isAdmin={me.role === 'admin'} />}
          </Read>
        </div>
        <div className="minor">
          <Read query={inbox} rows={4}>
            {({ happened, since, seen, owed }) => (
              <Changes
                happened={happened}
                since={since}
                seen={seen}
                mentions={owed.some(({ what }) => what === 'mention')}
              />
            )}
          </Read>
        </div>
        <div>
          <Read query={outlook} rows={6}>
            {({ outcomes, score, asOf }) => <Outcomes outcomes={outcomes} score={score} asOf={asOf} />}
          </Read>
        </div>
        <div className="major">
          <Read query={outlook} rows={6}>
            {({ goals, findings }) => <Risks goals={goals} findings={findings} all={teams.length === 0} />}
          </Read>
        </div>
        <div className="minor">
          <Read query={outlook} rows={2}>
            {({ wins }) => <Wins wins={wins} />}
          </Read>
        </div>
      </div>
    </Page>
  )
}
