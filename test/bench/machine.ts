import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, totalmem } from 'node:os';

const PEERS = ['twilio', 'nestjs-twilio', 'jose', 'undici', '@nestjs/core', 'fastify', 'express'];

/** Where and with what the numbers were measured: they mean nothing without it. */
export interface Machine {
  readonly date: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly platform: string;
  readonly node: string;
  readonly versions: Readonly<Record<string, string>>;
}

export function describeMachine(): Machine {
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    node: process.version,
    versions: Object.fromEntries(PEERS.map((name) => [name, versionOf(name)])),
  };
}

/** One line for people. */
export function machineText(machine: Machine): string {
  const { date, cpu, cores, memoryGiB, platform, node, versions } = machine;
  const peers = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return `${date} · ${cpu}, ${cores} cores, ${memoryGiB} GiB, ${platform} · Node ${node} · ${peers.join(', ')}`;
}

function versionOf(name: string): string {
  const paths = createRequire(import.meta.url).resolve.paths(name) ?? [];
  for (const path of paths) {
    try {
      const text = readFileSync(`${path}/${name}/package.json`, 'utf8');
      return (JSON.parse(text) as { version: string }).version;
    } catch {
      continue;
    }
  }
  return 'not installed';
}
