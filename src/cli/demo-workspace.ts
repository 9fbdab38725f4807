import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { companyOf } from '../demo/demo.ts'
import { EDITION } from '../demo/truth.ts'
import type { Context, Role } from '../features/context.ts'
import { importFolder } from '../features/source/operations/folder.ts'
import { addPerson, countPeople, grantPerson, joinTeam, teamNames } from '../features/team/operations.ts'
import type { Part } from '../features/team/team.ts'
import { writeDemo } from './demo-folder.ts'
import { stirUp } from './demo-life.ts'
import { openDirectory, readChecked, type Workplace } from './workplace.ts'

const MARK = 'demo.json'

/** What a kept demo must have been made with: another story, or other tables, and it is made anew. */
const MADE = JSON.stringify({ edition: EDITION, tables: 2 })

/**
 * The demo company as a workspace with people in it: its files, its facts, and a lead for every team. It is made once and kept;
 * an older edition of it is made anew.
 */
export async function openDemoWorkspace(folder: string, say: (text: string) => void): Promise<Workplace> {
  const data = join(folder, 'workspace')
  const mark = join(folder, MARK)
  if (isWhole(mark)) return openDirectory(data)
  say('Making the demo company: once, a few seconds …\n')
  rmSync(data, { recursive: true, force: true })
  const files = join(folder, 'company')
  rmSync(files, { recursive: true, force: true })
  writeDemo(files, companyOf({ seed: 1 }))
  const place = await openDirectory(data, { files: readChecked(files), create: true })
  try {
    await importFolder(place.ctx, join(files, 'data'), () => {})
    await settlePeople(place.ctx)
    await stirUp(place.ctx)
    writeFileSync(mark, `${MADE}\n`)
    return place
  } catch (error) {
    await place.close()
    throw error
  }
}

function isWhole(mark: string): boolean {
  return existsSync(mark) && readFileSync(mark, 'utf8').trim() === MADE
}

const OTHERS: readonly { name: string; role: Role; sees?: true }[] = [
  { name: 'Alex Admin', role: 'admin', sees: true },
  { name: 'Vera Visitor', role: 'viewer' },
]

const NAMES = [
  'Ada',
  'Ben',
  'Cleo',
  'Dario',
  'Elif',
  'Finn',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
  'Kaya',
  'Luca',
  'Mira',
  'Noor',
]

/** A lead and a delegate for each team, a member of the first, a visitor, and an admin who sees who customers are; all made up. */
async function settlePeople(ctx: Context): Promise<void> {
  if ((await countPeople(ctx)) > 0) return
  const add = async (name: string, role: Role, team?: string, part: Part = 'member'): Promise<string> => {
    const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@pelloway.example`
    const { id } = await addPerson(ctx, { name, email, role })
    if (team !== undefined) await joinTeam(ctx, { team, person: id, part })
    return id
  }
  for (const { name, role, sees } of OTHERS) {
    const person = await add(name, role)
    if (sees) await grantPerson(ctx, { person, grant: 'personal' })
  }
  const teams = await teamNames(ctx)
  for (const [index, team] of teams.entries()) {
    const called = team.replaceAll('-', ' ')
    await add(`${NAMES[index % NAMES.length]} of ${called}`, 'lead', team, 'lead')
    await add(`${NAMES[(index + 5) % NAMES.length]} for ${called}`, 'lead', team, 'delegate')
  }
  await add(`Max in ${(teams[0] ?? '').replaceAll('-', ' ')}`, 'member', teams[0])
}
