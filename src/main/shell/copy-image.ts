// A picture to the clipboard. Electron changed its clipboard between the versions that Personae runs
// on: the older one takes an image, the newer one takes clipboard items.
import * as electron from 'electron';
import type { NativeImage } from 'electron';

interface ImageClipboard {
  writeImage(image: NativeImage): void;
}

function takesImages(clipboard: object): clipboard is ImageClipboard {
  return 'writeImage' in clipboard;
}

export async function copyImage(png: Uint8Array): Promise<void> {
  const { clipboard, nativeImage } = electron;
  if (takesImages(clipboard)) {
    clipboard.writeImage(nativeImage.createFromBuffer(Buffer.from(png)));
    return;
  }
  const blob = new Blob([new Uint8Array(png)], { type: 'image/png' });
  await clipboard.write([new electron.ClipboardItem({ 'image/png': blob })]);
}
