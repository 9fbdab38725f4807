import { expect } from 'vitest'
import { barriers, stories, story } from './harness.ts'

const FILE = `Ends on,Account,MRR,Reason
2026-09-21,oldport.example,250,Too expensive
2026-09-22,newport.example,lots,Back to paper
`

stories('facts', () => {
  story('a file is imported, and the row that is broken is put right', async ({ serve, open }) => {
    const server = await serve('tidewater')
    const ana = await server.person('Ana', 'lead', { finance: 'lead' })
    const page = await open(server, '/data/billing-cancellations', ana)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const file = { name: 'billing-cancellations.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByRole('button', { name: 'Import the file' }).click()
    await page
      .getByText(/1 rejected/)
      .first()
      .waitFor()
    await page.goto('/data/billing-cancellations')
    await page.getByRole('button', { name: 'Put right line 3' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('“lots”').first().waitFor()
    expect(await barriers(page)).toEqual([])
    await drawer.getByLabel('MRR').fill('180')
    await drawer.getByRole('button', { name: 'Try the row again' }).click()
    await drawer.getByText('The row is stored.').waitFor()
    await drawer.getByRole('button', { name: 'Close', exact: true }).last().click()
    await page.getByText('No row is rejected').waitFor()
  })

  story('a finding is opened, understood, and lived with for a while', async ({ serve, open }) => {
    const server = await serve('tidewater')
    const ana = await server.person('Ana', 'lead', { sales: 'lead' })
    const page = await open(server, '/alignment', ana)
    await page.getByText('The stage “MQL” is in force and used in').first().click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('What would put it right').waitFor()
    await drawer.getByRole('button', { name: 'Live with it for a while' }).click()
    await drawer.getByLabel('Reason').fill('Sales signs after the fair.')
    await drawer.getByRole('button', { name: 'Propose to live with it' }).click()
    await drawer.waitFor({ state: 'hidden' })
    const { json } = await ana.call('suppression.list')
    expect(JSON.stringify(json)).toContain('unsigned-definition')
  })
})
