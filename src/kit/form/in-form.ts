import { type ComponentType, createContext, useContext } from 'react'
import type { Problem } from '../../core/problem.ts'
import type { Defs, Path, Schema } from './schema.ts'

/** One part of what is filled in, and its place. */
export type FieldProps = {
  schema: Schema
  value: unknown
  path: Path
  onChange: (value: unknown) => void
  label: string
  required?: boolean
  /** Whether the label only is for those who cannot see what stands around. */
  bare?: boolean
}

type InForm = {
  defs: Defs
  problems: readonly Problem[]
  choices: (kind: string) => readonly { value: string; label: string }[]
  fixed: readonly string[]
  /** Any field; parts that have fields inside take it from here. */
  Field: ComponentType<FieldProps>
}

export const FormContext = createContext<InForm | null>(null)

export function useInForm(): InForm {
  const found = useContext(FormContext)
  if (!found) throw new Error('This stands in no form.')
  return found
}

/** What is wrong at a place, or with anything inside of it. */
export function useProblemsAt(path: Path, { inside = false } = {}): string | undefined {
  return problemsAt(useInForm().problems, path, { inside })
}

export function problemsAt(problems: readonly Problem[], path: Path, { inside = false } = {}): string | undefined {
  const here = problems.filter(
    ({ path: at }) => path.every((key, i) => at[i] === key) && (inside || at.length === path.length),
  )
  return here.length > 0 ? here.map(({ message }) => message).join(' ') : undefined
}
