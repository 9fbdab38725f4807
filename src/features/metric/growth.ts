import type { Formula } from '../../semantics/model/formula.ts'

/**
 * How a formula's value changes with the length of its period: not at all (0), in proportion (1), or in no way that can be
 * told (`undefined`). A sum of numbers that grow grows too; one of them divided by another is a level.
 */
export function growthOf(formula: Formula, grows: (name: string) => boolean): 0 | 1 | undefined {
  switch (formula.kind) {
    case 'number':
      return 0
    case 'name':
      return grows(formula.name) ? 1 : undefined
    case 'negative':
      return growthOf(formula.of, grows)
    case 'call':
      return common(formula.of.map(part => growthOf(part, grows)))
    case 'operation': {
      const [left, right] = [growthOf(formula.left, grows), growthOf(formula.right, grows)]
      if (formula.operator === '/') return right === 0 ? left : undefined
      if (formula.operator === '*') return left === 0 ? right : right === 0 ? left : undefined
      return common([left, right])
    }
  }
}

const common = (growths: readonly (0 | 1 | undefined)[]): 0 | 1 | undefined =>
  growths.every(each => each === growths[0]) ? growths[0] : undefined
