// One bridge, nothing else: the window gets these three functions and the engine's port.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  acceptDropChannel,
  enginePortChannel,
  enginePortMessage,
  shellCallChannel,
  shellEventChannel,
  type Bridge,
} from '#shared/calls/bridge';

const bridge: Bridge = {
  callShell: (name, input) => ipcRenderer.invoke(shellCallChannel, name, input),
  onShellEvent: (listener) => {
    ipcRenderer.on(shellEventChannel, (_event, payload: unknown) => listener(payload));
  },
  acceptDrop: (file) =>
    ipcRenderer.invoke(acceptDropChannel, { path: webUtils.getPathForFile(file) }),
};

contextBridge.exposeInMainWorld('personae', bridge);

ipcRenderer.on(enginePortChannel, (event) => {
  window.postMessage(enginePortMessage, '*', event.ports);
});
