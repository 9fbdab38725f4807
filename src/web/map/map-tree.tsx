import './map.css'
import { useMediaQuery } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Sparkline } from '../../kit/sparkline.tsx'
import { Status } from '../../kit/status.tsx'
import type { Graph } from './graph.ts'
import { KIND_WORDS, lineWords, targetOf, worthOf } from './item-words.ts'
import { outlineOf, type Row, seenRows } from './walk.ts'

const ROW = 34
const NARROW_ROW = 54
const OPEN_TO = 2

/** The map as a list that unfolds: arrow keys move and unfold, Enter opens; it says all that the picture says. */
export function MapTree({ graph, onOpen }: { graph: Graph; onOpen: (id: string) => void }) {
  const rows = useMemo(() => outlineOf(graph), [graph])
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const isOpen = useCallback(
    (row: Row) => row.children.length > 0 && turned.has(row.path) !== row.depth < OPEN_TO,
    [turned],
  )
  const seen = useMemo(() => seenRows(rows, isOpen), [rows, isOpen])
  const [at, setAt] = useState<string>()
  const current = Math.max(
    0,
    seen.findIndex(row => row.path === at),
  )
  const scroll = useRef<HTMLDivElement>(null)
  const isMoved = useRef(false)
  const isNarrow = useMediaQuery('(max-width: 40em)', undefined, { getInitialValueInEffect: false })
  const virtual = useVirtualizer({
    count: seen.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => (isNarrow ? NARROW_ROW : ROW),
    overscan: 12,
    getItemKey: index => seen[index]?.path ?? index,
  })
  useEffect(() => {
    if (!isMoved.current) return
    isMoved.current = false
    virtual.scrollToIndex(current)
    requestAnimationFrame(() => scroll.current?.querySelector<HTMLElement>('[tabindex="0"][role="treeitem"]')?.focus())
  })
  const move = (path: string | undefined) => {
    if (path === undefined) return
    isMoved.current = true
    setAt(path)
  }
  const turn = ({ path }: Row) =>
    setTurned(before => {
      const after = new Set(before)
      if (!after.delete(path)) after.add(path)
      return after
    })
  const onKeyDown = (event: KeyboardEvent) => {
    const row = seen[current]
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return
    const above = row.path.slice(0, row.path.lastIndexOf(' '))
    if (event.key === 'ArrowDown' || event.key === 'j') move(seen[current + 1]?.path)
    else if (event.key === 'ArrowUp' || event.key === 'k') move(seen[current - 1]?.path)
    else if (event.key === 'Home') move(seen[0]?.path)
    else if (event.key === 'End') move(seen.at(-1)?.path)
    else if (event.key === 'ArrowRight') isOpen(row) || row.children.length === 0 ? move(row.children[0]) : turn(row)
    else if (event.key === 'ArrowLeft') isOpen(row) ? turn(row) : row.depth > 0 ? move(above) : undefined
    else if (event.key === 'Enter' || event.key === ' ') onOpen(row.item.id)
    else return
    event.preventDefault()
  }
  return (
    <div className="map-tree" ref={scroll}>
      <div className="map-row map-heads" aria-hidden="true">
        <span style={{ paddingLeft: 12 }}>What hangs under what</span>
        <span>State</span>
        <span className="right">Value</span>
        <span className="wide">Against</span>
        <span className="wide">Last periods</span>
        <span className="wide">Team</span>
      </div>
      <div
        role="tree"
        aria-label="Vision, goals, key results and metrics"
        onKeyDown={onKeyDown}
        style={{ height: virtual.getTotalSize(), position: 'relative' }}
      >
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const row = seen[index]
          return row ? (
            <TreeRow
              key={key}
              row={row}
              start={start}
              isOpen={isOpen(row)}
              isCurrent={index === current}
              onTurn={() => turn(row)}
              onOpen={() => {
                setAt(row.path)
                onOpen(row.item.id)
              }}
            />
          ) : null
        })}
      </div>
    </div>
  )
}

type RowProps = {
  row: Row
  start: number
  isOpen: boolean
  isCurrent: boolean
  onTurn: () => void
  onOpen: () => void
}

function TreeRow({ row, start, isOpen, isCurrent, onTurn, onOpen }: RowProps) {
  const { item, by, depth, children, again, position, of } = row
  const says = item.says[0]
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it takes the keys
    <div
      role="treeitem"
      className="map-row"
      tabIndex={isCurrent ? 0 : -1}
      aria-level={depth + 1}
      aria-posinset={position}
      aria-setsize={of}
      aria-selected={isCurrent}
      aria-expanded={children.length > 0 ? isOpen : undefined}
      onClick={onOpen}
      style={{ position: 'absolute', top: 0, left: 0, right: 0, transform: `translateY(${start}px)` }}
    >
      <span style={{ paddingLeft: 8 + depth * 18 }} title={says ?? item.title}>
        <span
          className="map-unfold"
          aria-hidden="true"
          onClick={event => {
            event.stopPropagation()
            onTurn()
          }}
        >
          {children.length > 0 ? (isOpen ? '▾' : '▸') : '·'}
        </span>
        <span className="quiet">{KIND_WORDS[item.kind]}</span> {item.title}
        {by && (by.kind === 'formula' || by.kind === 'drives') ? (
          <span className="quiet"> · {lineWords(by)}</span>
        ) : null}
        {again && item.kind !== 'result' ? <span className="quiet"> · shown elsewhere in full</span> : null}
        {says ? <span className="quiet"> · ◆ {says}</span> : null}
      </span>
      <span>{item.status === null ? null : <Status of={item.status} />}</span>
      <span className="right">{worthOf(item)}</span>
      <span className="quiet wide figures">{targetOf(item)}</span>
      <span className="wide">
        {item.points.length > 0 ? <Sparkline values={item.points} width={80} height={18} good={item.good} /> : null}
      </span>
      <span className="quiet wide">{item.owner}</span>
    </div>
  )
}
