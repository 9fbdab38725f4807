import { createTransport } from 'nodemailer'
import { expect, it } from 'vitest'
import { openPost, postVia } from './mail.ts'

it('a mail goes out as plain text, from the sender that is set, and says that a machine wrote it', async () => {
  const sent: string[] = []
  const transport = createTransport({ jsonTransport: true })
  const post = postVia(
    {
      async sendMail(mail) {
        sent.push((await transport.sendMail(mail)).message as string)
      },
      close: () => transport.close(),
    },
    'Plumbline <plumbline@acme.test>',
  )
  await post.send({ to: 'ada@acme.test', subject: 'Acme: one thing waits for you', text: 'Sign this.' })
  const mail = JSON.parse(sent[0] ?? '{}')
  expect(mail).toMatchObject({
    from: { address: 'plumbline@acme.test', name: 'Plumbline' },
    to: [{ address: 'ada@acme.test' }],
    subject: 'Acme: one thing waits for you',
    text: 'Sign this.',
    headers: { 'Auto-Submitted': 'auto-generated' },
  })
  expect(mail.html).toBeUndefined()
})

it('without a mail server there is no post', () => {
  expect(openPost({})).toBeUndefined()
})

it('a mail server without a sender is refused', () => {
  expect(() => openPost({ smtpUrl: 'smtps://mail.acme.test' })).toThrow('PLUMBLINE_MAIL_FROM')
})
