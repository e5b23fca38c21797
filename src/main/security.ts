// No network, no permissions, no navigation, no new windows. Every rule here has an end-to-end test.
import { app, session, type WebContents } from 'electron';
import { developmentServer, rendererOrigin } from './renderer-scheme.ts';

/** Chromium's own background traffic, and any name that could be looked up. Before `ready`. */
export function keepOffTheNetwork(): void {
  const switches = [
    'disable-background-networking',
    'disable-component-update',
    'disable-default-apps',
    'disable-domain-reliability',
    'disable-sync',
    'no-pings',
    'no-first-run',
    'dns-prefetch-disable',
  ];
  for (const name of switches) app.commandLine.appendSwitch(name);
  app.commandLine.appendSwitch(
    'disable-features',
    'AutofillServerCommunication,CertificateTransparencyComponentUpdater,MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,Translate',
  );
  app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
  if (!developmentServer()) app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
}

function mayLoad(url: string): boolean {
  const development = developmentServer();
  if (url.startsWith(`${rendererOrigin}/`) || /^(data|blob|devtools):/.test(url)) return true;
  if (!development) return false;
  return url.startsWith(development) || url.startsWith(development.replace(/^http/, 'ws'));
}

/** Every request that is not the window's own files is refused; so is every permission. */
export function restrictSession(): void {
  const { defaultSession } = session;
  defaultSession.webRequest.onBeforeRequest((details, callback) =>
    callback({ cancel: !mayLoad(details.url) }),
  );
  defaultSession.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.on('will-download', (event) => event.preventDefault());
  defaultSession.setSpellCheckerEnabled(false);
}

export function lockWebContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
