import { z } from 'zod'

/** A name in files, addresses and other declarations: lower case, digits, hyphens. */
export const Name = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a name has lower-case letters, digits and single hyphens, such as “new-arr”')
  .max(80)

/** A name of something declared, of which a form can offer what there is: `metric`, `team`, `goal` … */
export const nameAmong = (kind: string) => Name.meta({ 'x-kind': kind })
