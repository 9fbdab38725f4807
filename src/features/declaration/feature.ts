import type { Feature } from '../feature.ts'
import { applyDeclarations, declarationSchema, exportDeclarations, planDeclarations } from './operations.ts'

export const declaration: Feature = {
  name: 'declaration',
  does: 'A company as files: planned, applied, exported.',
  operations: [planDeclarations, applyDeclarations, exportDeclarations, declarationSchema],
}
