// Whether the window can draw with WebGL. Asked once: a context is dear, and there are few.

let answer: boolean | undefined;

export function hasWebgl(): boolean {
  answer ??= askForWebgl();
  return answer;
}

function askForWebgl(): boolean {
  const context = document.createElement('canvas').getContext('webgl');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}
