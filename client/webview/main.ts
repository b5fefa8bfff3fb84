// The evaluation panel: browser code of the editor's webview and of the HTML report, which brings its report along.
import type { HostMessage, Report } from '#engine';
import { element } from './dom.ts';
import { connectHost, embeddedReport } from './host.ts';
import { addStyles } from './styles.ts';
import { reportView } from './view-report.ts';
import { emptyView, failureView, progressView, waitingView } from './view-status.ts';

const root = element('div', { id: 'panel' });
const status = element('div', { id: 'status', role: 'status' });
const content = element('main', {});

let shown = '';

/** A report that is told once more leaves all as it is: what is open, what is chosen, what has the focus. */
function showReport(report: Report, canReveal: boolean): void {
  const text = JSON.stringify(report);
  if (text === shown) {
    return;
  }
  shown = text;
  const scrolled = window.scrollY;
  content.replaceChildren(reportView(report, canReveal ? (path) => host?.post({ kind: 'reveal', path }) : null));
  window.scrollTo({ top: scrolled });
}

function receive(message: HostMessage): void {
  switch (message.kind) {
    case 'report':
      status.replaceChildren();
      showReport(message.report, true);
      break;
    case 'progress':
      progressView(status, message);
      if (content.querySelector('.empty') !== null) {
        content.replaceChildren(waitingView());
      }
      break;
    case 'failed':
      status.replaceChildren(failureView(message.message));
      if (content.querySelector('.empty') !== null) {
        content.replaceChildren(emptyView(true));
      }
      break;
  }
  content.classList.toggle('older', message.kind === 'progress');
}

addStyles();
root.append(status, content);
document.body.append(root);

const host = connectHost(receive);
const embedded = embeddedReport();
if (host === null) {
  document.documentElement.classList.add('standalone');
}
if (embedded === null) {
  content.append(emptyView(host !== null));
} else {
  showReport(embedded, false);
}
host?.post({ kind: 'ready' });
