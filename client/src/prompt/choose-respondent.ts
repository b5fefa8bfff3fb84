import * as vscode from 'vscode';
import type { ListedRespondent } from '#engine';

interface Choice extends vscode.QuickPickItem {
  readonly number: number;
}

/**
 * Lets the person pick a respondent by number, id or words of the persona; the server looks for them, because a plan may
 * have more respondents than a list can hold. Undefined when the person leaves.
 */
export function chooseRespondent(
  of: number,
  find: (lookedFor: string) => Promise<readonly ListedRespondent[]>,
): Promise<number | undefined> {
  const pick = vscode.window.createQuickPick<Choice>();
  pick.title = 'Whose prompt?';
  pick.placeholder = `A number from 1 to ${of.toLocaleString('en')}, an id, or words such as: female, 35`;
  let asked = 0;
  const look = async (lookedFor: string) => {
    asked += 1;
    const turn = asked;
    pick.busy = true;
    const found = await find(lookedFor).catch(() => []);
    // An answer that a later one has overtaken is of no use any more.
    if (turn === asked) {
      pick.items = found.map(choiceOf);
      pick.busy = false;
    }
  };
  return new Promise((resolve) => {
    const subscriptions = vscode.Disposable.from(
      pick.onDidChangeValue(look),
      pick.onDidAccept(() => {
        resolve(pick.selectedItems[0]?.number);
        pick.hide();
      }),
      pick.onDidHide(() => {
        resolve(undefined);
        subscriptions.dispose();
        pick.dispose();
      }),
    );
    pick.show();
    look('').catch(() => undefined);
  });
}

function choiceOf({ number, respondent, persona }: ListedRespondent): Choice {
  return { label: String(number), description: respondent, detail: persona, alwaysShow: true, number };
}
