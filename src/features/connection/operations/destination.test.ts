import { expect, it } from 'vitest'
import { gallery } from '../../../connectors/gallery.ts'
import { must } from '../../../core/error.ts'
import { checkDestinations, isPermitted, permittedIn, privateRangesOf } from './destination.ts'

it('an operator permits hosts and ranges, and nothing that is neither', () => {
  expect(permittedIn('db.internal, 10.20.0.0/16\nFD00::/8')).toEqual(['db.internal', '10.20.0.0/16', 'fd00::/8'])
  expect(['', 'db.internal', '10.0.0.1,localhost', 'fd00::/8'].every(isPermitted)).toBe(true)
  expect(['https://db.internal', 'db_internal', '*.internal', '10.0.0.0/33', 'a b/c'].some(isPermitted)).toBe(false)
})

it('a host that is permitted by name may be inside, every other only in the ranges', () => {
  expect(privateRangesOf('DB.internal', ['db.internal', '10.0.0.0/8'])).toBe(true)
  expect(privateRangesOf('other.internal', ['db.internal', '10.0.0.0/8'])).toEqual(['10.0.0.0/8'])
  expect(privateRangesOf('10.0.0.1', ['10.0.0.1'])).toEqual(['10.0.0.1'])
  expect(privateRangesOf('other.internal', ['db.internal'])).toBe(false)
})

it('a host that somebody enters for a system has to be that system’s', async () => {
  const salesforce = must(
    gallery.find(({ name }) => name === 'salesforce'),
    'Salesforce is known',
  )
  const check = (domain: string) => checkDestinations(salesforce, { domain, client_id: 'x' }, [])
  for (const domain of [
    '127.0.0.1',
    'evil.test',
    'my.salesforce.com.evil.test',
    'evil.test/.my.salesforce.com',
    'a@evil.test',
  ])
    await expect(check(domain), domain).rejects.toMatchObject({ code: 'invalid' })
  for (const domain of ['https://evil.test', 'http://169.254.169.254', 'file:///etc/passwd'])
    await expect(check(domain), domain).rejects.toMatchObject({ code: 'invalid' })
  await expect(check('acme.my.salesforce.com')).resolves.toBeUndefined()
})
