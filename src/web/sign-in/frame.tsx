import { Box, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useEffect } from 'react'

/** The frame of pages for people who are not in yet. */
export function Frame({ title, says, children }: { title: string; says?: string; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Plumbline`
  }, [title])
  return (
    <Box component="main" maw={420} mx="auto" px="md" pt={{ base: 32, sm: 96 }} pb="xl">
      <Stack gap="md">
        <Text fw={700} c="dimmed">
          Plumbline
        </Text>
        <Title order={1}>{title}</Title>
        {says ? <Text c="dimmed">{says}</Text> : null}
        <Paper withBorder p="lg">
          {children}
        </Paper>
      </Stack>
    </Box>
  )
}
