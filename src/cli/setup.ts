import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { fail } from '../core/error.ts'
import { addPerson, countPeople } from '../features/team/operations.ts'
import { Email } from '../features/team/team.ts'
import { openAccounts } from '../server/accounts.ts'
import type { Door } from './door.ts'
import { flagsOf } from './flags.ts'
import { openDirectory } from './workplace.ts'

type SetupFlags = { email: string; passwordFile: string; name?: string }

/** `plumbline setup`: the first admin of a data directory, without a browser. */
export function install(program: Command, door: Door): void {
  program
    .command('setup')
    .requiredOption('--email <e-mail>', 'their e-mail address')
    .requiredOption('--password-file <file>', 'file whose first line is the password; - for standard input')
    .option('--name <name>', 'what people call them; the address, when absent')
    .description('Make the first admin of a data directory, without a browser.')
    .action(async ({ email: said, passwordFile, name }: SetupFlags, command: Command) => {
      const { dataDir } = flagsOf(command)
      if (dataDir === undefined) fail('invalid', 'Say which data directory: “--data-dir FOLDER”.')
      const parsed = Email.safeParse(said)
      if (!parsed.success) return fail('invalid', `“${said}” is not an e-mail address.`)
      const password = readFileSync(passwordFile === '-' ? 0 : passwordFile, 'utf8').split(/\r?\n/, 1)[0] ?? ''
      const place = await openDirectory(dataDir, { create: true })
      try {
        if ((await countPeople(place.ctx)) > 0)
          fail('conflict', 'Somebody is here already. An admin invites others with “invitation create”.')
        const accounts = openAccounts(place.ctx.records, {
          url: 'http://127.0.0.1',
          secret: 'only for making an account, never for a session',
          origins: [],
          admits: async () => false,
        })
        const email = parsed.data
        await accounts.create({ email, name: name ?? email, password })
        await addPerson(place.ctx, { email, name: name ?? email, role: 'admin' })
        door.write(`${email} is the first admin. Sign in after “plumbline serve --data-dir ${dataDir}”.\n`)
      } finally {
        await place.close()
      }
    })
}
