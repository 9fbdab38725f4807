/**
 * Every table of the records, by name. A feature adds its own in its `tables.ts`:
 * `declare module '../../store/records/tables.ts' { interface Tables { agreement: AgreementTable } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: features fill it by declaration merging
export interface Tables {}
