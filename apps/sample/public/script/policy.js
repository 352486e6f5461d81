import { byId, fill, make, setText } from './dom.js';

/** The verdicts of the policy here, and whether it would start in production. */
export function showPolicy({ report: { verdicts, production } }) {
  const errors = production.verdicts.filter(({ severity }) => severity === 'error');
  const names = [...new Set(errors.map(({ rule }) => rule))].join(', ');
  setText(
    byId('policy-headline'),
    errors.length === 0 ? 'It would start in production' : `Production refuses it: ${names}`,
  );
  byId('policy-headline').dataset.tone = errors.length === 0 ? 'good' : 'bad';
  fill(byId('verdicts'), { verdicts, production: production.verdicts }, () => [
    ...rows('Here', withoutRepeats(verdicts)),
    ...rows('In production', withoutRepeats(production.verdicts)),
  ]);
}

/** What is said of several accounts is shown once. */
const withoutRepeats = (verdicts) =>
  verdicts.filter(
    ({ rule, message }, index) =>
      verdicts.findIndex((other) => other.rule === rule && other.message === message) === index,
  );

function rows(where, verdicts) {
  if (verdicts.length === 0) return [row('ok', where, 'No findings.')];
  return verdicts.map(({ severity, rule, message, remedy }) =>
    row(severity, `${where}: ${severity}`, `${message} ${remedy}`, rule),
  );
}

function row(severity, tag, text, rule) {
  const name = rule ? [make('strong', {}, make('code', {}, rule)), ' '] : [];
  return make(
    'li',
    {},
    make('span', { className: 'tag', dataset: { severity } }, tag),
    make('p', {}, ...name, text),
  );
}
