#!/usr/bin/env node
import './threads.ts'
import { enableCompileCache } from 'node:module'
import { failureOf } from './failure.ts'
import { run } from './program.ts'
import { terminalOf } from './terminal.ts'

enableCompileCache()

// Whoever reads our output may stop early, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  const { text, exitCode } = failureOf(error, terminalOf(process.stderr))
  process.stderr.write(`The answer could not be written to its end.\n${text}`, () => process.exit(exitCode))
})

// What breaks outside of a command's own work is a bug too, and must not look like a finding.
process.on('uncaughtException', error => {
  const { text, exitCode } = failureOf(error, terminalOf(process.stderr))
  process.stderr.write(text, () => process.exit(exitCode))
})

process.exitCode = await run(process.argv.slice(2), {
  terminal: terminalOf(process.stdout),
  write: text => process.stdout.write(text),
  note: text => process.stderr.write(text),
  exitCode: 0,
})
