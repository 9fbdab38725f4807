import { z } from 'zod'
import { fail } from '../core/error.ts'
import { isPermitted, permittedIn } from '../features/connection/operations/destination.ts'

/** Everything that can be set of a server: one table, from which its flags, environment variables, help and docs come. */
export const OPTIONS = {
  host: { env: 'PLUMBLINE_HOST', schema: z.string().min(1), default: '127.0.0.1', says: 'Address to listen on' },
  port: {
    env: 'PLUMBLINE_PORT',
    schema: z.coerce.number().int().min(0).max(65535),
    default: 4567,
    says: 'Port to listen on; 0 takes a free one',
  },
  url: {
    env: 'PLUMBLINE_URL',
    schema: z
      .url({ protocol: /^https?$/ })
      .transform(url => url.replace(/\/+$/, ''))
      .optional(),
    default: undefined,
    says: 'Address under which people reach it, when that is another: https://plumbline.example.com',
  },
  log: {
    env: 'PLUMBLINE_LOG',
    schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']),
    default: 'info',
    says: 'What is logged to standard error: debug, info, warn, error or silent',
  },
  trustedProxies: {
    env: 'PLUMBLINE_TRUSTED_PROXIES',
    schema: z.coerce.number().int().min(0).max(10),
    default: 0,
    says: 'How many proxies stand before it, whose X-Forwarded-For is believed',
  },
  uploadMegabytes: {
    env: 'PLUMBLINE_UPLOAD_MEGABYTES',
    schema: z.coerce.number().int().min(1).max(10_000),
    default: 50,
    says: 'Size of a file that somebody adds in the browser, at most',
  },
  uploadUnpackedMegabytes: {
    env: 'PLUMBLINE_UPLOAD_UNPACKED_MEGABYTES',
    schema: z.coerce.number().int().min(1).max(100_000),
    default: 500,
    says: 'What a gzipped file may unpack to',
  },
  uploadRows: {
    env: 'PLUMBLINE_UPLOAD_ROWS',
    schema: z.coerce.number().int().min(1),
    default: 1_000_000,
    says: 'Rows of a file that somebody adds in the browser, at most',
  },
  rateLimit: {
    env: 'PLUMBLINE_RATE_LIMIT',
    schema: z.coerce.number().int().min(1).max(1_000_000),
    default: 100,
    says: 'Requests a minute of one key; people’s pages may send six times as many',
  },
  collectLimit: {
    env: 'PLUMBLINE_COLLECT_LIMIT',
    schema: z.coerce.number().int().min(1).max(1_000_000_000),
    default: 10_000_000,
    says: 'Events a minute that trackers send with one write key, at most',
  },
  allowPrivate: {
    env: 'PLUMBLINE_ALLOW_PRIVATE',
    schema: z.string().refine(isPermitted).transform(permittedIn),
    default: '',
    says: 'Hosts and ranges of your own network that connections may ask, such as db.internal,10.20.0.0/16; none, when absent',
  },
  smtpUrl: {
    env: 'PLUMBLINE_SMTP_URL',
    schema: z.url({ protocol: /^smtps?$/ }).optional(),
    default: undefined,
    says: 'Mail server for invitations and digests, such as smtps://user:password@mail.example.com',
  },
  mailFrom: {
    env: 'PLUMBLINE_MAIL_FROM',
    schema: z.string().min(3).optional(),
    default: undefined,
    says: 'Sender of mails, such as Plumbline <plumbline@example.com>',
  },
  oidcIssuer: {
    env: 'PLUMBLINE_OIDC_ISSUER',
    schema: z.url().optional(),
    default: undefined,
    says: 'Address of the identity provider for single sign-on',
  },
  oidcClientId: {
    env: 'PLUMBLINE_OIDC_CLIENT_ID',
    schema: z.string().min(1).optional(),
    default: undefined,
    says: 'Client id at that provider',
  },
  oidcClientSecret: {
    env: 'PLUMBLINE_OIDC_CLIENT_SECRET',
    schema: z.string().min(1).optional(),
    default: undefined,
    says: 'Client secret at that provider',
  },
} as const satisfies Record<string, { env: string; schema: z.ZodType; default: unknown; says: string }>

export type OptionName = keyof typeof OPTIONS
export type Options = { [Name in OptionName]: z.output<(typeof OPTIONS)[Name]['schema']> }

/** What is given by flags, else by the environment, else by default; fails as `invalid` with every mistake. */
export function optionsFrom(
  flags: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string | undefined>>,
): Options {
  const mistakes: string[] = []
  const read = Object.entries(OPTIONS).map(([name, { env, schema, default: usual }]) => {
    const said = flags[name] ?? (environment[env] === '' ? undefined : environment[env])
    const parsed = (schema as z.ZodType).safeParse(said ?? usual)
    if (!parsed.success)
      mistakes.push(`${flagOf(name as OptionName)} (${env}) cannot be “${said}”: ${OPTIONS[name as OptionName].says}.`)
    return [name, parsed.data]
  })
  if (mistakes.length > 0) fail('invalid', mistakes.join('\n'))
  return Object.fromEntries(read) as Options
}

/** `trustedProxies` as it is written on the command line: `--trusted-proxies`. */
export function flagOf(name: OptionName): string {
  return `--${name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`
}

/** What files that people add in the browser may have at most. */
export function uploadLimits(options: Options): { bytes: number; unpacked: number; rows: number } {
  const { uploadMegabytes, uploadUnpackedMegabytes, uploadRows } = options
  return { bytes: uploadMegabytes * 1e6, unpacked: uploadUnpackedMegabytes * 1e6, rows: uploadRows }
}
