import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** Slate blue-green, dark enough at 8 to be read as text on white. */
const plumb: MantineColorsTuple = [
  '#e6f6f8',
  '#d3e9ec',
  '#a9d2d8',
  '#7bbac3',
  '#56a6b1',
  '#3e9aa6',
  '#2e94a1',
  '#1d818d',
  '#0b6873',
  '#005660',
]

/** A dialog’s heading is not the banner of the page. */
const attributes = { header: { role: 'presentation' } }

const compact = { defaultProps: { size: 'sm' } }

/** Dense, calm, the system’s own typeface; every colour that carries text passes AA in both schemes. */
export const theme = createTheme({
  primaryColor: 'plumb',
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  colors: { plumb },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  headings: {
    fontWeight: '600',
    sizes: { h1: { fontSize: '1.375rem' }, h2: { fontSize: '1.0625rem' }, h3: { fontSize: '0.9375rem' } },
  },
  spacing: { xs: '0.375rem', sm: '0.5rem', md: '0.75rem', lg: '1rem', xl: '1.5rem' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  components: {
    Button: compact,
    TextInput: compact,
    PasswordInput: compact,
    Textarea: { defaultProps: { size: 'sm', autosize: true, minRows: 2 } },
    Select: compact,
    MultiSelect: compact,
    NumberInput: compact,
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close this message' } } },
    CloseButton: { defaultProps: { 'aria-label': 'Close' } },
    Modal: {
      defaultProps: {
        attributes,
        closeButtonProps: { 'aria-label': 'Close' },
        overlayProps: { backgroundOpacity: 0.4 },
      },
    },
    Drawer: {
      defaultProps: {
        attributes,
        closeButtonProps: { 'aria-label': 'Close' },
        position: 'right',
        overlayProps: { backgroundOpacity: 0.2 },
      },
    },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
  },
})
