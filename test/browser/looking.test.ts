import { expect } from 'vitest'
import { DATA_PAGES } from '../../src/web/data/data-tabs.tsx'
import { MENU } from '../../src/web/menu.ts'
import { barriers, overflow, settled, stories, story } from './harness.ts'

stories('looking around', () => {
  const groups = { 'of the menu': MENU, 'about data': DATA_PAGES }
  const looks = (['light', 'dark'] as const).flatMap(scheme =>
    Object.entries(groups).map(([which, pages]) => ({ scheme, which, pages })),
  )
  for (const { scheme, which, pages } of looks)
    story(`every page ${which} can be used by everybody, in ${scheme} colours`, async ({ serve, open }) => {
      const server = await serve('tidewater')
      const page = await open(server, '/data', await server.person('Ada', 'admin', { sales: 'lead' }), { scheme })
      const found: string[] = []
      for (const { text, to } of pages) {
        await page.getByRole('navigation').getByRole('link', { name: text, exact: true }).first().click()
        await page.waitForURL(url => (to === '/' ? url.pathname === '/' : url.pathname.startsWith(to)))
        await settled(page)
        found.push(...(await barriers(page)).map(each => `${text}: ${each}`))
      }
      expect(found).toEqual([])
    })

  story('nothing is wider than a phone of 390 points', async ({ serve, open }) => {
    const server = await serve('tidewater')
    const ada = await server.person('Ada', 'admin', { sales: 'lead' })
    const page = await open(server, '/', ada, { width: 390, height: 844 })
    const wide: string[] = []
    const more = ['/customers/p1', '/customers/a1', '/connectors', '/connectors/hubspot', '/events/deal_created']
    const others = more.map(to => ({ text: to, to }))
    for (const { text, to } of [...MENU, ...DATA_PAGES, ...others]) {
      await page.goto(to)
      await settled(page)
      const by = await overflow(page)
      if (by > 0) wide.push(`${text}: ${by} px`)
    }
    expect(wide).toEqual([])
  })

  story('the map is walked by keyboard, from a thing to what carries it and back', async ({ serve, open }) => {
    const server = await serve('tidewater')
    const page = await open(server, '/map', await server.person('Ada', 'member'))
    const focused = () => page.evaluate('document.activeElement?.dataset?.id ?? ""')
    await page.getByRole('application').locator('.react-flow__node').first().waitFor()
    for (let i = 0; i < 40 && !(await focused()); i++) await page.keyboard.press('Tab')
    const first = await focused()
    expect(first).not.toBe('')
    let second = first
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
      await page.keyboard.press(key)
      await page.waitForTimeout(200)
      second = await focused()
      if (second !== first) break
    }
    expect(second).not.toBe(first)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    expect(await focused()).toBe(second)
  })
})
