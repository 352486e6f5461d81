import type { RotationPlan, RotationReport, RotationStep } from '../../core/keys/key-options.js';
import type { CliDelivery } from '../admin/delivery.js';

const STEP_WIDTH = 11;

/** A step that is done, as one line; the first word is that of the API. */
export function stepLine(step: RotationStep, keySid: string, deliver: CliDelivery): string {
  const text: Readonly<Record<RotationStep, string>> = {
    created: `${keySid}, of the same type and with the same permissions`,
    accepted: 'Twilio accepts the new key',
    delivered: `to ${destinationOf(deliver)}`,
    marked: 'the name of the new key says that it is delivered',
    waited: 'applications had the grace to read the new key',
    revoked: 'the old key',
    renamed: `${keySid} has the name of the old key`,
  };
  return `${step.padEnd(STEP_WIDTH)}${text[step]}\n`;
}

export function waitLine(seconds: number): string {
  return seconds === 0 ? '' : `${'waiting'.padEnd(STEP_WIDTH)}${seconds} s\n`;
}

/** What was done, and what is left for a person to do. */
export function reportText(report: RotationReport): string {
  const { oldKeySid, newKeySid, leftOver, removed, revoked, endedAccessTokens } = report;
  return lines([
    revoked
      ? `${newKeySid} replaces ${oldKeySid}, which is revoked.`
      : `${newKeySid} is printed. ${oldKeySid} still works: once applications use the new key, run the same command again, which revokes it.`,
    endedAccessTokens && 'Access tokens that the old key signed have ended with it.',
    removed.length > 0 && `Deleted, because they were not in use: ${removed.join(', ')}.`,
    leftOver.length > 0 &&
      `Left, because they may be in use: ${leftOver.join(', ')}. Once you know that they are not: keys revoke <SID>. The next rotation of ${newKeySid} deletes them.`,
  ]);
}

/** The same for a rotation that was not done. */
export function planText(plan: RotationPlan, deliver: CliDelivery): string {
  const { oldKeySid, keyType, permissions, resumes, removes, leftOver, waitSeconds } = plan;
  const rights = permissions === undefined ? '' : ` with ${permissions.length} permissions`;
  const steps = plan.steps.map((step) => {
    const text: Readonly<Record<RotationStep, string>> = {
      created: `a ${keyType} key${rights}`,
      accepted: 'when Twilio accepts it; otherwise it is deleted, and nothing else has changed',
      delivered: `to ${destinationOf(deliver)}`,
      marked: 'in its name, as delivered',
      waited: `${waitSeconds} s, in which applications read the new key`,
      revoked: oldKeySid,
      renamed: 'the new key, to the name of the old one',
    };
    return `${step.padEnd(STEP_WIDTH)}${text[step]}`;
  });
  return lines([
    resumes === undefined
      ? `Would rotate ${oldKeySid}:`
      : `Would go on with the rotation of ${oldKeySid} to ${resumes}:`,
    ...steps,
    plan.steps.includes('revoked') &&
      plan.endsAccessTokens &&
      'Access tokens that the old key signed would end with it; --access-token-ttl waits for them.',
    removes.length > 0 && `Would delete, because they are not in use: ${removes.join(', ')}.`,
    leftOver.length > 0 && `Would leave, because they may be in use: ${leftOver.join(', ')}.`,
  ]);
}

function destinationOf(deliver: CliDelivery): string {
  if ('file' in deliver) return deliver.file;
  if ('sidFile' in deliver) return `${deliver.sidFile} and ${deliver.secretFile}`;
  return 'stdout' in deliver ? 'standard output' : 'the command';
}

function lines(all: readonly (string | false)[]): string {
  return all
    .filter((line) => line !== false)
    .join('\n')
    .concat('\n');
}
