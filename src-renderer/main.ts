// First: it has to come before any schema is made.
import './strict-policy.ts';
import { mount } from 'svelte';
import App from './App.svelte';
import { takeDesktop } from './client/desktop.ts';
import { pageNow, reloadWhenRebuilt } from './client/reload-when-rebuilt.ts';
import { tabKey } from './client/tab-key.ts';
import { connectByWebSocket, socketAddress } from './client/websocket.ts';
import { PreferenceStore } from './stores/preferences.svelte.ts';
import { Workbench } from './stores/workbench.svelte.ts';
import './styles/index.css';

// Of `npm run dev` alone: other bundles leave it out.
if (import.meta.env.MODE === 'development')
  reloadWhenRebuilt({ page: pageNow, reload: () => location.reload() });

const target = document.getElementById('app');
if (target) {
  const desktop = takeDesktop(window.portrait);
  const bench = new Workbench({
    connection:
      desktop?.connection ??
      connectByWebSocket(socketAddress(location), tabKey(location, history, sessionStorage)),
    preferences: new PreferenceStore(
      localStorage,
      navigator.languages,
      matchMedia('(prefers-color-scheme: dark)'),
    ),
    desktop,
    clock: Date.now,
    newId: () => crypto.randomUUID(),
  });
  mount(App, { target, props: { bench } });
}
