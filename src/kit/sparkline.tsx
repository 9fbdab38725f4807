/** The last periods of a number as a small line; gaps where nothing is known. The words beside it say what it shows. */
export function Sparkline({ values, width = 96, height = 22, good = 'up' }: SparklineProps) {
  const known = values.flatMap((value, i) => (value === null ? [] : [{ i, value }]))
  if (known.length < 2) return <span className="quiet">–</span>
  const [low, high] = [Math.min(...known.map(each => each.value)), Math.max(...known.map(each => each.value))]
  const x = (i: number) => 2 + (i * (width - 4)) / Math.max(1, values.length - 1)
  const y = (value: number) => (high === low ? height / 2 : height - 3 - ((value - low) * (height - 6)) / (high - low))
  const segments = known.map(({ i, value }, at) => {
    const isJoined = at > 0 && known[at - 1]?.i === i - 1
    return `${isJoined ? 'L' : 'M'}${x(i).toFixed(1)} ${y(value).toFixed(1)}`
  })
  const last = known.at(-1)
  const first = known[0]
  const went =
    last && first
      ? last.value === first.value
        ? 'level'
        : last.value > first.value === (good === 'up')
          ? 'better'
          : 'worse'
      : ''
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`last ${values.length} periods, ${went} than at their start`}
    >
      <path d={segments.join('')} fill="none" stroke="currentColor" strokeWidth="1.4" opacity="0.75" />
      {last ? <circle cx={x(last.i)} cy={y(last.value)} r="2.2" fill="currentColor" /> : null}
    </svg>
  )
}

type SparklineProps = { values: readonly (number | null)[]; width?: number; height?: number; good?: 'up' | 'down' }
