import { createTransport } from 'nodemailer'
import { fail } from '../core/error.ts'

export type Letter = { to: string; subject: string; text: string }

/** How mails leave: one at a time, as plain text. */
export type Post = { send(letter: Letter): Promise<void>; close(): void }

type Transport = { sendMail(mail: object): Promise<unknown>; close(): void }

const PATIENCE_MS = 20_000

/**
 * Sends mails through a server such as `smtps://user:password@mail.example.com`, from an address; absent where no server is set.
 * A server without a sender is refused, since no other server would take its mails.
 */
export function openPost({ smtpUrl, mailFrom }: { smtpUrl?: string; mailFrom?: string }): Post | undefined {
  if (smtpUrl === undefined) return undefined
  if (mailFrom === undefined)
    fail(
      'invalid',
      'A mail server is set and no sender. Set PLUMBLINE_MAIL_FROM, such as Plumbline <plumbline@example.com>.',
    )
  const patience = { connectionTimeout: PATIENCE_MS, greetingTimeout: PATIENCE_MS, socketTimeout: PATIENCE_MS }
  return postVia(
    createTransport({ url: smtpUrl, disableFileAccess: true, disableUrlAccess: true, ...patience }),
    mailFrom,
  )
}

/** Sends through a transport that is open already. */
export function postVia(transport: Transport, from: string): Post {
  return {
    async send({ to, subject, text }) {
      await transport.sendMail({ from, to, subject, text, headers: { 'Auto-Submitted': 'auto-generated' } })
    },
    close: () => transport.close(),
  }
}
