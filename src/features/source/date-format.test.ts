import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DATE_FORMATS, type DateFormatName, formatNamed, formatsOf, readInstant, readWritten } from './date-format.ts'

const utc = (text: string, format: DateFormatName, zone = 'UTC') => {
  const ms = readInstant(text, format, zone)
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
}

describe('dates as files write them', () => {
  it.each<[string, DateFormatName, string]>([
    ['2018-02-01', 'yyyy-mm-dd', '2018-02-01T00:00:00.000Z'],
    ['2018-02-26 19:58:54', 'yyyy-mm-dd', '2018-02-26T19:58:54.000Z'],
    ['2020-12-30 3:15:52', 'yyyy-mm-dd', '2020-12-30T03:15:52.000Z'],
    ['2020-03-16 19:06:20.264', 'yyyy-mm-dd', '2020-03-16T19:06:20.264Z'],
    ['2023-06-08 23:22:50.048999', 'yyyy-mm-dd', '2023-06-08T23:22:50.048Z'],
    ['2022-01-19T03:03:33.969Z', 'yyyy-mm-dd', '2022-01-19T03:03:33.969Z'],
    ['2022-01-19T03:03:33+05:30', 'yyyy-mm-dd', '2022-01-18T21:33:33.000Z'],
    ['2022-01-19 03:03:33-08', 'yyyy-mm-dd', '2022-01-19T11:03:33.000Z'],
    ['2022-01-19 03:03:33 UTC', 'yyyy-mm-dd', '2022-01-19T03:03:33.000Z'],
    ['2025/4/3', 'yyyy-mm-dd', '2025-04-03T00:00:00.000Z'],
    ['13/04/2025', 'dd/mm/yyyy', '2025-04-13T00:00:00.000Z'],
    ['3.4.2025 14:05', 'dd/mm/yyyy', '2025-04-03T14:05:00.000Z'],
    ['4/3/2025, 2:05\u202fPM', 'mm/dd/yyyy', '2025-04-03T14:05:00.000Z'],
    ['4/3/2025 12:30 am', 'mm/dd/yyyy', '2025-04-03T00:30:00.000Z'],
    ['03/04/25', 'dd/mm/yy', '2025-04-03T00:00:00.000Z'],
    ['03/04/99', 'mm/dd/yy', '1999-03-04T00:00:00.000Z'],
    ['3 Apr 2025', 'dd mmm yyyy', '2025-04-03T00:00:00.000Z'],
    ['Thu, 03 April 2025 10:00:00 +0200', 'dd mmm yyyy', '2025-04-03T08:00:00.000Z'],
    ['03-Apr-2025', 'dd mmm yyyy', '2025-04-03T00:00:00.000Z'],
    ['14/Jul/25 3:42 PM', 'dd mmm yy', '2025-07-14T15:42:00.000Z'],
    ['3-apr-99', 'dd mmm yy', '1999-04-03T00:00:00.000Z'],
    ['11/May/2025', 'dd mmm yyyy', '2025-05-11T00:00:00.000Z'],
    ['Apr 3, 2025 9:15 PM', 'mmm dd, yyyy', '2025-04-03T21:15:00.000Z'],
    ['September 3rd, 2025', 'mmm dd, yyyy', '2025-09-03T00:00:00.000Z'],
    ['20250403', 'yyyymmdd', '2025-04-03T00:00:00.000Z'],
    ['1743638400', 'seconds', '2025-04-03T00:00:00.000Z'],
    ['1743638400.5', 'seconds', '2025-04-03T00:00:00.500Z'],
    ['1743638400123', 'milliseconds', '2025-04-03T00:00:00.123Z'],
    ['1743638400123456', 'microseconds', '2025-04-03T00:00:00.123Z'],
    ['45750', 'excel', '2025-04-03T00:00:00.000Z'],
    ['45750.5', 'excel', '2025-04-03T12:00:00.000Z'],
  ])('%s, written %s, is %s', (text, format, instant) => {
    expect(utc(text, format)).toBe(instant)
  })

  it.each<[string, DateFormatName]>([
    ['2018-02-29', 'yyyy-mm-dd'],
    ['1900-02-29', 'yyyy-mm-dd'],
    ['2018-13-01', 'yyyy-mm-dd'],
    ['2018-00-10', 'yyyy-mm-dd'],
    ['2018-01-00', 'yyyy-mm-dd'],
    ['2018-01-01 24:00:00', 'yyyy-mm-dd'],
    ['2018-01-01 10:60', 'yyyy-mm-dd'],
    ['2018-01-01 10:00 at noon', 'yyyy-mm-dd'],
    ['9999-12-31 23:59:59', 'yyyy-mm-dd'],
    ['1899-12-31', 'yyyy-mm-dd'],
    ['31/04/2025', 'dd/mm/yyyy'],
    ['04/13/2025', 'dd/mm/yyyy'],
    ['13:05 PM', 'dd/mm/yyyy'],
    ['1/1/2025 13:05 PM', 'dd/mm/yyyy'],
    ['3 Foo 2025', 'dd mmm yyyy'],
    ['20251301', 'yyyymmdd'],
    ['1743638400', 'milliseconds'],
    ['1743638400123', 'seconds'],
    ['', 'yyyy-mm-dd'],
    ['n/a', 'yyyy-mm-dd'],
  ])('%s is no date written %s', (text, format) => {
    expect(readWritten(text, format)).toBeUndefined()
    expect(utc(text, format)).toBeUndefined()
  })

  it('reads what carries no zone in the zone it is given, and not at all without one', () => {
    expect(utc('2025-07-01 12:00:00', 'yyyy-mm-dd', 'Europe/Berlin')).toBe('2025-07-01T10:00:00.000Z')
    expect(utc('2025-07-01', 'yyyy-mm-dd', 'America/New_York')).toBe('2025-07-01T04:00:00.000Z')
    expect(utc('2025-07-01 12:00:00Z', 'yyyy-mm-dd', 'Europe/Berlin')).toBe('2025-07-01T12:00:00.000Z')
    expect(readInstant('2025-07-01 12:00:00', 'yyyy-mm-dd', undefined)).toBeNaN()
    expect(readInstant('2025-07-01 12:00:00Z', 'yyyy-mm-dd', undefined)).not.toBeNaN()
  })

  it('agrees with JavaScript about every instant it reads in ISO form', () => {
    const instants = fc.date({
      min: new Date('1900-01-01T00:00:00Z'),
      max: new Date('2199-12-31T23:59:59Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, date => {
        const iso = date.toISOString()
        expect(readInstant(iso, 'yyyy-mm-dd', undefined)).toBe(date.getTime())
        expect(readInstant(iso.slice(0, 19).replace('T', ' '), 'yyyy-mm-dd', 'UTC')).toBe(
          Math.floor(date.getTime() / 1000) * 1000,
        )
        expect(readInstant(iso.slice(0, 10), 'yyyy-mm-dd', 'UTC')).toBe(Date.parse(iso.slice(0, 10)))
      }),
    )
  })

  it.each<[string, DateFormatName[]]>([
    ['2025-04-03', ['yyyy-mm-dd']],
    ['03/04/2025', ['dd/mm/yyyy', 'mm/dd/yyyy']],
    ['03.04.2025', ['dd/mm/yyyy', 'mm/dd/yyyy']],
    ['13/04/2025', ['dd/mm/yyyy']],
    ['04/13/2025', ['mm/dd/yyyy']],
    ['Apr 3, 2025', ['mmm dd, yyyy']],
    ['20250403', ['yyyymmdd']],
    ['1743638400', ['seconds']],
    ['1743638400123', ['milliseconds']],
    ['03/04/25', []],
    ['45750', []],
    ['soon', []],
  ])('%s may be written %j', (text, formats) => {
    expect(formatsOf(text)).toEqual(formats)
  })

  it('knows a format under the names people give it', () => {
    expect(['DD.MM.YYYY', 'dd-mm-yyyy', 'dd/mm/yyyy'].map(formatNamed)).toEqual(Array(3).fill('dd/mm/yyyy'))
    expect(['ISO', 'iso8601', 'YYYY/MM/DD'].map(formatNamed)).toEqual(Array(3).fill('yyyy-mm-dd'))
    expect(Object.keys(DATE_FORMATS).map(formatNamed)).toEqual(Object.keys(DATE_FORMATS))
    expect(formatNamed('day first')).toBeUndefined()
  })

  it('answers at once whatever the text', () => {
    const started = performance.now()
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('1', '2', '/', '-', ' ', ':', 'a', 'T'), minLength: 500, maxLength: 5000 }),
        text => {
          formatsOf(text)
        },
      ),
    )
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
