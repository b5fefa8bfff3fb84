import * as vscode from 'vscode';
import type { ListedRespondent } from '#engine';

interface Choice extends vscode.QuickPickItem {
  /** Null where nobody matches, and there is nobody to pick. */
  readonly number: number | null;
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
  return new Promise((resolve) => {
    let asked = 0;
    let isAccepted = false;
    const choose = (choice: Choice | undefined) => {
      if (choice !== undefined && choice.number !== null) {
        resolve(choice.number);
        pick.hide();
      }
    };
    const look = async (lookedFor: string) => {
      asked += 1;
      const turn = asked;
      isAccepted = false;
      pick.busy = true;
      const found = await find(lookedFor).catch(() => []);
      // An answer that a later one has overtaken is of no use any more.
      if (turn !== asked) {
        return;
      }
      pick.items = found.length === 0 ? [nobody] : found.map(choiceOf);
      pick.busy = false;
      if (isAccepted) {
        choose(pick.items[0]);
      }
    };
    const subscriptions = vscode.Disposable.from(
      pick.onDidChangeValue(look),
      pick.onDidAccept(() => {
        // Enter straight after typing is meant for what was typed, and not for the list that it takes the place of.
        isAccepted = pick.busy;
        const [selected] = pick.selectedItems;
        if (!isAccepted) {
          choose(selected !== undefined && pick.items.includes(selected) ? selected : pick.items[0]);
        }
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

const nobody: Choice = { label: 'Nobody matches', alwaysShow: true, number: null };

function choiceOf({ number, respondent, persona }: ListedRespondent): Choice {
  return { label: String(number), description: respondent, detail: persona, alwaysShow: true, number };
}
