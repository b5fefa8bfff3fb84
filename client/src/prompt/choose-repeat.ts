import * as vscode from 'vscode';

/** Lets the person say which repeat to show; undefined when the person leaves, or where each respondent is asked once. */
export async function chooseRepeat({
  repeat,
  repeats,
}: {
  readonly repeat: number;
  readonly repeats: number;
}): Promise<number | undefined> {
  if (repeats === 1) {
    vscode.window.showInformationMessage('Each respondent is asked once: `simulation.repeats` is 1.');
    return undefined;
  }
  const range = `from 1 to ${repeats.toLocaleString('en')}`;
  const given = await vscode.window.showInputBox({
    title: 'Which repeat?',
    prompt: `A number ${range}`,
    value: String(repeat),
    validateInput: (text) => (isRepeat(text, repeats) ? null : `A whole number ${range}, please.`),
  });
  return given === undefined ? undefined : Number(given);
}

function isRepeat(text: string, repeats: number): boolean {
  const number = Number(text);
  return /^\s*\d+\s*$/.test(text) && number >= 1 && number <= repeats;
}
