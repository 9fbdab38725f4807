import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import '../kit/kit.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { theme } from '../kit/theme.ts'
import { createRoutes } from './routes.tsx'

const nonce = document.querySelector<HTMLMetaElement>('meta[name="nonce"]')?.content
// What hides the page’s own scroll bar under a dialog makes a style element too, and looks for its nonce here.
if (nonce) Object.assign(globalThis, { __webpack_nonce__: nonce })
const client = new QueryClient({ defaultOptions: { queries: { refetchOnWindowFocus: false } } })
const root = document.getElementById('root')

if (root)
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" {...(nonce ? { getStyleNonce: () => nonce } : {})}>
        <QueryClientProvider client={client}>
          <Notifications position="bottom-right" />
          <RouterProvider router={createRoutes(client)} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
