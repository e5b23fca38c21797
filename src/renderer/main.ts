// Starts the window.
import '#shared/zod-without-eval';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { loadPlotly } from './charts/load-plotly.ts';
import { nextTask } from './charts/next-task.ts';
import { AppState } from './state/app-state.svelte.ts';
import { listenForEnginePort } from './state/engine-port.ts';

const app = new AppState({
  bridge: window.personae,
  storage: localStorage,
  document,
  matchMedia: (query) => window.matchMedia(query),
});
listenForEnginePort(app.engine, window);
window.addEventListener('pagehide', () => void app.project.flush());

// The scripts have had their task: putting up the first page is another one.
await nextTask();
const target = document.getElementById('app');
if (target) mount(App, { target, props: { app } });
void app.start();

// Before the first chart asks for it, after the window can be used. A failure is told by that chart.
requestIdleCallback(() => void loadPlotly().catch(() => undefined));
