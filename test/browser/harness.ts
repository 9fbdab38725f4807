import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openInMemory } from '../../src/cli/workplace.ts'
import { importFolder } from '../../src/features/source/operations/folder.ts'
import { startServer, type TestServer } from '../server.ts'
import { builtPages } from './pages.ts'

/**
 * What people do in a browser, told as stories. Each is told on a server of its own, in this process, and fails too when the
 * page writes an error into its console, such as one about its content security policy.
 */
const executable = findBrowser()
const PATIENCE_MS = 60_000

type Look = { width?: number; height?: number; scheme?: 'light' | 'dark' }
type Who = { cookie: string } | undefined

export type Scene = {
  /** Starts a server: empty, or with the company of `examples/tidewater` and its facts. */
  serve(company?: 'tidewater'): Promise<TestServer>
  /** A browser of somebody’s own, on a page. */
  open(server: TestServer, path: string, who?: Who, look?: Look): Promise<Page>
}

/** A group of stories; skipped, and said so, where there is no browser. */
export function stories(title: string, body: () => void): void {
  if (!executable)
    process.stderr.write(
      `No browser is on this machine, so “${title}” is not told. Install chromium, or name one in PLUMBLINE_BROWSER.\n`,
    )
  describe.skipIf(!executable)(title, () => {
    beforeAll(async () => {
      pages = await builtPages()
      browser = await chromium.launch({ executablePath: executable ?? '', args: ['--no-sandbox'] })
    }, 120_000)
    afterAll(() => browser?.close())
    body()
  })
}

let browser: Browser | undefined
let pages = ''

export function story(title: string, tell: (scene: Scene) => Promise<void>): void {
  it(title, { timeout: PATIENCE_MS }, async () => {
    const servers: TestServer[] = []
    const contexts: BrowserContext[] = []
    const errors: string[] = []
    const scene: Scene = {
      async serve(company) {
        const server = await startServer({ pages, ...(company ? { place: await openExample(company) } : {}) }, false)
        servers.push(server)
        return server
      },
      async open(server, path, who, { width = 1440, height = 900, scheme = 'light' } = {}) {
        const context = await (browser as Browser).newContext({
          viewport: { width, height },
          colorScheme: scheme,
          reducedMotion: 'reduce',
          baseURL: server.address,
          locale: 'en-GB',
        })
        contexts.push(context)
        const [name = '', value = ''] = who?.cookie.split(/=(.*)/) ?? []
        if (who) await context.addCookies([{ name, value, url: server.address }])
        context.setDefaultTimeout(15_000)
        const page = await context.newPage()
        page.on('pageerror', error => errors.push(error.message))
        page.on('console', message => {
          // A refusal is part of a story; the browser writes it down as an error.
          if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) errors.push(message.text())
        })
        await page.goto(path)
        return page
      },
    }
    try {
      await tell(scene).catch(error => shown(error, contexts))
      expect(errors).toEqual([])
    } finally {
      for (const each of contexts) await each.close()
      for (const each of servers) await each.stop()
    }
  })
}

/** The failure with what each page showed, since a picture is not at hand where it is read. */
async function shown(error: Error, contexts: readonly BrowserContext[]): Promise<never> {
  for (const page of contexts.flatMap(context => context.pages())) {
    const said = await page
      .locator('body')
      .ariaSnapshot({ timeout: 2000 })
      .catch(() => '')
    error.message += `\n\n${page.url()}\n${said.slice(said.indexOf('- main'), said.indexOf('- main') + 6000)}`
  }
  throw error
}

async function openExample(company: string) {
  const folder = join(import.meta.dirname, '..', '..', 'examples', company)
  const place = await openInMemory(folder)
  await importFolder(place.ctx, join(folder, 'data'), () => {})
  return place
}

/** What breaks the rules of accessibility on a page, each with where. */
export async function barriers(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(each => each.target.join(' ')).join(', ')})`,
  )
}

/** Waits until a page shows what it loads. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1').first().waitFor()
  await expect
    .poll(() => page.locator('.mantine-Skeleton-root, [aria-label=Loading]').count(), { timeout: 15_000 })
    .toBe(0)
}

/** Whether a page is wider than the window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth') as Promise<number>

function findBrowser(): string | undefined {
  const { PLUMBLINE_BROWSER, PATH = '', PLAYWRIGHT_BROWSERS_PATH } = process.env
  if (PLUMBLINE_BROWSER) return PLUMBLINE_BROWSER
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
  const onPath = names.flatMap(name => PATH.split(delimiter).map(folder => join(folder, name)))
  const cached = PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache', 'ms-playwright')
  const builds = existsSync(cached)
    ? readdirSync(cached)
        .filter(name => name.startsWith('chromium'))
        .flatMap(name => [join(cached, name, 'chrome-linux', 'chrome'), join(cached, name, 'chrome-linux64', 'chrome')])
    : []
  return [...onPath, ...builds].find(file => existsSync(file))
}
