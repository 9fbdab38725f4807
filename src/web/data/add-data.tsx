import { Button, FileButton, Group, Overlay, Progress, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Failure } from '../../kit/page.tsx'
import { sendFile } from './uploads.ts'

/** A file on its way to the server, from a button or dropped anywhere on the page; it leads on to what its rows mean. */
export function useAddData({ source, enabled = true }: { source?: string; enabled?: boolean } = {}) {
  const navigate = useNavigate()
  const client = useQueryClient()
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null)
  const [error, setError] = useState<unknown>(null)
  const stopping = useRef<AbortController | null>(null)
  const add = useCallback(
    async (file: File | null | undefined) => {
      if (!file) return
      stopping.current?.abort()
      const stop = new AbortController()
      stopping.current = stop
      setError(null)
      setSending({ name: file.name, share: 0 })
      try {
        const { upload, fits } = await sendFile(file, share => setSending({ name: file.name, share }), stop.signal)
        void client.invalidateQueries({ queryKey: ['uploads'] })
        const into = source ?? (fits.length === 1 ? fits[0]?.name : undefined)
        void navigate({ to: `/data/new/${upload}` as string, search: (into ? { source: into } : {}) as never })
      } catch (caught) {
        if (!stop.signal.aborted) setError(caught)
      } finally {
        setSending(null)
      }
    },
    [client, navigate, source],
  )
  const isOver = useDropAnywhere(add, enabled)
  return { add, sending, error, isOver, stop: () => stopping.current?.abort() }
}

type Adding = ReturnType<typeof useAddData>

export function AddButton({ adding, children = 'Add data' }: { adding: Adding; children?: string }) {
  return (
    <FileButton
      onChange={file => void adding.add(file)}
      accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson,.parquet,.xlsx,.gz"
    >
      {props => (
        <Button {...props} disabled={adding.sending !== null}>
          {children}
        </Button>
      )}
    </FileButton>
  )
}

/** How far the file is, what went wrong with it, and the whole page as a place to drop one. */
export function Adding({ adding }: { adding: Adding }) {
  const { sending, error, isOver, stop } = adding
  return (
    <>
      {isOver ? (
        <Overlay fixed backgroundOpacity={0.75} zIndex={500}>
          <Stack h="100%" align="center" justify="center">
            <Text c="white" fz="xl" fw={600}>
              Drop the file here
            </Text>
            <Text c="white">CSV, TSV, JSON, JSON lines or Parquet, plain or gzipped</Text>
          </Stack>
        </Overlay>
      ) : null}
      {sending ? (
        <Stack gap={4} role="status" aria-live="polite">
          <Group justify="space-between">
            <Text fz="sm">
              {sending.share < 1 ? `Sending “${sending.name}”` : `“${sending.name}” is being looked at`}
            </Text>
            <Button size="compact-xs" variant="subtle" onClick={stop}>
              Stop
            </Button>
          </Group>
          <Progress
            value={sending.share * 100}
            animated={sending.share === 1}
            aria-label={`${Math.round(sending.share * 100)} % sent`}
          />
        </Stack>
      ) : null}
      <Failure error={error} />
    </>
  )
}

function useDropAnywhere(add: (file: File | null | undefined) => void, enabled: boolean): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    if (!enabled) return
    let depth = 0
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return
      depth++
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (hasFiles(event)) depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const over = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault()
    }
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      depth = 0
      setOver(false)
      add(event.dataTransfer?.files[0])
    }
    const listeners = { dragenter: enter, dragleave: leave, dragover: over, drop } as const
    for (const [name, listener] of Object.entries(listeners)) window.addEventListener(name, listener as EventListener)
    return () => {
      for (const [name, listener] of Object.entries(listeners))
        window.removeEventListener(name, listener as EventListener)
    }
  }, [add, enabled])
  return isOver
}
