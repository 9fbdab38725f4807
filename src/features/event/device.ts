import { giveField, isFields } from './fields.ts'

/**
 * Adds on what an event happened: browser, operating system, kind of device, app, language and time zone. The whole user agent
 * is left out, since it says more about a person than anybody needs.
 */
export function addDevice(props: Record<string, unknown>, context: Record<string, unknown>): void {
  const { userAgent, os, app, device, locale, timezone } = context
  if (typeof userAgent === 'string' && userAgent !== '') {
    const seen = agentOf(userAgent)
    giveField(props, 'browser', seen.browser)
    giveField(props, 'device', seen.device)
    if (!isFields(os)) giveField(props, 'os', seen.os)
  }
  if (isFields(os)) giveField(props, 'os', shortText(os.name))
  if (isFields(device)) giveField(props, 'device', shortText(device.type))
  if (isFields(app)) {
    giveField(props, 'app', shortText(app.name))
    giveField(props, 'app_version', shortText(app.version))
  }
  giveField(props, 'locale', shortText(locale))
  giveField(props, 'timezone', shortText(timezone))
}

const shortText = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length <= 100 ? value : undefined

type Agent = { browser: string | undefined; os: string | undefined; device: string }

const known = new Map<string, Agent>()
const MOST = 2000

function agentOf(userAgent: string): Agent {
  const found = known.get(userAgent)
  if (found) return found
  const agent = readAgent(userAgent.slice(0, 500))
  if (known.size >= MOST) known.clear()
  known.set(userAgent, agent)
  return agent
}

function readAgent(text: string): Agent {
  const first = (among: readonly (readonly [RegExp, string])[]) => among.find(([sign]) => sign.test(text))?.[1]
  const os = first(SYSTEMS)
  const isTablet = /iPad|Tablet|PlayBook|Silk/.test(text) || (os === 'Android' && !/Mobile/.test(text))
  const device = BOT.test(text) ? 'bot' : isTablet ? 'tablet' : /Mobi|iPhone|iPod/.test(text) ? 'mobile' : 'desktop'
  return { browser: first(BROWSERS), os, device }
}

const BOT = /bot\b|crawl|spider|headless|lighthouse|preview/i

/** The more particular first: most browsers call themselves Chrome or Safari too. */
const BROWSERS = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/(Headless)?Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const

const SYSTEMS = [
  [/Windows/, 'Windows'],
  [/iPhone|iPad|iPod/, 'iOS'],
  [/Android/, 'Android'],
  [/CrOS/, 'ChromeOS'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
] as const
