import { describe, expect, it } from 'vitest'
import { cases } from '../../../test/rule-cases/cases.ts'
import { sketched } from '../../../test/survey.ts'
import { thresholdsOf } from './configuration.ts'
import { docsOf } from './rule.ts'
import { rules } from './rules.ts'

describe('rules', () => {
  it.each(cases)('$rule: $what', ({ rule: id, in: sketch, says, about }) => {
    const rule = rules.find(each => each.id === id)
    const survey = sketched(sketch)
    const hits = rule?.find(survey, thresholdsOf(rule, survey)) ?? []
    expect(hits.map(({ message, objects }) => [message, objects])).toEqual(says === undefined ? [] : [[says, about]])
  })

  it.each(rules)('$id has a case in which it fires and one in which it is silent', ({ id }) => {
    const own = cases.filter(({ rule }) => rule === id)
    expect(own.some(({ says }) => says !== undefined)).toBe(true)
    expect(own.some(({ says }) => says === undefined)).toBe(true)
  })

  it.each(rules)('$id says what it finds, why it matters, what to do and where to read more, in sentences', rule => {
    const thresholds = Object.values(rule.thresholds ?? {}).map(({ says }) => says)
    for (const sentence of [rule.says, rule.why, rule.fix, ...thresholds])
      expect(sentence).toMatch(/^\p{Lu}[\s\S]{20,}\.$/u)
    expect(docsOf(rule)).toBe(`docs/reference/rules.md#${rule.id}`)
    expect(rule.id).toMatch(/^[a-z]+(-[a-z]+)+$/)
  })

  it.each(rules)('$id has the number that it calls the main one', rule => {
    const hits = cases
      .filter(each => each.rule === rule.id)
      .flatMap(({ in: sketch }) => rule.find(sketched(sketch), thresholdsOf(rule, sketched(sketch))))
    const named = hits.filter(({ main }) => main !== undefined)
    expect(named.filter(({ main = '', numbers = {} }) => main in numbers).length > 0).toBe(named.length > 0)
  })

  it('have ids of their own', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length)
  })

  it('find nothing in a company that has declared nothing', () => {
    expect(rules.flatMap(rule => rule.find(sketched({}), thresholdsOf(rule, sketched({}))))).toEqual([])
  })
})
