import { z } from 'zod'
import { Name } from '../../core/name.ts'

/** The people of a company and the teams they speak for. What they agree on is in the agreements. */
export const Part = z.enum(['lead', 'delegate', 'member'])
export type Part = z.infer<typeof Part>

export const Email = z.email('this is not an e-mail address').transform(text => text.trim().toLowerCase())

export const Person = z.object({
  id: z.string(),
  name: z.string().min(1).max(200).describe('What people call them'),
  email: z.string(),
  role: z.enum(['viewer', 'member', 'lead', 'admin']).describe('What they may do: read, propose, sign, administer'),
  grants: z
    .array(z.enum(['personal']))
    .optional()
    .describe('What they may see beyond their role: personal is what tells who a customer is'),
  leftAt: z.string().optional().describe('When they left the company; their name stays in what they signed and said'),
})
export type Person = z.infer<typeof Person>

export const Team = z.object({
  name: Name.describe('Name of the team in files and agreements'),
  title: z.string().min(1).max(200).describe('What people call it'),
  department: z.string().min(1).max(200).describe('Department it belongs to'),
})
export type Team = z.infer<typeof Team>

/** A team as `kind: team` declares it in files. */
export const TeamDeclaration = z.strictObject({
  name: Team.shape.name,
  title: Team.shape.title.optional(),
  department: Team.shape.department.optional(),
})
export type TeamDeclaration = z.infer<typeof TeamDeclaration>
