package dev.tandem.audit.browser;

import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Selectors;

/// The way into the sandbox that Playwright keeps beside each page's own world, in browsers without the DevTools
/// protocol: a selector of ours runs there, and instead of finding an element it runs what it is given.
///
/// `tandem=run:<base64>` runs a script; `tandem=get:<base64>` evaluates an expression that gives a text or the promise
/// of one, and finds an element, which is in no document, that holds the text as soon as it is there.
/// `tandem=at:<base64>` finds the element that an expression gives.
public final class SandboxScript {

    /// The selector's name.
    public static final String NAME = "tandem";

    private static final String ENGINE =
            """
            (() => {
              const answers = new Map();
              const element = (kind, text) => {
                const holder = document.createElement('div');
                holder.textContent = kind + text;
                return holder;
              };
              const decode = text => new TextDecoder().decode(Uint8Array.from(atob(text), c => c.charCodeAt(0)));
              const evaluate = text => (0, eval)(decode(text));
              const start = call => {
                const answer = {};
                answers.set(call, answer);
                const [id, code] = call.split('.');
                try {
                  Promise.resolve(evaluate(code)).then(
                    value => { answer.element = element('=', value); },
                    failure => { answer.element = element('!', failure); });
                } catch (failure) {
                  answer.element = element('!', failure);
                }
                return answer;
              };
              const query = (root, selector) => {
                const [kind, call] = selector.split(':');
                if (kind === 'at') {
                  return evaluate(call) ?? null;
                }
                if (kind === 'run') {
                  try {
                    evaluate(call);
                    return element('=', '');
                  } catch (failure) {
                    return element('!', failure);
                  }
                }
                return (answers.get(call) ?? start(call)).element ?? null;
              };
              return {query, queryAll: (root, selector) => [query(root, selector)].filter(found => found)};
            })()\
            """;

    private SandboxScript() {}

    static void register(Playwright playwright) {
        try {
            playwright.selectors().register(NAME, ENGINE, new Selectors.RegisterOptions().setContentScript(true));
        } catch (PlaywrightException already) {
            throw new IllegalStateException("A driver belongs to one slot and is told of the selector once.", already);
        }
    }
}
