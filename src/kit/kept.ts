import { useEffect, useState } from 'react'

/** State that is still there after the page was left or loaded anew, in this browser. */
export function useKept<T>(key: string, initial: T): [T, (change: Partial<T>) => void, () => void] {
  const [value, setValue] = useState<T>(() => read(key, initial))
  useEffect(() => {
    try {
      localStorage.setItem(key, JSON.stringify(value))
    } catch {
      // A browser that keeps nothing still shows everything.
    }
  }, [key, value])
  const change = (part: Partial<T>) => setValue(before => ({ ...before, ...part }))
  const forget = () => {
    setValue(initial)
    localStorage.removeItem(key)
  }
  return [value, change, forget]
}

function read<T>(key: string, initial: T): T {
  try {
    const kept = localStorage.getItem(key)
    return kept === null ? initial : { ...initial, ...JSON.parse(kept) }
  } catch {
    return initial
  }
}
