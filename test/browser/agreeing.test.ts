import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { changeTeam } from '../../src/features/team/operations.ts'
import type { TestServer } from '../server.ts'
import { barriers, stories, story } from './harness.ts'

const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true }).click()

async function sign(page: Page): Promise<void> {
  await page.locator('main').getByRole('button', { name: /^Sign/ }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign', exact: true }).click()
  await page.getByRole('dialog').waitFor({ state: 'hidden' })
}

async function threeTeams(server: TestServer) {
  for (const name of ['marketing', 'sales', 'finance']) await changeTeam(server.ctx, { name })
  return Promise.all([
    server.person('Ana', 'lead', { marketing: 'lead' }),
    server.person('Bo', 'lead', { sales: 'lead' }),
    server.person('Cy', 'lead', { finance: 'lead' }),
  ])
}

stories('agreeing', () => {
  story(
    'three people come to an agreement: proposed, objected to, revised, signed, in force',
    async ({ serve, open }) => {
      const server = await serve()
      const [ana, bo, cy] = await threeTeams(server)
      const hers = await open(server, '/agreements/term/new', ana)
      await hers.getByLabel('Name').fill('customer')
      await hers.getByLabel('Means').fill('Whoever has an account.')
      await hers.getByRole('button', { name: 'Add …' }).click()
      await hers.getByRole('menuitem', { name: 'Binds' }).click()
      await hers.getByRole('combobox', { name: 'Binds' }).click()
      for (const team of ['sales', 'finance']) await hers.getByRole('option', { name: team }).click()
      await hers.keyboard.press('Escape')
      await next(hers)
      await hers.getByLabel('Why should it be so?').fill('Two reports, two numbers.')
      await next(hers)
      await hers.getByText('somebody besides you among them').waitFor()
      await hers.getByRole('button', { name: 'Propose', exact: true }).click()
      await hers.getByRole('heading', { name: 'customer', level: 1 }).waitFor()

      const path = '/agreements/term/customer'
      const [his, third] = [await open(server, path, bo), await open(server, path, cy)]
      await his.getByRole('button', { name: 'More actions' }).click()
      await his.getByRole('menuitem', { name: 'Object, with a reason' }).click()
      await his.getByLabel('What is wrong with it?').fill('Trials have accounts too.')
      await his.getByRole('dialog').getByRole('button', { name: 'Object', exact: true }).click()
      for (const page of [hers, third]) await page.getByText('Trials have accounts too.').first().waitFor()

      await hers.getByRole('link', { name: 'Propose a change' }).click()
      await hers.getByLabel('Means').fill('Whoever has paid once.')
      await next(hers)
      await hers.getByLabel('Why should it be so?').fill('Sales is right.')
      await next(hers)
      await hers.getByRole('button', { name: 'Propose', exact: true }).click()
      for (const page of [his, third]) await page.getByText('Whoever has paid once.').first().waitFor()
      expect(await barriers(hers)).toEqual([])

      for (const page of [hers, his, third]) await sign(page)
      for (const page of [hers, his, third]) await page.getByText('in force', { exact: true }).first().waitFor()
      const { json } = await ana.call('term.get', { name: 'customer' })
      expect(json.state).toBe('in force')
      expect(JSON.stringify(json)).toContain('Whoever has paid once.')
    },
  )

  story('before a definition changes, people see what past periods would have been', async ({ serve, open }) => {
    const server = await serve('tidewater')
    const ana = await server.person('Ana', 'lead', { marketing: 'lead' })
    const page = await open(server, '/agreements/stage/mql/change', ana)
    await page.getByRole('tab', { name: 'As YAML' }).click()
    const yaml = page.locator('main textarea').first()
    const before = await yaml.inputValue()
    await yaml.fill(
      before.replace('enters: became_mql', 'enters: { event: became_mql, where: { berths: { gte: 20 } } }'),
    )
    expect(await yaml.inputValue(), before).not.toBe(before)
    await next(page)
    await page.getByText(/numbers? that rest on it would have been different/).waitFor()
    await page.getByRole('table', { name: 'The last complete period of each number' }).waitFor()
    expect(await page.getByRole('img').count()).toBeGreaterThan(0)
  })

  story('two people change the same goal, and nothing that either typed is lost', async ({ serve, open }) => {
    const server = await serve('tidewater')
    const ana = await server.person('Ana', 'lead', { sales: 'lead' })
    const bo = await server.person('Bo', 'lead', { marketing: 'lead' })
    const path = '/agreements/goal/full-books-for-winter/change'
    const [hers, his] = [await open(server, path, ana), await open(server, path, bo)]
    for (const [page, title] of [
      [hers, 'Full books by Christmas'],
      [his, 'Books full of boats'],
    ] as const)
      await page.getByLabel('Title', { exact: true }).first().fill(title)
    await next(hers)
    await hers.getByLabel('Why should it be so?').fill('A date.')
    await next(hers)
    await hers.getByRole('button', { name: 'Propose', exact: true }).click()
    await hers.getByText('Full books by Christmas').first().waitFor()

    await his.getByText('was proposed while you were writing').waitFor()
    expect(await his.getByLabel('Title', { exact: true }).first().inputValue()).toBe('Books full of boats')
    await his.getByRole('button', { name: 'Put my change on top of theirs' }).click()
    expect(await his.getByLabel('Title', { exact: true }).first().inputValue()).toBe('Books full of boats')
    await next(his)
    await his.getByLabel('Why should it be so?').fill('Boats.')
    await next(his)
    await his.getByRole('button', { name: 'Propose', exact: true }).click()
    await his.getByText('Books full of boats').first().waitFor()
    const { json } = await ana.call('goal.history', { name: 'full-books-for-winter' })
    expect(JSON.stringify(json)).toContain('Full books by Christmas')
  })
})
