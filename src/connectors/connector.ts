import type { JsonValue } from '../core/json.ts'

/** What Plumbline knows of an outside system: how its exports read, and, of some, how its API is asked. */
export type Connector = {
  /** One lower-case word, the folder’s name. */
  name: string
  title: string
  category: Category
  /** One sentence: what it brings. */
  does: string
  /** How to set it up, step by step, in the words of the system’s own menus. */
  steps: readonly string[]
  presets: readonly Preset[]
  api?: Api
  /** What somebody enters so that the system may send what happens by itself. */
  receives?: { fields: readonly ApiField[] }
}

export type Category =
  | 'crm'
  | 'help desk'
  | 'mail'
  | 'ads'
  | 'analytics'
  | 'payments'
  | 'work'
  | 'sheet'
  | 'warehouse'
  | 'webhook'

/** How one kind of export file, or one kind of object of the API, becomes facts. */
export type Preset = {
  /** Unique among the connector’s presets; `<connector>-<name>` is what a source made from it is called at first. */
  name: string
  title: string
  does: string
  /** Patterns of file names, with `*` and `?`. */
  file: readonly string[]
  /** Columns that a file has when it is this export, in the vendor’s spelling. */
  columns: readonly string[]
  /** What other exports of the kind call a column, by the name that `columns` and `source` use. */
  also?: Readonly<Record<string, readonly string[]>>
  /** The `spec` of a source, as it stands in a company’s files; checked against the source’s schema by a test. */
  source: Readonly<Record<string, unknown>>
  /** Which team usually owns it. */
  team: 'marketing' | 'sales' | 'service' | 'product' | 'finance'
}

export type Api = {
  /** What somebody enters to connect. */
  fields: readonly ApiField[]
  /** Hosts that are asked, such as `api.hubapi.com`; `*.` stands for any part before. */
  hosts: readonly string[]
  /** Names of the presets whose rows it can bring. */
  objects: readonly string[]
  /** Asks for something small, to see whether the settings work; fails with a sentence. */
  test(asked: Asked): Promise<void>
  /** Everything of one object that changed since `cursor` (all of it without one), oldest first, in the preset’s columns. */
  read(asked: Asked, object: string, cursor: string | undefined): AsyncGenerator<Page>
}

export type ApiField = { name: string; title: string; secret: boolean; hint: string; optional?: boolean }

/** Rows, and the cursor to go on from once they are stored. */
export type Page = { rows: readonly Record<string, JsonValue>[]; cursor: string }

export type Asked = {
  settings: Readonly<Record<string, string>>
  /** Sends a request under the rules of outbound safety; never follows a redirect. */
  request: Request
  /** Ends the work between two requests. */
  signal?: AbortSignal
  /** What a database is asked for, by object. */
  queries?: Readonly<Record<string, Query>>
  /** The addresses of a host that may be connected to without looking it up again; fails as requests do. */
  reach?: (host: string) => Promise<readonly { address: string }[]>
  /** Waits, as rate limits demand; tests pass one that does not. */
  wait: (ms: number) => Promise<void>
  now: () => number
}

/** One SELECT, and the column by which its rows are asked for anew; without one all of them are, each time. */
export type Query = { query: string; watermark?: string | undefined }

export type Request = (url: string, init?: RequestInit) => Promise<Answer>

export type RequestInit = {
  method?: 'GET' | 'POST'
  headers?: Readonly<Record<string, string>>
  body?: string
}

export type Answer = { status: number; headers: Readonly<Record<string, string>>; body: string }
