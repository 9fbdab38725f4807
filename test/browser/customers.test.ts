import { expect } from 'vitest'
import { barriers, settled, stories, story } from './harness.ts'

stories('facts from everywhere', () => {
  story('a tracker gets a key, its messages are watched, and one that is wrong is mended', async ({ serve, open }) => {
    const server = await serve('tidewater')
    const ada = await server.person('Ada', 'admin', { sales: 'lead' })
    const page = await open(server, '/trackers', ada)
    await page.getByLabel('Source').fill('website')
    await page.getByRole('button', { name: 'Make a write key' }).click()
    const key = (await page.locator('.secret').textContent()) ?? ''
    expect(key).toMatch(/^plw_/)
    await page.getByRole('tab', { name: 'curl' }).click()
    expect(await page.locator('pre').textContent()).toContain(key)
    expect(await barriers(page)).toEqual([])

    const live = await open(server, '/live', ada)
    await live.getByText('Listening').waitFor()
    const send = (batch: object[]) =>
      fetch(`${server.address}/v1/batch`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${key}:`)}` },
        body: JSON.stringify({ batch }),
      }).then(answer => answer.json())
    expect(
      await send([
        { type: 'identify', userId: 'u-77', traits: { email: 'tess@oldport.example' } },
        { type: 'track', userId: 'u-77', event: 'Trial started', properties: { plan: 'team' } },
        { type: 'track', event: 'Who was it', messageId: 'nobody' },
      ]),
    ).toMatchObject({ stored: 2, quarantined: 1 })
    await live.getByText('Who was it').first().waitFor()
    expect(await live.locator('.live-line').count()).toBe(3)
    await live.getByRole('button', { name: 'Pause' }).click()
    await send([{ type: 'track', userId: 'u-77', event: 'Report opened' }])
    await live.getByText('1 message waits').waitFor()
    expect(await live.locator('.live-line').count()).toBe(3)
    await live.getByRole('button', { name: 'Go on' }).click()
    await live.locator('.live-line').nth(3).waitFor()
    expect(await barriers(live)).toEqual([])

    await page.goto('/quarantine')
    await page.getByText('The message names nobody').click()
    const drawer = page.getByRole('dialog')
    const message = drawer.getByLabel('The message')
    await message.fill((await message.inputValue()).replace('{', '{ "userId": "u-77",'))
    await drawer.getByRole('button', { name: 'Mend and try again' }).click()
    await drawer.getByText('The message is stored.').waitFor()
    await drawer.getByRole('button', { name: 'Close', exact: true }).last().click()
    await page.getByText('Nothing waits').waitFor()
  })

  story('somebody is found by their address, and seen on one timeline with their account', async ({ serve, open }) => {
    const server = await serve('tidewater')
    const page = await open(server, '/customers', await server.person('Ana', 'member', { sales: 'member' }))
    await page.getByText('What is personal is masked for you.', { exact: false }).first().waitFor()
    const [first] = await server.ctx.events.query<{ value: string; person: number }>(
      `SELECT value, identifier.person AS person FROM identifier JOIN event ON event.person = identifier.person
       WHERE kind = 'email' AND account IS NOT NULL ORDER BY identifier.person LIMIT 1`,
    )
    await page.getByLabel('Find people and accounts').fill(first?.value ?? '')
    await page.getByRole('link', { name: '…', exact: false }).first().click()
    await page.waitForURL(`**/customers/p${first?.person}`)
    await settled(page)
    expect(await page.locator('main').textContent()).not.toContain(first?.value)
    await page.locator('.timeline-entry').first().waitFor()
    expect(await barriers(page)).toEqual([])
    await page
      .getByRole('region', { name: /^Accounts?$/ })
      .getByRole('link')
      .first()
      .click()
    await page.waitForURL('**/customers/a*')
    await page.getByText('Account a', { exact: false }).first().waitFor()
    await page.locator('.timeline-entry').first().waitFor()
    expect(await barriers(page)).toEqual([])
  })

  story('two ids that are not one person are kept apart, and put back', async ({ serve, open }) => {
    const server = await serve('tidewater')
    const bo = await server.person('Bo', 'lead', { sales: 'lead' })
    const page = await open(server, '/identity', bo)
    const [first] = await server.ctx.events.query<{ value: string; person: number }>(
      `SELECT value, person FROM identifier WHERE kind = 'email' AND person IN
         (SELECT person FROM identifier GROUP BY person HAVING count(*) > 1) ORDER BY person LIMIT 1`,
    )
    await page.getByLabel('Look at an id').fill(first?.value ?? '')
    await page.getByRole('button', { name: 'Look', exact: true }).click()
    await page.waitForURL(/id=n\d+$/)
    await page.getByText(`ids of p${first?.person}`).waitFor()
    expect(page.url()).not.toContain('@')
    expect(await barriers(page)).toEqual([])
    await page.getByRole('button', { name: 'Keep apart' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Why').fill('A shared computer at the fair.')
    await dialog.getByRole('button', { name: 'Keep them apart' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText('by a rule').first().waitFor()
    await page.goto('/identity')
    await page.getByText('A shared computer at the fair.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('dialog').getByLabel('Why').fill('It was their own.')
    await page.getByRole('button', { name: 'Undo it' }).click()
    await page.getByText('undone', { exact: false }).first().waitFor()
    const { json } = await bo.call('identity.show', { id: first?.value })
    expect(json.person).toBe(`p${first?.person}`)
  })
})
