import type { Declaration } from '../features/declaration/declaration.ts'
import { kinds } from '../features/index.ts'
import { adviceForm } from './answers/advice.ts'
import { agreementForm, agreementsForm, diffForm, historyForm } from './answers/agreement.ts'
import { checkInForm, checkInsForm, dueForm, roundForm, roundsForm } from './answers/check-in.ts'
import {
  connectionForm,
  connectionsForm,
  connectorForm,
  connectorsForm,
  draftedForm,
  runForm,
  runsForm,
} from './answers/connection.ts'
import { accountForm, erasedForm, foundForm, listedForm, personForm, timelineForm } from './answers/customer.ts'
import { heldForm, recentForm, writeKeyForm, writeKeysForm } from './answers/event.ts'
import { exportedForm, importedForm } from './answers/exchange.ts'
import { eventForm, eventsForm, feedMapForm, feedsForm, traitsForm, violationsForm } from './answers/feed.ts'
import { findingsForm, rulesForm, scoresForm } from './answers/finding.ts'
import { goalForm } from './answers/goal.ts'
import { crowdedForm, decidedForm, regroupedForm, rulingsForm, shownForm } from './answers/identity.ts'
import { mapForm } from './answers/map.ts'
import { explanationForm, metricForm, previewForm } from './answers/metric.ts'
import { funnelForm } from './answers/reading.ts'
import { freezeForm, frozenForm, scorecardForm } from './answers/scorecard.ts'
import { freshnessForm, importsForm, rejectedForm } from './answers/source.ts'
import { receiptForm } from './answers/stage.ts'
import { whatIfForm } from './answers/what-if.ts'
import { auditForm, membershipForm, teamsForm } from './answers/workspace.ts'
import { toYaml } from './export.ts'
import type { Form, NameOf } from './format.ts'
import { drawPlan, type Plan } from './plan.ts'

/** How an answer looks to people; ids of people become names by `nameOf`. */
export type Shape = (answer: never, nameOf: NameOf) => Form

/** How the answers look that are more than a list or a few fields, by the operation’s name. */
export const shapes: Readonly<Record<string, Shape>> = {
  'agreement.list': agreementsForm,
  'audit.list': auditForm,
  'catalogue.event': eventForm,
  'catalogue.events': eventsForm,
  'catalogue.traits': traitsForm,
  'catalogue.violations': violationsForm,
  'check-in.create': checkInForm,
  'check-in.due': dueForm,
  'check-in.list': checkInsForm,
  'check-in.open-round': roundForm,
  'check-in.reveal': roundForm,
  'check-in.rounds': roundsForm,
  'check-in.vote': roundForm,
  'customer.account': accountForm,
  'customer.accounts': listedForm,
  'customer.erase': erasedForm,
  'customer.export': (exported: unknown) => ({ draw: () => `${JSON.stringify(exported, null, 2)}\n` }),
  'customer.people': listedForm,
  'customer.search': foundForm,
  'customer.show': personForm,
  'customer.timeline': timelineForm,
  'connection.change': connectionForm,
  'connection.create': connectionForm,
  'connection.draft': draftedForm,
  'connection.list': connectionsForm,
  'connection.pause': connectionForm,
  'connection.resume': connectionForm,
  'connection.runs': runsForm,
  'connection.show': connectionForm,
  'connection.sync': runForm,
  'connector.list': connectorsForm,
  'connector.show': connectorForm,
  'declaration.apply': (plan: Plan) => ({ draw: terminal => drawPlan(plan, 'are', terminal) }),
  'declaration.export': (declarations: Declaration[]) => ({ draw: () => toYaml(declarations) }),
  'declaration.plan': (plan: Plan) => ({ draw: terminal => drawPlan(plan, 'would be', terminal) }),
  'declaration.schema': (schema: unknown) => ({ draw: () => `${JSON.stringify(schema, null, 2)}\n` }),
  'event.quarantine.list': heldForm,
  'event.recent': recentForm,
  'feed.list': feedsForm,
  'feed.map': feedMapForm,
  'finding.check': findingsForm,
  'finding.history': scoresForm,
  'finding.record': findingsForm,
  'identity.crowded': crowdedForm,
  'identity.join': decidedForm,
  'identity.preview': regroupedForm,
  'identity.rulings': rulingsForm,
  'identity.show': shownForm,
  'identity.split': decidedForm,
  'identity.undo': decidedForm,
  'finding.rules': rulesForm,
  'funnel.measure': funnelForm,
  'goal.advise': adviceForm,
  'goal.export': exportedForm,
  'goal.import': importedForm,
  'goal.measure': goalForm,
  'map.show': mapForm,
  'map.what-if': whatIfForm,
  'metric.explain': explanationForm,
  'metric.measure': metricForm,
  'metric.preview': previewForm,
  'scorecard.freeze': freezeForm,
  'scorecard.frozen': frozenForm,
  'scorecard.measure': scorecardForm,
  'scorecard.sign-off': freezeForm,
  'source.freshness': freshnessForm,
  'source.imports': importsForm,
  'source.key': writeKeyForm,
  'source.keys': writeKeysForm,
  'source.rejected': rejectedForm,
  'stage.receipt': receiptForm,
  'team.join': membershipForm,
  'team.leave': membershipForm,
  'team.list': teamsForm,
  ...Object.fromEntries(
    [...kinds.keys()].flatMap(kind => [
      [`${kind}.list`, agreementsForm],
      [`${kind}.history`, historyForm],
      [`${kind}.diff`, diffForm],
      ...['get', 'propose', 'submit', 'sign', 'object', 'settle', 'retire'].map(verb => [
        `${kind}.${verb}`,
        agreementForm,
      ]),
    ]),
  ),
}
