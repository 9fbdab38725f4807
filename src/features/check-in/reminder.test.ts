import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAYS_OF_WEEK, lastReminder, type Rhythm, WEEKLY } from '../../core/cadence.ts'
import { MOST_A_WEEK, type OwedGoal, type Owing, remindersBetween } from './reminder.ts'

const ms = (instant: string) => Date.parse(instant)
const DAY = 86_400_000
const rhythm = (zone: string, cadence: Partial<Rhythm['cadence']> = {}): Rhythm => ({
  cadence: { ...WEEKLY, ...cadence },
  zone,
  from: '2026-01-01',
})
const owes = (goal: string, zone = 'Europe/Berlin', owed = '2026-01-05T08:00:00Z', on = 'monday'): OwedGoal => ({
  goal,
  rhythm: rhythm(zone, { on: on as 'monday' }),
  owedMs: ms(owed),
})
const between = (after: string, until: string, ...people: Partial<Owing>[]) =>
  remindersBetween(
    ms(after),
    ms(until),
    people.map(each => ({ person: 'vera', goals: [], remindedMs: [], ...each })),
  ).map(({ person, atMs, goals }) => `${new Date(atMs).toISOString().slice(0, 16)} ${person}: ${goals.join(', ')}`)

describe('reminders', () => {
  it('come to each person at nine where they are, once for all they owe', () => {
    const said = between(
      '2026-01-11T00:00:00Z',
      '2026-01-13T00:00:00Z',
      { person: 'vera', goals: [owes('grow'), owes('learn')] },
      { person: 'zoe', goals: [owes('grow', 'America/New_York')] },
    )
    expect(said).toEqual(['2026-01-12T08:00 vera: grow, learn', '2026-01-12T14:00 zoe: grow'])
  })

  it('pass over who owes nothing yet', () => {
    const soon = owes('grow', 'Europe/Berlin', '2026-01-19T08:00:00Z')
    expect(between('2026-01-11T00:00:00Z', '2026-01-13T00:00:00Z', { goals: [soon] })).toEqual([])
    expect(between('2026-01-18T00:00:00Z', '2026-01-20T00:00:00Z', { goals: [soon] })).toHaveLength(1)
  })

  it('come once when a job looks twice, and are not lost between two looks', () => {
    const people = { goals: [owes('grow')] }
    expect(between('2026-01-12T07:59:00Z', '2026-01-12T08:00:00Z', people)).toHaveLength(1)
    expect(between('2026-01-12T08:00:00Z', '2026-01-12T08:01:00Z', people)).toEqual([])
  })

  it('are at most five a week to one person', () => {
    const every = DAYS_OF_WEEK.map((day, i) => owes(`goal-${i}`, 'UTC', '2026-01-01T00:00:00Z', day))
    const said = between('2026-01-12T00:00:00Z', '2026-01-18T23:00:00Z', { goals: every })
    expect(said).toHaveLength(MOST_A_WEEK)
    const reminded = [1, 2, 3, 4, 5].map(day => ms(`2026-01-0${day + 4}T10:00:00Z`))
    expect(between('2026-01-10T00:00:00Z', '2026-01-11T23:00:00Z', { goals: every, remindedMs: reminded })).toEqual([])
  })

  it('never exceed five in any seven days, whatever is owed and wherever', () => {
    const goals = fc.array(
      fc.record({
        goal: fc.string({ minLength: 1, maxLength: 3 }),
        zone: fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Tokyo'),
        on: fc.constantFrom(...DAYS_OF_WEEK),
        owed: fc.nat(60),
      }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(goals, all => {
        const start = ms('2026-03-01T00:00:00Z')
        const owed = all.map(({ goal, zone, on, owed }) => ({
          goal,
          rhythm: rhythm(zone, { on }),
          owedMs: start + owed * DAY,
        }))
        const reminders = remindersBetween(start, start + 90 * DAY, [{ person: 'vera', goals: owed, remindedMs: [] }])
        for (const { atMs, goals: named } of reminders) {
          const week = reminders.filter(each => each.atMs <= atMs && each.atMs > atMs - 7 * DAY)
          expect(week.length).toBeLessThanOrEqual(MOST_A_WEEK)
          for (const name of named) {
            const mine = owed.filter(each => each.goal === name)
            expect(mine.some(each => each.owedMs <= atMs && lastReminder(each.rhythm, atMs) === atMs)).toBe(true)
          }
        }
      }),
    )
  })
})
