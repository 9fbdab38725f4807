import { z } from 'zod'
import { Calendar } from '../../core/calendar.ts'
import { Name } from '../../core/name.ts'
import { Zone } from '../../core/zone.ts'

/** A company or business unit: what all of its numbers share. What its teams agree on is in the agreements. */
export const Workspace = z.object({
  name: Name.describe('Name of the company in files and addresses'),
  title: z.string().min(1).max(200).describe('What people call it'),
  calendar: Calendar.describe('Time zone, first day of the week, fiscal year'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'a currency is three capital letters of ISO 4217, such as EUR')
    .describe('Currency of the company’s own books'),
  signatures: z.boolean().describe('Whether agreements need signatures; only a company of one may go without'),
})
export type Workspace = z.infer<typeof Workspace>

/** The company as `kind: company` declares it in files, where all but the name has a sensible value of its own. */
export const CompanyDeclaration = z.strictObject({
  name: Workspace.shape.name,
  title: Workspace.shape.title.optional(),
  zone: Zone.default('UTC').describe('Time zone in which days and weeks begin and end, such as Europe/Berlin'),
  weekStart: z.number().int().min(1).max(7).default(1).describe('First day of the week: Monday is 1, Sunday is 7'),
  fiscalStart: z.number().int().min(1).max(12).default(1).describe('Month in which the fiscal year begins'),
  fiscalPattern: z
    .enum(['months', '4-4-5', '4-5-4', '5-4-4'])
    .default('months')
    .describe('Whether fiscal quarters are three months, or 13 weeks cut into periods of so many weeks'),
  currency: Workspace.shape.currency.default('EUR'),
})
export type CompanyDeclaration = z.infer<typeof CompanyDeclaration>
