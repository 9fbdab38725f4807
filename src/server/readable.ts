import { z } from 'zod'
import type { AnyOperation } from '../features/operation.ts'

/** Every operation on one plain page, for people who write programs: what it does, what it needs, what it takes. */
export function readableOf(operations: readonly AnyOperation[]): string {
  const byNoun = Map.groupBy(operations, ({ operation }) => operation.split('.')[0] ?? operation)
  const sections = [...byNoun].map(
    ([noun, verbs]) =>
      `<section id="${escaped(noun)}"><h2>${escaped(noun)}</h2>${verbs.map(verbOf).join('')}</section>`,
  )
  const links = [...byNoun.keys()].map(noun => `<a href="#${escaped(noun)}">${escaped(noun)}</a>`)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>The API of Plumbline</title></head><body><main>
<h1>The API of Plumbline</h1>
<p>Each verb is <code>POST /api/v1/NOUN.VERB</code> with its input as JSON and <code>Authorization: Bearer KEY</code>; reads also answer to
<code>GET</code>, with the input in the query. A write may carry an <code>Idempotency-Key</code> and then happens once. The same as a document for
programs: <a href="/api/v1/openapi.json">openapi.json</a>.</p>
<nav aria-label="Nouns">${links.join(' · ')}</nav>${sections.join('')}</main></body></html>`
}

function verbOf({ operation, does, needs, reads, input }: AnyOperation): string {
  const { $schema: _, ...schema } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Record<
    string,
    unknown
  >
  const fields = (schema.properties ?? {}) as Record<string, { description?: string }>
  const required = (schema.required ?? []) as string[]
  const rows = Object.entries(fields).map(
    ([name, { description = '' }]) =>
      `<li><code>${escaped(name)}</code>${required.includes(name) ? '' : ' (optional)'}${description && `: ${escaped(description)}`}</li>`,
  )
  return `<h3 id="${escaped(operation)}">${escaped(operation)}</h3><p>${escaped(does)} ${reads ? 'Reads' : 'Writes'}; needs ${escaped(needs)}.</p>${
    rows.length > 0 ? `<ul>${rows.join('')}</ul>` : ''
  }<details><summary>Schema of the input</summary><pre>${escaped(JSON.stringify(schema, null, 2))}</pre></details>`
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
