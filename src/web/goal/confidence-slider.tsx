import { Slider, Text } from '@mantine/core'

const MARKS = [
  { value: 0, label: '0' },
  { value: 5, label: '5' },
  { value: 10, label: '10' },
]

type SliderProps = { label: string; value: number | null; onChange: (value: number) => void; isQuiet?: boolean }

/** How sure somebody is, from 0 to 10; until it is moved nothing is said. */
export function ConfidenceSlider({ label, value, onChange }: SliderProps) {
  return (
    <div>
      <Text fw={500} fz="sm">
        {label} <span className="quiet">0 not at all, 10 certain:</span>{' '}
        <Text span c="dimmed" fz="sm" className="figures">
          {value === null ? 'not said yet' : `${value} of 10`}
        </Text>
      </Text>
      <div className="goal-sliders">
        <Slider
          min={0}
          max={10}
          step={0.5}
          marks={MARKS}
          value={value ?? 5}
          onChange={onChange}
          label={each => `${each} of 10`}
          thumbLabel={label}
          mt="sm"
        />
      </div>
    </div>
  )
}
