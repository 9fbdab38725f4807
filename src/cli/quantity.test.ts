import { describe, expect, it } from 'vitest'
import { changeOf, quantity } from './quantity.ts'
import { sparkline } from './spark.ts'

describe('a quantity', () => {
  it.each<[number | null, string, string]>([
    [0.41278, '%', '41.3 %'],
    [0, '%', '0 %'],
    [12400.4, 'EUR', '12,400 EUR'],
    [12.345, 'EUR', '12.3 EUR'],
    [61, 'people', '61 people'],
    [1234567, 'visits', '1,234,567 visits'],
    [null, 'EUR', '–'],
  ])('%s %s reads %s', (value, unit, text) => expect(quantity(value, unit)).toBe(text))
})

describe('a change', () => {
  it.each<[number | null, number | null, string, string]>([
    [100, 112, 'EUR', '+12 %'],
    [100, 97.1, 'EUR', '−2.9 %'],
    [-100, -50, 'EUR', '+50 %'],
    [0.3, 0.327, '%', '+2.7 pt'],
    [5, 5, 'people', '±0 %'],
    [0, 7, 'people', 'new'],
    [0, 0, 'people', '±0'],
    [null, 7, 'people', ''],
  ])('from %s to %s %s reads %s', (before, after, unit, text) => expect(changeOf(before, after, unit)).toBe(text))
})

describe('a sparkline', () => {
  it('puts the lowest value lowest and the highest highest, and leaves a gap where nothing is known', () => {
    expect(sparkline([0, 1, null, 7])).toBe('▁▂ █')
  })

  it('of equal values is level, of no value empty', () => {
    expect(sparkline([3, 3])).toBe('▅▅')
    expect(sparkline([null, null])).toBe('  ')
  })
})
