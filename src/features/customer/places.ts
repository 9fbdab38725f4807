/**
 * Every column in which text about a customer can stand, and what becomes of it when they are erased. A test fails for a column
 * that is not named here, so that nobody adds one without having thought of it.
 *
 * Text goes through three hands: `blanked` is emptied whole, because the rest of it is about the same person; in `blackened`
 * text of colleagues the identifier alone is made unreadable; `dropped` rows go. What is `frozen` is signed or chained and stays
 * as it is: erasing says how often it names the person, and what to do.
 */
export type Fate = 'blanked' | 'blackened' | 'dropped' | 'frozen'

type Places = Readonly<Record<string, { holds?: Readonly<Record<string, Fate>>; nothing: string }>>

/** Records; `nothing` are columns that hold no text about customers: names of things, colleagues, pseudonyms, instants, sealed text. */
export const RECORD_PLACES: Places = {
  access_key: {
    nothing: 'workspace id title scope hint hash created_by created_at expires_at used_at revoked_at source grants',
  },
  agreement: { holds: { retired_why: 'blackened' }, nothing: 'workspace kind name retired_at' },
  audit: { holds: { object: 'frozen', input: 'frozen' }, nothing: 'workspace at actor operation previous hash' },
  audit_head: { nothing: 'workspace hash' },
  auth_account: {
    nothing:
      'id accountId providerId userId accessToken refreshToken idToken accessTokenExpiresAt refreshTokenExpiresAt scope password createdAt updatedAt',
  },
  auth_rate_limit: { nothing: 'id key' },
  auth_session: { nothing: 'id expiresAt token createdAt updatedAt ipAddress userAgent userId' },
  auth_two_factor: { nothing: 'id secret backupCodes userId lockedUntil' },
  auth_user: { nothing: 'id name email image createdAt updatedAt' },
  auth_verification: { nothing: 'id identifier value expiresAt createdAt updatedAt' },
  comment: { holds: { text: 'blackened' }, nothing: 'workspace id kind name person at retracted_at' },
  confidence_round: { nothing: 'workspace id goal team opened_at opened_by revealed_at slot votes' },
  confidence_vote: { nothing: 'workspace round person confidence' },
  connection: {
    holds: { error: 'blackened' },
    nothing:
      'workspace name title connector owner objects settings schedule state created_at next_at last_at failing_since run claimed_until',
  },
  connection_cursor: { nothing: 'workspace connection object cursor at' },
  connection_run: {
    holds: { error: 'blackened' },
    nothing: 'workspace connection id actor started_at finished_at state objects',
  },
  customer_consent: { nothing: 'workspace id pseudonym purpose state at by' },
  customer_erasure: { nothing: 'workspace id pseudonym pseudonyms by at finished_at counts' },
  customer_suppression: { holds: { why: 'blackened' }, nothing: 'workspace pseudonym at by' },
  finding_run: { nothing: 'workspace id recorded_at recorded_on as_of teams counts' },
  finding_seen: { nothing: 'workspace run finding severity' },
  idempotency: { holds: { output: 'dropped' }, nothing: 'workspace actor key operation input at' },
  identity_act: {
    holds: { why: 'blackened', undone_why: 'blackened' },
    nothing: 'workspace id act one other by at undone_at undone_by',
  },
  import_run: {
    holds: { file: 'blackened' },
    nothing: 'workspace id source content shape actor started_at worker mark finished_at',
  },
  inbox: { nothing: 'workspace person seen_at mail mailed_at' },
  inbox_told: { nothing: 'workspace person id at' },
  invitation: { nothing: 'workspace id email name role teams hash invited_by created_at expires_at accepted_at' },
  membership: { nothing: 'workspace team person part' },
  mention: { nothing: 'workspace comment kind target' },
  migration: { nothing: 'name at' },
  objection: {
    holds: { reason: 'blackened', outcome: 'blackened' },
    nothing: 'workspace id kind name team person at settled_at',
  },
  person: { nothing: 'workspace id name email role left_at grants' },
  reference: { nothing: 'workspace kind name to_kind to_name' },
  rejected_row: { holds: { content: 'blanked', reason: 'blackened' }, nothing: 'workspace import column' },
  revision: {
    holds: { spec: 'frozen', why: 'frozen', title: 'frozen' },
    nothing: 'workspace kind name owner author at hash binds in_force_at adopted seen',
  },
  scorecard_freeze: {
    holds: { content: 'frozen' },
    nothing: 'workspace scorecard period starts_on ends_on frozen_at hash',
  },
  scorecard_sign_off: { nothing: 'workspace scorecard period team person at' },
  signature: { nothing: 'workspace kind name team person at seen' },
  team: { nothing: 'workspace name title department' },
  webhook_delivery: { nothing: 'workspace connection delivery at' },
  workspace: { nothing: 'workspace name title calendar currency created_at' },
}

/**
 * Tables of facts. Those with a column `person` are a person’s by it; of the others, `said` says how what is theirs is found:
 * by their identifiers in the text, or by the nodes that these are. The store itself removes all of it.
 */
export const FACT_PLACES: Readonly<Record<string, { said: 'person' | 'text' | 'node' | 'nothing'; columns: string }>> =
  {
    event: { said: 'person', columns: 'person ts id visitor account day source name props print' },
    trait: { said: 'person', columns: 'person ts id visitor account source traits print' },
    person: { said: 'person', columns: 'person created traits said_ts said_id' },
    identifier: { said: 'person', columns: 'kind value person node' },
    link: { said: 'node', columns: 'a b ts id held' },
    regrouping: { said: 'person', columns: 'ts act person other fact' },
    rule: { said: 'text', columns: 'rules' },
    quarantine: { said: 'text', columns: 'id source received code reason raw' },
    account_trait: { said: 'text', columns: 'account ts id source traits print' },
    account: { said: 'text', columns: 'account created traits said_ts said_id' },
    account_identifier: { said: 'nothing', columns: 'kind value account' },
    mark: { said: 'nothing', columns: 'watermark person account' },
    tally: { said: 'nothing', columns: 'source facts gone stored duplicate quarantined refused' },
    suppressed: { said: 'nothing', columns: 'hash ts' },
    salt: { said: 'nothing', columns: 'value' },
  }
