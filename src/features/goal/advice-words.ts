/**
 * Words that tell a task from a result, in English. A sentence that begins with one of the first says what will be done; a
 * thing of the second is counted by how much was done; a word of the third says that something changes for somebody.
 */

/** What begins a task; several words where one alone could also begin a result. */
export const TASK_WORDS = [
  'arrange',
  'attend',
  'automate',
  'build',
  'buy',
  'call',
  'code',
  'complete',
  'conduct',
  'configure',
  'create',
  'define',
  'deliver',
  'deploy',
  'design',
  'develop',
  'document',
  'draft',
  'evaluate',
  'finalise',
  'finalize',
  'finish',
  'hire',
  'host',
  'implement',
  'install',
  'integrate',
  'introduce',
  'investigate',
  'kick off',
  'launch',
  'meet with',
  'migrate',
  'organise',
  'organize',
  'plan',
  'post',
  'prepare',
  'present',
  'produce',
  'publish',
  'purchase',
  'rebuild',
  'redesign',
  'refactor',
  'release',
  'research',
  'review',
  'rewrite',
  'roll out',
  'run a',
  'run the',
  'schedule',
  'send',
  'set up',
  'ship',
  'start a',
  'start the',
  'test',
  'train',
  'update',
  'upgrade',
  'visit',
  'write',
] as const

/** Things of which somebody can make any number without anything getting better. */
export const ACTIVITY_WORDS = [
  'ads',
  'articles',
  'blog posts',
  'brochures',
  'calls',
  'campaigns',
  'demos',
  'documents',
  'e-mails',
  'emails',
  'events',
  'features',
  'hours',
  'interviews',
  'meetings',
  'newsletters',
  'pages',
  'posts',
  'presentations',
  'releases',
  'reports',
  'sessions',
  'slides',
  'story points',
  'surveys',
  'tasks',
  'tests',
  'tickets closed',
  'trainings',
  'videos',
  'visits',
  'webinars',
  'workshops',
] as const

/** What says that something changes for somebody; a sentence with one of these names more than a task. */
export const CHANGE_WORDS = [
  'adopt',
  'become',
  'churn',
  'conversion',
  'convert',
  'cost',
  'cut',
  'decrease',
  'double',
  'drop',
  'fall',
  'faster',
  'fewer',
  'from',
  'grow',
  'halve',
  'improve',
  'increase',
  'less',
  'lower',
  'margin',
  'more',
  'nps',
  'per cent',
  'percent',
  'profit',
  'raise',
  'rate',
  'reduce',
  'repeat',
  'retain',
  'retention',
  'return',
  'revenue',
  'rise',
  'satisf',
  'save',
  'share of',
  'so that',
  'stay',
  'trust',
  'until',
  'win',
  'within',
] as const

/** Whether a sentence says what will be done and not what will be so afterwards. */
export function isTask(sentence: string): boolean {
  const words = wordsOf(sentence)
  return begins(words, TASK_WORDS) && !saysChange(words)
}

/** Whether what is counted is how much was done: “12 webinars”, “newsletters sent”. */
export function isActivity(sentence: string): boolean {
  const words = wordsOf(sentence).replace(/^[\d.,]+ /, '')
  return begins(words, ACTIVITY_WORDS) && !saysChange(words)
}

const wordsOf = (sentence: string): string =>
  sentence
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}%.,'’-]+/gu, ' ')
    .trim()

const begins = (words: string, list: readonly string[]): boolean =>
  list.some(each => words === each || words.startsWith(`${each} `))

/** A share counts as a change; otherwise a word of the list that begins a word of the sentence. */
const saysChange = (words: string): boolean =>
  words.includes('%') || CHANGE_WORDS.some(each => ` ${words}`.includes(` ${each}`))
