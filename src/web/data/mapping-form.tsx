import { Fieldset, NumberInput, Select, Stack, Text } from '@mantine/core'
import { DATE_FORMATS } from '../../features/source/date-format.ts'
import type { Source } from '../../features/source/source.ts'
import { idOf } from '../../kit/form/schema.ts'
import { CellsField, within } from './cells-field.tsx'
import { ColumnsField } from './columns-field.tsx'
import { EventsField, without } from './events-field.tsx'

export type Mapping = Partial<Source>

type MappingFormProps = {
  value: Mapping
  columns: readonly string[]
  currency: string
  onChange: (value: Mapping) => void
}

/** What the rows of a file mean, as a form: what a row is, who it is about, what happened, what is said. */
export function MappingForm({ value, columns, currency, onChange }: MappingFormProps) {
  const set = (change: Mapping) => onChange(without({ ...value, ...change }))
  const identity = <Part extends 'person' | 'account'>(part: Part, change: Mapping[Part]) => {
    const next = without({ ...value[part], ...change } as object)
    set({ [part]: Object.keys(next).length > 0 ? next : undefined })
  }
  return (
    <Stack>
      <ColumnsField
        id={idOf(['key'])}
        label="What identifies a row"
        says="Together they are different in every row. Without them, all that the row says identifies it."
        value={value.key}
        columns={columns}
        onChange={key => set({ key })}
      />
      <Fieldset legend="Who it is about" p="sm" id={idOf(['person'])} tabIndex={-1}>
        <Stack gap="sm">
          <ColumnsField
            id={idOf(['person', 'user'])}
            label="Their id"
            says="In your own product, or in the one system that knows them; of several, the first that is there counts"
            value={value.person?.user}
            columns={columns}
            onChange={user => identity('person', { user })}
          />
          <ColumnsField
            id={idOf(['person', 'email'])}
            label="Their e-mail address"
            says="Joins what several systems know of one person"
            value={value.person?.email}
            columns={columns}
            onChange={email => identity('person', { email })}
          />
          <ColumnsField
            id={idOf(['person', 'phone'])}
            label="Their phone number"
            says="One that is theirs alone; a switchboard would make one person of a whole company"
            value={value.person?.phone}
            columns={columns}
            onChange={phone => identity('person', { phone })}
          />
          {Object.entries(value.person?.ids ?? {}).map(([kind, said]) => (
            <ColumnsField
              key={kind}
              id={idOf(['person', 'ids', kind])}
              label={`Their ${kind} id`}
              says="What that system calls them"
              value={said}
              columns={columns}
              onChange={id => {
                const { [kind]: _, ...others } = value.person?.ids ?? {}
                const ids = id === undefined ? others : { ...others, [kind]: id }
                identity('person', { ids: Object.keys(ids).length > 0 ? ids : undefined })
              }}
            />
          ))}
          <ColumnsField
            id={idOf(['person', 'anonymous'])}
            label="Their browser or device"
            says="For visits of people who are not known yet"
            value={value.person?.anonymous}
            columns={columns}
            onChange={anonymous => identity('person', { anonymous })}
          />
          <ColumnsField
            id={idOf(['account', 'id'])}
            label="Id of their company"
            says="The account, in the system that exports the file"
            value={value.account?.id}
            columns={columns}
            onChange={id => identity('account', { id })}
          />
          <ColumnsField
            id={idOf(['account', 'domain'])}
            label="Domain of their company"
            says="A domain, a web address or an e-mail address with it"
            value={value.account?.domain}
            columns={columns}
            onChange={domain => identity('account', { domain })}
          />
        </Stack>
      </Fieldset>
      <Text component="h3" fz="sm" fw={600} m={0}>
        What happened
      </Text>
      <EventsField
        value={value.events ?? []}
        columns={columns}
        currency={currency}
        onChange={events => set({ events })}
      />
      <CellsField
        label="What is said about the person"
        says="Stays true until another row says something else"
        value={value.traits}
        columns={columns}
        currency={currency}
        onChange={traits => set({ traits })}
      />
      <CellsField
        label="What is said about the account"
        says="Of the company, for all its people"
        value={value.accountTraits}
        columns={columns}
        currency={currency}
        onChange={accountTraits => set({ accountTraits })}
      />
      <WritingFields value={value} set={set} />
    </Stack>
  )
}

const FORMATS = Object.entries(DATE_FORMATS).map(([value, example]) => ({ value, label: `${value}, as ${example}` }))

/** How dates and numbers are written, for the whole file or by column where the file needs that. */
function WritingFields({ value, set }: { value: Mapping; set: (change: Mapping) => void }) {
  const dates = value.dates ?? ''
  const decimal = value.decimal ?? ''
  return (
    <Fieldset legend="How it is written" p="sm">
      <Stack gap="sm">
        {typeof dates === 'string' ? (
          <Select
            id={idOf(['dates'])}
            label="Dates"
            description="Told from the file where it can be told"
            data={[{ value: '', label: 'told from the file' }, ...within(FORMATS, dates)]}
            value={dates}
            allowDeselect={false}
            onChange={next => set({ dates: next || undefined })}
          />
        ) : (
          Object.entries(dates).map(([column, format]) => (
            <Select
              key={column}
              id={idOf(['dates', column])}
              label={`Dates in “${column}”`}
              data={within(FORMATS, format)}
              value={format}
              allowDeselect={false}
              onChange={next => set({ dates: { ...dates, [column]: next ?? format } })}
            />
          ))
        )}
        {typeof decimal === 'string' ? (
          <Select
            id={idOf(['decimal'])}
            label="Sign before decimals"
            data={[
              { value: '', label: 'told from the file' },
              { value: '.', label: 'point: 1,234.50' },
              { value: ',', label: 'comma: 1.234,50' },
            ]}
            value={decimal}
            allowDeselect={false}
            onChange={next => set({ decimal: (next || undefined) as Mapping['decimal'] })}
          />
        ) : (
          Object.entries(decimal).map(([column, sign]) => (
            <Select
              key={column}
              id={idOf(['decimal', column])}
              label={`Sign before decimals in “${column}”`}
              data={['.', ',']}
              value={sign}
              allowDeselect={false}
              onChange={next => set({ decimal: { ...decimal, [column]: next as '.' | ',' } })}
            />
          ))
        )}
        <Select
          id={idOf(['zone'])}
          label="Time zone"
          description="Of times that name none: that of the system that exports the file"
          searchable
          limit={50}
          data={within(Intl.supportedValuesOf('timeZone'), value.zone ?? '')}
          value={value.zone ?? null}
          onChange={next => set({ zone: next ?? undefined })}
        />
        <NumberInput
          id={idOf(['expects', 'everyDays'])}
          label="New data comes every … days"
          description="Where it is overdue, a finding says so; leave it empty if nobody promises it"
          min={1}
          allowDecimal={false}
          value={value.expects?.everyDays ?? ''}
          onChange={next => {
            const expects = without({ ...value.expects, everyDays: typeof next === 'number' ? next : undefined })
            set({ expects: Object.keys(expects).length > 0 ? expects : undefined })
          }}
        />
      </Stack>
    </Fieldset>
  )
}
