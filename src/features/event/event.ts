import { z } from 'zod'

/**
 * An event is what a tracker or a server says over HTTP, in the words of the Segment API. What its messages mean and what is
 * wrong with them is said here; storing facts belongs to `store/events`, the way in to `server/collector`.
 */

export const MESSAGE_TYPES = ['identify', 'track', 'page', 'screen', 'group', 'alias'] as const
export type MessageType = (typeof MESSAGE_TYPES)[number]

/** The most that is taken at once, in bytes of JSON and in messages; as Segment has it. */
export const LIMITS = { event: 32 * 1024, batch: 500 * 1024, events: 2500 } as const

/** How deep the lists and objects of a message may be nested, the message itself being the first. */
export const DEEPEST = 100

/** Names of events and identifiers longer than these are mistakes; in characters. */
export const LONGEST = { name: 200, id: 500 } as const

/** How far the clock of a device may run ahead, in milliseconds, before a message waits for somebody to look at it. */
export const AHEAD_MS = 24 * 3_600_000

/** What is wrong with a message, in one word. */
export const FAULTS = [
  'bad_context',
  'bad_id',
  'bad_name',
  'bad_properties',
  'bad_time',
  'bad_traits',
  'conflict',
  'future',
  'no_name',
  'no_person',
  'past',
  'plan',
  'too_deep',
  'unknown_type',
  'unstorable',
] as const
export const Fault = z.enum(FAULTS)
export type Fault = z.infer<typeof Fault>

/** Why a message is kept back, as a word for programs and a sentence for people. */
export type Trouble = { code: Fault; reason: string }

export const MessageVerdict = z.enum(['stored', 'duplicate', 'quarantined', 'refused'])
export type MessageVerdict = z.infer<typeof MessageVerdict>

export const EventCount = z.object({
  stored: z.int().describe('Messages and rows that are facts now'),
  duplicate: z.int().describe('Messages and rows that were known already'),
  quarantined: z.int().describe('Messages and rows that cannot be used and are kept with the reason'),
  refused: z.int().describe('Messages that were not taken, with an error to whoever sent them'),
})
export type EventCount = z.infer<typeof EventCount>

export const HeldMessage = z.object({
  id: z.string(),
  source: z.string(),
  receivedAt: z.string(),
  code: z.string().describe('What is wrong, in one word'),
  reason: z.string().describe('What is wrong, and what to do'),
  message: z.string().describe('The message as it came, as JSON text'),
})
export type HeldMessage = z.infer<typeof HeldMessage>

const Fields = z.record(z.string(), z.unknown())

/** An event as people watch it go by; what is personal is masked for those without the grant. */
export const SeenEvent = z.object({
  id: z.string(),
  at: z.string().describe('When it happened'),
  source: z.string(),
  name: z.string().describe('Its name; what identify, group and alias say has none, and their type stands here'),
  person: z.int().nullable().describe('Number of the profile it belongs to'),
  account: z.int().nullable(),
  identifiers: z.record(z.string(), z.string()).describe('What it calls the person, by kind'),
  props: Fields,
})
export type SeenEvent = z.infer<typeof SeenEvent>
