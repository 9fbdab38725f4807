import { Page } from '../../kit/page.tsx'

export default function ProposePage() {
  return <Page title="Propose" />
}
