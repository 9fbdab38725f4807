import { Drawer } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useReading } from '../../features/ask.ts'
import type { receiptOfMetric } from '../../features/metric/operations/receipt.ts'
import { Read } from '../../kit/page.tsx'
import { parseReceipt, type ReceiptOf } from '../../kit/receipt-link.ts'
import { useUrlState } from '../../kit/url-state.ts'
import { Receipt } from './receipt.tsx'

/** The receipt of the number that the address names, in a drawer over whatever page is open; closed, it gives the focus back. */
export default function ReceiptDrawer() {
  const [said, set] = useUrlState()
  const asked = parseReceipt(said.receipt)
  const [shown, setShown] = useState(asked)
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    const next = parseReceipt(said.receipt)
    if (next) setShown(next)
    setOpen(next !== undefined)
  }, [said.receipt])
  return (
    <Drawer opened={isOpen} onClose={() => set({ receipt: undefined })} size="lg" title="Receipt">
      {shown ? <OfNumber of={shown} /> : null}
    </Drawer>
  )
}

function OfNumber({ of }: { of: ReceiptOf }) {
  const { metric: name, period, segment } = of
  const query = useReading<typeof receiptOfMetric>('metric.receipt', {
    name,
    period,
    ...(segment ? { segment } : {}),
    limit: 50,
  })
  return (
    <Read query={query} rows={12}>
      {receipt => <Receipt of={of} receipt={receipt} />}
    </Read>
  )
}
