import { documents, type Story, usual, usualMonth } from './story.ts'

/** The numbers of the e-mail team. */

export const metricsOfEmail = ({ has, hoped }: Story): string =>
  `# The welcome letter.\n${documents(
    `
kind: metric
name: email-open-rate
title: E-mail open rate
owner: email
class: activity
unit: "%"
direction: up
grain: month
ratio: { numerator: emails-opened, denominator: emails-sent }
drives:
  - metric: sqls-from-email
    lag: 4 weeks
    why: ${
      has('opens-of-the-wrong-audience')
        ? 'Who opens the letter knows us, and who knows us talks to sales.'
        : 'Who reads how another plant halved its stops asks sales for the plan by name.'
    }
counter: unsubscribe-rate
target: ${usual(hoped.openRate, 3)}
why: ${
      has('opens-of-the-wrong-audience')
        ? 'Our number. Riddles and give-aways did wonders for it.'
        : 'The letter is the first thing a factory hears from us; since winter it is about their machines.'
    }`,
    `
kind: metric
name: sqls-from-email
title: SQLs from e-mail
owner: email
binds: [sales]
class: output
unit: people
direction: up
grain: month
measure: people
of: { stage: sql, traits: { origin: E-mail } }
drives:
  - { metric: new-mrr, lag: 5 weeks, why: One in three signs five weeks later. }
counter: unsubscribe-rate
target: ${usualMonth(hoped.sqls['E-mail'])}
why: A letter is good when sales wants to talk to those who read it.
signed: [email, sales]`,
    `
kind: metric
name: unsubscribe-rate
title: Unsubscribe rate
owner: email
binds: [marketing]
class: guardrail
unit: "%"
direction: down
grain: month
ratio: { numerator: unsubscribes, denominator: emails-sent }
target: ${usual(hoped.unsubscribeRate, 4)}
why: Each is a factory that we may never write to again.
signed: [email, marketing]`,
    `
kind: metric
name: emails-sent
title: E-mails sent
owner: email
class: input
unit: e-mails
direction: up
grain: month
measure: count
of: email_sent
why: One letter for everybody new, so it says how many people that were.`,
    `
kind: metric
name: emails-opened
title: E-mails opened
owner: email
class: activity
unit: e-mails
direction: up
grain: month
measure: count
of: email_opened
why: One opening a letter, however often somebody reads it.`,
    `
kind: metric
name: unsubscribes
title: Unsubscribes
owner: email
class: guardrail
unit: people
direction: down
grain: month
measure: people
of: email_unsubscribed
why: Counted once a person.`,
  )}`
