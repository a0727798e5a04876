import type { Grade } from '../grade.ts';
import { feedback, type FeedbackLaw, type FeedbackPart, type FeedbackTask } from './feedback.ts';
import { html, Html, htmlPage } from './html.ts';

/** Feedback to one student as a page of its own: readable offline, without a script. */
export function feedbackHtml(grade: Grade): string {
  const { title, facts, score, sum, parts, answers, warnings } = feedback(grade);
  return htmlPage(
    title,
    html`<h1><bdi>${title}</bdi></h1>
      <ul class="faint">
        ${facts.map((fact) => html`<li><bdi>${fact}</bdi></li>`)}
      </ul>
      <p><span class="score">${score}</span>${sum === undefined ? '' : `: ${sum}`}</p>
      ${listed('To look at', warnings)} ${parts.map(partSection)} ${listed('Answers', answers)}`,
  );
}

const nothing = new Html('');

function listed(title: string, sentences: readonly string[]): Html {
  if (sentences.length === 0) return nothing;
  return html`<h2>${title}</h2>
    <ul>
      ${sentences.map((sentence) => html`<li>${lines(sentence)}</li>`)}
    </ul>`;
}

function partSection({ title, points, zero, tasks, replay }: FeedbackPart): Html {
  return html`<section>
    <h2>${title}: ${points}</h2>
    ${
      zero === undefined
        ? nothing
        : html`<p class="bad">${zero.says}</p>
            <pre>${zero.excerpt}</pre>`
    }
    ${tasks.map(taskSection)}
    <p class="faint">The same cases, all of them, on your own machine: <code>${replay}</code></p>
  </section> `;
}

function taskSection({ title, points, note, excerpt, laws }: FeedbackTask): Html {
  return html`<h3>${title}: ${points}</h3>
    ${note === undefined ? nothing : html`<p>${lines(note)}</p>`}
    ${excerpt === undefined ? nothing : html`<pre>${excerpt}</pre>`}
    ${
      laws.length === 0
        ? nothing
        : html`<ul class="laws">
            ${laws.map(lawItem)}
          </ul>`
    }
    ${laws.map(brokenSection)}`;
}

function lawItem({ mark, claim, note }: FeedbackLaw): Html {
  const kind = { '✓': 'good', '✗': 'bad' }[mark] ?? 'faint';
  return html`<li>
    <span class="${kind}">${mark}</span> ${claim} <span class="note">(${note})</span>
  </li> `;
}

function brokenSection({ claim, broken }: FeedbackLaw): Html {
  if (broken === undefined) return nothing;
  return html`<section class="broken">
    <h4>${broken.id} · ${claim}</h4>
    <pre>${broken.lines.join('\n')}</pre>
    <p>replay: <code>${broken.replay}</code><br />hint: <code>${broken.hint}</code></p>
  </section> `;
}

/** Lines of a message stay lines. */
function lines(text: string): Html {
  const [first, ...rest] = text.split('\n');
  return html`${first}${rest.map((line) => html`<br />${line}`)}`;
}
