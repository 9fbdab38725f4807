import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { Command } from 'commander'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { fail } from '../core/error.ts'
import type { Feature } from '../features/feature.ts'
import type { AnyOperation } from '../features/operation.ts'
import type { Door } from './door.ts'
import { addFlags } from './flags.ts'
import { install } from './operations.ts'
import { run } from './program.ts'
import type { Where } from './session.ts'
import { terminalOf } from './terminal.ts'

function listening() {
  const said = { out: '', err: '' }
  const door: Door = {
    terminal: terminalOf({}),
    write(text) {
      said.out += text
    },
    note(text) {
      said.err += text
    },
    exitCode: 0,
  }
  return { said, door }
}

async function plumbline(...args: string[]) {
  const { said, door } = listening()
  return { code: await run(args, door), ...said }
}

test('the version and the help are given', async () => {
  expect(await plumbline('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  const { code, out, err } = await plumbline('--help')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  for (const word of ['Usage: plumbline', '--company <folder>', 'metric', 'Examples:', 'Exit codes:'])
    expect(out).toContain(word)
  expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThanOrEqual(100)
  expect((await plumbline()).out).toBe(out)
})

test('each noun says what it is about, not what its neighbour is', async () => {
  const { out } = await plumbline('--help')
  const does = out.match(/^ {2}(team|person|finding|suppression) .*$/gm)?.map(line => line.replace(/^ +\w+ +/, ''))
  expect(does).toHaveLength(4)
  expect(new Set(does).size).toBe(4)
})

test('the help of an operation lists its flags and an example, and fits 100 columns', async () => {
  const { code, out } = await plumbline('metric', 'measure', '--help')
  expect(code).toBe(0)
  expect(out).toContain('--grain <value>')
  expect(out).toContain('Example:\n  plumbline metric measure NAME')
  expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThanOrEqual(100)
})

test('a noun without a verb shows its verbs', async () => {
  expect(await plumbline('metric')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('measure') })
})

test.each([
  [['metrik'], 'Unknown command “metrik”. Did you mean “metric”?'],
  [['metric', 'mesure', 'x'], 'Unknown command “mesure”. Did you mean “measure”?'],
  [['metric', 'measure', 'x', '--grian', 'week'], 'Unknown option “--grian”. Did you mean “--grain”?'],
  [['metric', 'measure'], 'Missing required argument “name”.'],
  [['metric', 'measure', 'x', '--format', 'xml'], 'Allowed choices are text, json, csv, markdown, sarif.'],
  [['metric', 'measure', 'x'], 'Say where the work happens'],
  [['metric', 'measure', 'x', '--company', 'y', '--format', 'sarif'], '“--format sarif” is for “plumbline check”.'],
])('%j leaves with 2 and says what was meant', async (args, sentence) => {
  const { code, out, err } = await plumbline(...args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(sentence)
})

test('a word of the command table in another place is no command', async () => {
  expect((await plumbline('metric', 'measure', 'check')).err).toContain('Say where the work happens')
})

const double = Object.assign(async () => undefined, {
  operation: 'number.double',
  does: 'Double a number.',
  needs: 'number:read',
  input: z.object({ name: z.string(), times: z.number().default(1) }),
  output: z.unknown(),
  reads: true,
}) as unknown as AnyOperation
const numbers: Feature = { name: 'number', does: 'Numbers.', operations: [double] }

test('a command opens the place, calls the operation, prints the answer and closes', async () => {
  const { said, door } = listening()
  const seen: unknown[] = []
  const program = addFlags(new Command('plumbline').exitOverride())
  const open = async (where: Where) => {
    seen.push(where)
    return {
      call: async (operation: AnyOperation, input: unknown) => {
        seen.push([operation.operation, input])
        return { doubled: 4 }
      },
      close: async () => void seen.push('closed'),
    }
  }
  const shapes = {
    'number.double': ({ doubled }: { doubled: number }) => ({ table: { columns: ['twice'], rows: [[doubled]] } }),
  }
  install(program, door, { features: [numbers], open, shapes })
  await program.parseAsync(['number', 'double', 'two', '--times', '2', '--company', 'c', '--format', 'csv'], {
    from: 'user',
  })
  expect(seen).toEqual([{ place: 'memory', company: 'c' }, ['number.double', { name: 'two', times: 2 }], 'closed'])
  expect(said.out).toBe('twice\n4\n')
})

test('a list that has more says so beside the answer', async () => {
  const { said, door } = listening()
  const program = addFlags(new Command('plumbline').exitOverride())
  const open = async () => ({ call: async () => ({ items: [{ n: 1 }], next: 'abc' }), close: async () => {} })
  install(program, door, { features: [numbers], open, shapes: {} })
  await program.parseAsync(['number', 'double', 'two', '--company', 'c', '--format', 'csv'], { from: 'user' })
  expect(said).toEqual({ out: 'n\n1\n', err: expect.stringContaining('“--cursor abc”') })
})

test('the place is closed when the operation fails', async () => {
  const { door } = listening()
  const closed: string[] = []
  const program = addFlags(new Command('plumbline').exitOverride())
  const open = async () => ({
    call: async () => fail('not_found', 'No.'),
    close: async () => void closed.push('closed'),
  })
  install(program, door, { features: [numbers], open })
  const line = ['number', 'double', 'two', '--company', 'c']
  await expect(program.parseAsync(line, { from: 'user' })).rejects.toThrow('No.')
  expect(closed).toEqual(['closed'])
})

test('a reader who stops early is no failure', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), '--help'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.destroy()
  const said: string[] = []
  child.stderr.on('data', part => said.push(String(part)))
  const code = await new Promise(done => child.on('close', done))
  expect({ code, said }).toEqual({ code: 0, said: [] })
})
