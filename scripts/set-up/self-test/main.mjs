// Proves on this machine that Electron opens a window and loads better-sqlite3; says so as JSON.
import { app, BrowserWindow } from 'electron';
import Database from 'better-sqlite3';

// Not awaited: Electron is ready only after this module has run to its end.
app
  .whenReady()
  .then(openWindowAndDatabase)
  .catch((error) => {
    console.error(error);
    app.exit(1);
  });

async function openWindowAndDatabase() {
  const window = new BrowserWindow({ show: false });
  await window.loadURL('data:text/html,<title>ready</title>');
  const database = new Database(':memory:');
  const sqlite = database.prepare('SELECT sqlite_version()').pluck().get();
  database.close();
  console.log(
    JSON.stringify({ electron: process.versions.electron, title: window.getTitle(), sqlite }),
  );
  app.exit(0);
}
