import type { Truth } from './truth.ts'

/** With what the README of every demo begins, by which its folder is known. */
export const DEMO_TITLE = '# Pelloway, the demo company of Plumbline'

/** The story, and what to look at first. */
export function readme({ healthy, seed, people }: Truth): string {
  return `${DEMO_TITLE}

Pelloway makes software with which factories plan repairs. The company, its people and its data are made up; its troubles are not.
This folder is what ten teams have declared (the YAML files) and what their tools export (\`data/\`), for ${people.toLocaleString('en')} contacts
and 18 months, up to 31 August 2026. It was written with seed ${seed}${healthy ? ', as the healthy twin' : ''}.

${healthy ? HEALTHY : TROUBLED}
\`truth.json\` says what was planted and what really moves what. The check does not read it.

Nothing here is kept by hand: \`plumbline demo --out FOLDER\` writes it again over whatever you changed.
`
}

const TROUBLED = `Every team had a good year by its own number. Opens are at a record, followers have quadrupled, pages load in half the time, the
telephones never rest. New MRR has stood still since January. Why?

\`\`\`sh
plumbline check .
\`\`\`

Then look, in this order, at

1. \`scorecard.yaml\`: what each team is proud of, beside what it is all for. Which lines rise, and which outcome does not?
2. \`metrics/email.yaml\`: what the letters are meant to bring, and the guardrail they agreed on. What happened to it?
3. \`language.yaml\` and \`metrics/sales.yaml\`: what is an MQL, and for whom? Who has signed it?
4. \`goals/shared.yaml\`: what was promised for 15 July, what the check-ins say of it, and what the releases say.
5. \`metrics/sales.yaml\`: calls, and who waits while they are made.
6. \`goals/\`: whom does no goal reach? Who has too many?

Change something and check again: sign the stage \`mql\`, give finance a part in a goal, take a promise back.
`

const HEALTHY = `It is the twin of the company that \`plumbline demo\` writes without \`--healthy\`: the same market, the same size, the same weeks. But what
teams raise does move what it is meant to move, words are signed, goals fit together, and promises are kept. The check should find
nothing here:

\`\`\`sh
plumbline check .
\`\`\`
`
