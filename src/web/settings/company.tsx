import { Button, Select, Switch, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { useChange, useReading } from '../../features/ask.ts'
import type { changeWorkspace, getWorkspace } from '../../features/workspace/operations.ts'
import type { Workspace } from '../../features/workspace/workspace.ts'
import { Failure, Read, Section } from '../../kit/page.tsx'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const PATTERNS = [
  { value: 'months', label: 'Three months a quarter' },
  { value: '4-4-5', label: '13 weeks a quarter, as 4, 4 and 5' },
  { value: '4-5-4', label: '13 weeks a quarter, as 4, 5 and 4' },
  { value: '5-4-4', label: '13 weeks a quarter, as 5, 4 and 4' },
]

/** What all numbers of the company share: name, calendar, currency, and whether agreements need signatures. */
export function CompanyPart({ isAdmin }: { isAdmin: boolean }) {
  const company = useReading<typeof getWorkspace>('workspace.get', {})
  return (
    <Section title="Company">
      <Read query={company}>{data => <Fields key={JSON.stringify(data)} company={data} isAdmin={isAdmin} />}</Read>
    </Section>
  )
}

function Fields({ company, isAdmin }: { company: Workspace; isAdmin: boolean }) {
  const change = useChange<typeof changeWorkspace>('workspace.change')
  const [said, setSaid] = useState(company)
  const { calendar } = said
  const set = (more: Partial<Workspace>) => setSaid({ ...said, ...more })
  const setCalendar = (more: Partial<Workspace['calendar']>) => set({ calendar: { ...calendar, ...more } })
  return (
    <form
      className="settings-form"
      onSubmit={event => {
        event.preventDefault()
        change.mutate(said, { onSuccess: () => notifications.show({ message: 'The company is changed.' }) })
      }}
    >
      {isAdmin ? null : <Text fz="sm">Admins change this; your role shows it.</Text>}
      <Failure error={change.error} />
      <TextInput
        label="What people call it"
        value={said.title}
        onChange={event => set({ title: event.currentTarget.value })}
        readOnly={!isAdmin}
        required
      />
      <Select
        label="Time zone"
        description="In which days and weeks begin and end; it stays once there are facts"
        data={Intl.supportedValuesOf('timeZone')}
        value={calendar.zone}
        onChange={zone => zone && setCalendar({ zone })}
        searchable
        allowDeselect={false}
        disabled={!isAdmin}
      />
      <Select
        label="First day of the week"
        data={DAYS.map((label, i) => ({ value: String(i + 1), label }))}
        value={String(calendar.weekStart)}
        onChange={day => setCalendar({ weekStart: Number(day) as typeof calendar.weekStart })}
        allowDeselect={false}
        disabled={!isAdmin}
      />
      <Select
        label="First month of the fiscal year"
        data={MONTHS.map((label, i) => ({ value: String(i + 1), label }))}
        value={String(calendar.fiscalStart)}
        onChange={month => setCalendar({ fiscalStart: Number(month) })}
        allowDeselect={false}
        disabled={!isAdmin}
      />
      <Select
        label="Fiscal quarters"
        data={PATTERNS}
        value={calendar.fiscalPattern}
        onChange={pattern => setCalendar({ fiscalPattern: pattern as typeof calendar.fiscalPattern })}
        allowDeselect={false}
        disabled={!isAdmin}
      />
      <TextInput
        label="Currency"
        description="Of the company’s own books, as three letters: EUR"
        value={said.currency}
        onChange={event => set({ currency: event.currentTarget.value.toUpperCase() })}
        maxLength={3}
        readOnly={!isAdmin}
        required
      />
      <Switch
        label="Agreements need signatures"
        description="Only a company of one may go without"
        checked={said.signatures}
        onChange={event => set({ signatures: event.currentTarget.checked })}
        disabled={!isAdmin}
      />
      {isAdmin ? (
        <Button type="submit" w="fit-content" size="xs" loading={change.isPending}>
          Save
        </Button>
      ) : null}
    </form>
  )
}
