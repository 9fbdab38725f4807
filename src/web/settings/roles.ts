/** What each role of access is for, in a word. */
export const ROLES = [
  { value: 'viewer', label: 'viewer: reads' },
  { value: 'member', label: 'member: proposes' },
  { value: 'lead', label: 'lead: signs' },
  { value: 'admin', label: 'admin: administers' },
]
export type Role = 'viewer' | 'member' | 'lead' | 'admin'
