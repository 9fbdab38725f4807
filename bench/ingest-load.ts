import { Agent, request } from 'node:http'

/** What a sender is told: where to, with which key, how many events a request, over how many connections, for how long. */
export type Load = { address: string; key: string; batch: number; connections: number; seconds: number; seed: string }

/** What it saw: events that were acknowledged, answers that were no success, and how long each answer took, in ms. */
export type Sent = { events: number; failures: number; ms: number[]; seconds: number }

const TYPES = ['track', 'page', 'track', 'identify', 'track']

/** Sends events as a busy company’s trackers do, until the time is over; every one has an id of its own. */
export async function send({ address, key, batch, connections, seconds, seed }: Load): Promise<Sent> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const began = performance.now()
  const sent: Sent = { events: 0, failures: 0, ms: [], seconds: 0 }
  let made = 0
  const sender = async (): Promise<void> => {
    while (performance.now() - began < seconds * 1000) {
      const first = made
      made += batch
      const started = performance.now()
      const isTaken = await post(agent, `${address}/v1/batch`, key, bodyOf(seed, first, batch))
      sent.ms.push(performance.now() - started)
      if (isTaken) sent.events += batch
      else sent.failures++
    }
  }
  await Promise.all(Array.from({ length: connections }, sender))
  agent.destroy()
  return { ...sent, seconds: (performance.now() - began) / 1000 }
}

function bodyOf(seed: string, first: number, batch: number): string {
  const now = new Date().toISOString()
  let messages = ''
  for (let n = first; n < first + batch; n++) messages += `${n === first ? '' : ','}${messageOf(seed, n, now)}`
  return `{"batch":[${messages}],"sentAt":"${now}"}`
}

/** About 350 bytes, as trackers send them: one visitor in five signs in. */
function messageOf(seed: string, n: number, now: string): string {
  const visitor = n % 50_021
  const who = visitor % 5 ? '' : `"userId":"user-${visitor}",`
  const said =
    TYPES[n % 5] === 'identify'
      ? `"type":"identify","traits":{"plan":"team","seats":${visitor % 40}}`
      : TYPES[n % 5] === 'page'
        ? `"type":"page","name":"Pricing","properties":{"path":"/pricing","url":"https://www.example.com/pricing?utm_source=news","referrer":"https://search.example/"}`
        : `"type":"track","event":"Report opened","properties":{"report":"r${n % 97}","rows":${n % 1000},"shared":true}`
  return `{"messageId":"${seed}-${n}",${who}"anonymousId":"visitor-${visitor}","timestamp":"${now}",${said},"context":{"locale":"de-DE","library":{"name":"bench","version":"1"}}}`
}

function post(agent: Agent, url: string, key: string, body: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      {
        agent,
        method: 'POST',
        auth: `${key}:`,
        headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      },
      answer => {
        answer.resume()
        answer.once('end', () => resolve(answer.statusCode === 200))
      },
    )
    asked.once('error', reject)
    asked.end(body)
  })
}

if (process.argv[2]?.startsWith('{')) {
  const sent = await send(JSON.parse(process.argv[2]) as Load)
  process.stdout.write(JSON.stringify(sent))
}
