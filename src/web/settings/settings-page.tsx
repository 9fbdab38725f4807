import './settings.css'
import { Tabs, Text } from '@mantine/core'
import type { Actor } from '../../features/context.ts'
import { Page } from '../../kit/page.tsx'
import { useUrlState } from '../../kit/url-state.ts'
import { useMe } from '../me.ts'
import { AccountPart } from './account.tsx'
import { AuditPart } from './audit-log.tsx'
import { CompanyPart } from './company.tsx'
import { KeysPart } from './keys.tsx'
import { PeoplePart } from './people.tsx'
import { TeamsPart } from './teams.tsx'

const PARTS = [
  { part: 'account', text: 'My account', Part: AccountPart, admin: false },
  { part: 'people', text: 'People', Part: PeoplePart, admin: false },
  { part: 'teams', text: 'Teams', Part: TeamsPart, admin: false },
  { part: 'company', text: 'Company', Part: CompanyPart, admin: false },
  { part: 'keys', text: 'Keys', Part: KeysPart, admin: true },
  { part: 'audit', text: 'Audit log', Part: AuditPart, admin: true },
] as const

/** One’s own account, and for admins everything by which people and programs get in. */
export default function SettingsPage() {
  const me = useMe()
  const [said, say] = useUrlState()
  const shown = PARTS.filter(({ admin }) => !admin || me.role === 'admin')
  const asked = PARTS.find(({ part }) => part === (said.part ?? 'account')) ?? PARTS[0]
  const isAllowed = shown.includes(asked)
  return (
    <Page title="Settings">
      <Tabs value={asked.part} onChange={part => say({ part: part ?? undefined }, { push: true })} keepMounted={false}>
        <Tabs.List mb="lg">
          {shown.map(({ part, text }) => (
            <Tabs.Tab key={part} value={part}>
              {text}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {isAllowed ? (
          <Tabs.Panel value={asked.part}>
            <asked.Part isAdmin={me.role === 'admin'} />
          </Tabs.Panel>
        ) : (
          <Refused what={asked.text} me={me} />
        )}
      </Tabs>
    </Page>
  )
}

function Refused({ what, me }: { what: string; me: Actor }) {
  return (
    <Text>
      “{what}” is for admins, and your role is {me.role}. Ask an admin to look something up for you, or to change your
      role.
    </Text>
  )
}
