// The window's files over a scheme of our own, with the content security policy as a header.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { app, protocol } from 'electron';

const scheme = 'app';
export const rendererOrigin = `${scheme}://personae`;
const rendererFolder = path.join(import.meta.dirname, '../renderer');

export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  // plotly and Svelte set styles on elements at run time.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** The address of the development server, only in an unpackaged application. */
export function developmentServer(): string | undefined {
  return app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
}

export function rendererUrl(): string {
  return developmentServer() ?? `${rendererOrigin}/index.html`;
}

/** Before `ready`. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ]);
}

export function serveRenderer(): void {
  protocol.handle(scheme, async (request) => {
    const file = fileOf(new URL(request.url));
    const type = file && contentTypes[path.extname(file)];
    if (!file || !type) return new Response('not found', { status: 404 });
    try {
      return new Response(new Uint8Array(await readFile(file)), {
        headers: {
          'content-type': type,
          'content-security-policy': contentSecurityPolicy,
          'x-content-type-options': 'nosniff',
        },
      });
    } catch {
      return new Response('not found', { status: 404 });
    }
  });
}

/** The file an address stands for; undefined where it would leave the renderer's folder. */
function fileOf(url: URL): string | undefined {
  if (url.host !== 'personae') return undefined;
  const file = path.join(rendererFolder, decodeURIComponent(url.pathname));
  return file.startsWith(rendererFolder + path.sep) ? file : undefined;
}
