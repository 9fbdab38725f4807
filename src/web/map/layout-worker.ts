import { arrange, type Drawing } from './layout.ts'

/** Arranges beside the page, so that nothing on it stands still meanwhile. */
self.onmessage = ({ data }: MessageEvent<Drawing>) => self.postMessage(arrange(data))
