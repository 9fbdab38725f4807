import type { Connector } from './connector.ts'
import { file } from './file/connector.ts'
import { ga4 } from './ga4/connector.ts'
import { googleAds } from './google-ads/connector.ts'
import { hubspot } from './hubspot/connector.ts'
import { intercom } from './intercom/connector.ts'
import { jira } from './jira/connector.ts'
import { linear } from './linear/connector.ts'
import { linkedinAds } from './linkedin-ads/connector.ts'
import { mailchimp } from './mailchimp/connector.ts'
import { metaAds } from './meta-ads/connector.ts'
import { salesforce } from './salesforce/connector.ts'
import { sheet } from './sheet/connector.ts'
import { stripe } from './stripe/connector.ts'
import { tracker } from './tracker/connector.ts'
import { warehouse } from './warehouse/connector.ts'
import { webhook } from './webhook/connector.ts'
import { zendesk } from './zendesk/connector.ts'

/** Every outside system that Plumbline knows, in the order in which people look for them: by team, the most common first. */
export const gallery: readonly Connector[] = [
  hubspot,
  salesforce,
  mailchimp,
  googleAds,
  metaAds,
  linkedinAds,
  ga4,
  zendesk,
  intercom,
  stripe,
  jira,
  linear,
  tracker,
  sheet,
  file,
  warehouse,
  webhook,
]
