import {
  ActionIcon,
  AppShell,
  Burger,
  Button,
  Group,
  Menu,
  NavLink,
  ScrollArea,
  Text,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { send } from '../features/ask.ts'
import { useChanges } from './changes.ts'
import { useMe } from './me.ts'
import { MENU } from './menu.ts'
import { useNudges } from './nudges.ts'
import { openPalette, Palette } from './palette.tsx'

/** What stands around every page: the menu, who is signed in, the palette, and what the server tells. */
export function Shell() {
  const [isOpen, { toggle, close }] = useDisclosure()
  const path = useRouterState({ select: state => state.location.pathname })
  const waiting = useNudges()
  useChanges()
  useGoKeys()
  return (
    <AppShell
      header={{ height: 48 }}
      navbar={{ width: 184, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="lg"
    >
      <AppShell.Header>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger opened={isOpen} onClick={toggle} hiddenFrom="sm" size="sm" aria-label="Menu" />
            <a className="skip" href="#content">
              To the content
            </a>
            <Link to="/" style={{ textDecoration: 'none', color: 'inherit' }}>
              <Group gap={6} wrap="nowrap">
                <PlumbLine />
                <Text fw={700}>Plumbline</Text>
              </Group>
            </Link>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <Button variant="default" size="xs" onClick={openPalette} aria-keyshortcuts="Control+K Meta+K">
              Find{' '}
              <Text span c="dimmed" fz="xs" ml={6} visibleFrom="sm">
                ⌘K
              </Text>
            </Button>
            <SchemeButton />
            <Account />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label="Main menu">
        <ScrollArea>
          {MENU.map(({ text, to, does, also = [] }) => (
            <NavLink
              key={to}
              component={Link}
              to={to}
              label={text}
              rightSection={to === '/' && waiting > 0 ? <Waiting count={waiting} /> : undefined}
              title={does}
              variant="filled"
              active={to === '/' ? path === '/' : [to, ...also].some(each => path.startsWith(each))}
              onClick={close}
            />
          ))}
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        <Outlet />
      </AppShell.Main>
      <Palette />
    </AppShell>
  )
}

function Waiting({ count }: { count: number }) {
  return (
    <span className="figures">
      {count}
      <span className="visually-hidden"> waiting for you</span>
    </span>
  )
}

function PlumbLine() {
  return (
    <svg width="16" height="22" viewBox="0 0 16 22" aria-hidden="true">
      <path d="M1 1h14M8 1v12" stroke="currentColor" strokeWidth="2" />
      <path d="m8 12 4 4-4 6-4-6z" fill="var(--mantine-primary-color-filled)" />
    </svg>
  )
}

function SchemeButton() {
  const { setColorScheme } = useMantineColorScheme()
  const scheme = useComputedColorScheme('light')
  const other = scheme === 'dark' ? 'light' : 'dark'
  return (
    <ActionIcon
      variant="default"
      size="md"
      aria-label={`Switch to ${other} colours`}
      onClick={() => setColorScheme(other)}
    >
      <span aria-hidden="true">{scheme === 'dark' ? '☀' : '☾'}</span>
    </ActionIcon>
  )
}

function Account() {
  const me = useMe()
  const navigate = useNavigate()
  const leave = async () => {
    await send('/api/auth/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
    location.assign('/sign-in')
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton fz="sm" aria-label={`Signed in as ${me.name}`}>
          {me.name}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.role}
          {me.signsFor.length > 0 ? `, signs for ${me.signsFor.join(', ')}` : ''}
        </Menu.Label>
        <Menu.Item onClick={() => void navigate({ to: '/settings' as string })}>Settings</Menu.Item>
        <Menu.Item onClick={() => void leave()}>Sign out</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** `g` and a letter lead to a page of the menu. */
function useGoKeys(): void {
  const navigate = useNavigate()
  useHotkeys([['mod+K', openPalette]])
  useEffect(() => {
    let armed = 0
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement | null
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        target?.closest('input, textarea, select, [contenteditable]')
      )
        return
      if (event.key === 'g') {
        armed = Date.now()
        return
      }
      const entry = Date.now() - armed < 1500 ? MENU.find(each => each.key === event.key) : undefined
      armed = 0
      if (entry) void navigate({ to: entry.to as string })
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [navigate])
}
