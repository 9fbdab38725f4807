import { LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { figure } from './figure.ts'
import type { ChartSeries } from './series-chart.tsx'

use([LineChart, GridComponent, TooltipComponent, LegendComponent, MarkLineComponent, SVGRenderer])

export const COLOURS = ['#0b7285', '#b35900', '#6741d9', '#2b8a3e', '#c2255c', '#495057']
const ON_DARK = ['#66d9e8', '#ffa94d', '#b197fc', '#8ce99a', '#faa2c1', '#ced4da']

type Drawing = {
  labels: readonly string[]
  series: readonly ChartSeries[]
  target: number | null
  notes: readonly { label: string; text: string }[]
  dark: boolean
}

/** Draws into an element and answers how to take it away again. Series in other units get an axis of their own. */
export function drawSeries(element: HTMLElement, { labels, series, target, notes, dark }: Drawing): () => void {
  const chart = init(element, undefined, { renderer: 'svg' })
  const units = [...new Set(series.map(each => each.unit))].slice(0, 2)
  const text = dark ? '#c9ccd1' : '#495057'
  const line = dark ? '#373a40' : '#dee2e6'
  chart.setOption({
    animation: false,
    color: dark ? ON_DARK : COLOURS,
    grid: { left: 8, right: 8, top: series.length > 1 ? 34 : 18, bottom: 8, containLabel: true },
    legend:
      series.length > 1 ? { top: 0, left: 0, textStyle: { color: text }, icon: 'roundRect', itemHeight: 3 } : undefined,
    tooltip: {
      trigger: 'axis',
      formatter: (points: { seriesIndex: number; dataIndex: number; marker: string }[]) =>
        [
          escaped(labels[points[0]?.dataIndex ?? 0] ?? ''),
          ...points.map(({ seriesIndex, dataIndex, marker }) => {
            const each = series[seriesIndex]
            return each
              ? `${marker}${escaped(each.name)}: <b>${figure(each.values[dataIndex], each.unit, { exact: true })}</b>`
              : ''
          }),
          ...notes.filter(note => note.label === labels[points[0]?.dataIndex ?? 0]).map(note => escaped(note.text)),
        ].join('<br>'),
    },
    xAxis: {
      type: 'category',
      data: [...labels],
      axisLabel: { color: text, alignMinLabel: 'left', alignMaxLabel: 'right', hideOverlap: true },
      axisLine: { lineStyle: { color: line } },
      boundaryGap: false,
    },
    yAxis: units.map((unit, axis) => ({
      type: 'value',
      scale: true,
      ...(axis === 0 && target !== null ? seen(target) : {}),
      axisLabel: { color: text, formatter: (value: number) => figure(value, unit) },
      splitLine: { lineStyle: { color: line } },
    })),
    series: series.map((each, i) => ({
      type: 'line',
      name: each.name,
      data: each.values.map(value => value ?? null),
      yAxisIndex: Math.max(0, units.indexOf(each.unit)),
      symbolSize: 5,
      lineStyle: { width: 2, type: each.dashed ? 'dashed' : 'solid' },
      markLine:
        i === 0
          ? {
              symbol: 'none',
              silent: true,
              lineStyle: { type: 'dashed', color: text },
              label: { color: text, formatter: '{b}', position: 'insideEndTop' },
              data: [
                ...(target === null ? [] : [{ yAxis: target, name: `target ${figure(target, each.unit)}` }]),
                ...notes.map(note => ({ xAxis: note.label, name: '◆' })),
              ],
            }
          : undefined,
    })),
  })
  const resizing = new ResizeObserver(() => chart.resize())
  resizing.observe(element)
  return () => {
    resizing.disconnect()
    chart.dispose()
  }
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** An axis that reaches as far as the target, so that its line is always in the picture. */
function seen(target: number) {
  return {
    min: ({ min }: { min: number }) => (target < min ? target : undefined),
    max: ({ max }: { max: number }) => (target > max ? target : undefined),
  }
}
