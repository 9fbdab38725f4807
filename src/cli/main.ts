#!/usr/bin/env node
import { Command } from 'commander'
import manifest from '../../package.json' with { type: 'json' }

await new Command('plumbline').version(manifest.version).parseAsync()
