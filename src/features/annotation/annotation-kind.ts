import { nearest, type Problem } from '../../core/problem.ts'
import { type Among, agreementKind } from '../kind.ts'
import { Annotation } from './annotation.ts'

export const annotationKind = agreementKind({
  kind: 'annotation',
  does: 'What happened on a day and explains the numbers around it; nobody signs it.',
  spec: Annotation,
  signed: false,
  check: checkAnnotation,
})

function checkAnnotation({ on, until, about = [] }: Annotation, among: Among): Problem[] {
  return [
    ...(until !== undefined && until < on
      ? [{ path: ['until'], code: 'ends_before', message: `It ends on ${until}, before it begins on ${on}.` }]
      : []),
    ...about.flatMap((object, index) => {
      const [kind, name] = object.split('/') as [string, string]
      if (among.find(kind, name)) return []
      const meant = nearest(name, among.names(kind))
      const advice = meant ? `Did you mean “${kind}/${meant}”?` : 'Write a kind and a name, such as metric/demos.'
      return [
        {
          path: ['about', index],
          code: 'unknown_object',
          message: `There is no ${kind} “${name}”. ${advice}`,
          ...(meant ? { repair: `${kind}/${meant}` } : {}),
        },
      ]
    }),
  ]
}
