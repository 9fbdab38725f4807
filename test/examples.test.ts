import { globSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { exampleData } from '../scripts/example-data.ts'
import type { Diagnostic } from '../src/cli/diagnostics.ts'
import { readChecked } from '../src/cli/workplace.ts'
import { ProductError } from '../src/core/error.ts'

const companies = globSync('examples/**/company.yaml').map(file => dirname(file).replaceAll('\\', '/'))
const data = 'examples/tidewater/data'

/** What is wrong with a company's files, as the terminal would list it. */
function mistakes(folder: string): string[] {
  try {
    readChecked(folder)
    return []
  } catch (error) {
    if (!(error instanceof ProductError)) throw error
    return (error.details.diagnostics as Diagnostic[]).map(({ file, line, message }) => `${file}:${line} ${message}`)
  }
}

describe('the example companies', () => {
  it('are all here', () => {
    expect(companies.sort()).toEqual([
      'examples/exports/hubspot',
      'examples/exports/salesforce',
      'examples/exports/zendesk',
      'examples/olist',
      'examples/tidewater',
    ])
  })

  it.each(companies)('%s is written without a mistake', folder => {
    expect(mistakes(folder)).toEqual([])
  })

  it.each(['examples/olist', 'examples/tidewater'])('%s says why of everything it declares', folder => {
    const silent = readChecked(folder).checked.sound.filter(({ why }) => !why)
    expect(silent.map(({ kind, name }) => `${kind} ${name}`)).toEqual([])
  })
})

describe('the data of Tidewater', () => {
  it('is what its script writes', () => {
    const written = exampleData()
    expect(readdirSync(data).sort()).toEqual([...written.keys()].sort())
    for (const [name, text] of written) expect(readFileSync(join(data, name), 'utf8') === text, name).toBe(true)
  })

  it('is the same whenever it is made', () => {
    expect(exampleData()).toEqual(exampleData())
  })

  it('stays small enough for a repository', () => {
    const bytes = readdirSync(data).reduce((sum, name) => sum + statSync(join(data, name)).size, 0)
    expect(bytes).toBeLessThan(600_000)
  })
})
