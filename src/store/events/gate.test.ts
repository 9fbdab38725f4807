import { expect, it } from 'vitest'
import { gate } from './gate.ts'

it('lets so many run at once, others in their order, and a failure gives its place up', async () => {
  const enter = gate(2)
  const order: number[] = []
  let running = 0
  let most = 0
  const work = (n: number) =>
    enter(async () => {
      order.push(n)
      most = Math.max(most, ++running)
      await new Promise(resolve => setTimeout(resolve, 1))
      running--
      if (n % 2) throw new Error(String(n))
    })
  const results = await Promise.allSettled([0, 1, 2, 3, 4, 5, 6].map(work))
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(most).toBe(2)
  expect(results.filter(result => result.status === 'rejected')).toHaveLength(3)
  await Promise.all([enter(later), enter(later), enter(later)])
})

const later = async () => {}
