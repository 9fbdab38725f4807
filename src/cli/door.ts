import type { Command } from 'commander'
import type { Terminal } from './terminal.ts'

/** What a command speaks through, so that tests can listen. */
export type Door = {
  /** What may be drawn on the standard output. */
  terminal: Terminal
  /** The answer, for people and for programs. */
  write(text: string): void
  /** What is said on the way, and what went wrong. */
  note(text: string): void
  /** 0 when all is well, 1 when a check found something; failures set it by themselves. */
  exitCode: number
}

/** One module of the command table. */
export type Installer = { install(program: Command, door: Door): void }
