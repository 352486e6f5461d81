import { PANELS } from './panels.js';
import { labelOf, toPromQl, type Panel, type Query } from './query.js';

const UNITS: Readonly<Record<Panel['unit'], string>> = {
  'calls/s': 'reqps',
  'webhooks/s': 'reqps',
  count: 'short',
  s: 's',
};

/** The dashboard, to be imported into Grafana, which asks for the Prometheus data source. */
export function grafanaDashboard(): object {
  return {
    __inputs: [
      { name: 'DS_PROMETHEUS', label: 'Prometheus', type: 'datasource', pluginId: 'prometheus' },
    ],
    title: 'Twilio (nestjs-twilio-auth)',
    uid: 'nestjs-twilio-auth',
    tags: ['twilio'],
    schemaVersion: 39,
    editable: true,
    refresh: '30s',
    time: { from: 'now-1h', to: 'now' },
    templating: { list: [] },
    panels: PANELS.map(panelOf),
  };
}

function panelOf({ title, description, unit, queries }: Panel, at: number): object {
  const datasource = { type: 'prometheus', uid: '${DS_PROMETHEUS}' };
  return {
    id: at + 1,
    type: 'timeseries',
    title,
    description,
    datasource,
    gridPos: { x: (at % 2) * 12, y: Math.floor(at / 2) * 8, w: 12, h: 8 },
    fieldConfig: { defaults: { unit: UNITS[unit], min: 0 }, overrides: [] },
    options: {
      legend: {
        showLegend: true,
        displayMode: 'table',
        placement: 'bottom',
        calcs: ['mean', 'max'],
      },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
    targets: queries.map((query, index) => ({
      refId: String.fromCodePoint('A'.codePointAt(0)! + index),
      datasource,
      expr: toPromQl(query, '$__rate_interval'),
      legendFormat: legendOf(query),
    })),
  };
}

function legendOf({ legend = '', by = [] }: Query): string {
  return legend + by.map((attribute) => `{{${labelOf(attribute)}}}`).join(' ');
}
