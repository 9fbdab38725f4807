import { expect } from 'vitest'
import { PASSWORD } from '../server.ts'
import { barriers, stories, story } from './harness.ts'

stories('coming in', () => {
  story('the first admin comes with the token from the terminal, and signs in again later', async ({ serve, open }) => {
    const server = await serve()
    const page = await open(server, '/')
    await page.getByRole('heading', { name: 'Nobody is here yet' }).waitFor()
    expect(await barriers(page)).toEqual([])

    await page.goto(`/setup?token=${server.setup}`)
    await page.getByLabel('E-mail').fill('ada@acme.test')
    await page.getByLabel(/^Name/).fill('Ada')
    await page.locator('input[type=password]').fill('password1234')
    await page.getByRole('button', { name: 'Set up' }).click()
    await page.getByRole('alert').filter({ hasText: 'tried first' }).waitFor()
    expect(await page.getByLabel(/^Name/).inputValue()).toBe('Ada')
    expect(await barriers(page)).toEqual([])
    await page.locator('input[type=password]').fill(PASSWORD)
    await page.getByRole('button', { name: 'Set up' }).click()
    await page.getByRole('heading', { name: 'Home' }).waitFor()

    await page.getByRole('button', { name: 'Signed in as Ada' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in to Acme' }).waitFor()
    expect(await barriers(page)).toEqual([])
    await page.getByLabel('E-mail').fill('ada@acme.test')
    await page.locator('input[type=password]').fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { name: 'Home' }).waitFor()
  })

  story('an admin invites somebody, who comes in by the link', async ({ serve, open }) => {
    const server = await serve()
    const ada = await server.person('Ada', 'admin')
    const admins = await open(server, '/settings', ada)
    await admins.getByRole('tab', { name: 'People' }).click()
    await admins.getByRole('button', { name: 'Invite' }).first().click()
    await admins.getByLabel('E-mail').fill('bo@acme.test')
    await admins.getByLabel(/^Name/).fill('Bo')
    await admins
      .locator('form')
      .getByRole('button', { name: /Invite|Make/ })
      .click()
    const notice = admins.getByRole('status').filter({ hasText: 'The link for bo@acme.test' })
    await notice.waitFor()
    const link = /http:\S+token=pli_[\w-]{43}/.exec((await notice.textContent()) ?? '')?.[0] ?? ''

    const page = await open(server, link.slice(server.address.length))
    await page.getByRole('heading', { name: 'You are invited' }).waitFor()
    expect(await page.getByLabel('E-mail').inputValue()).toBe('bo@acme.test')
    await page.locator('input[type=password]').fill(PASSWORD)
    await page.getByRole('button', { name: 'Join Acme' }).click()
    await page.getByRole('button', { name: 'Signed in as Bo' }).waitFor()
    await admins.getByRole('cell', { name: 'bo@acme.test' }).first().waitFor()
  })
})
