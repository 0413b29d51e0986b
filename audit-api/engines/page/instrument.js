// Runs in a world of ours beside the page's own, once for each frame, after axe-core and AccessLint were put there. What
// it answers is one text of JSON. Java reads it; see the package dev.tandem.audit.engine.
(() => {
  // The version is raised when a check is added, or decides otherwise than before: it is stored with every result.
  const tandem = (globalThis.tandem = { version: '1', checks: [] });

  const HTML_LENGTH = 2000;

  // Selectors from the outermost shadow root inwards. axe's own recipe for everybody, so that what two engines say of one
  // element can be recognised by its place.
  tandem.place = (element) => {
    needTree();
    return [axe.utils.getSelector(element)].flat();
  };

  tandem.html = (element) => {
    const html = element.outerHTML;
    if (html.length <= HTML_LENGTH) {
      return html;
    }
    const tag = element.cloneNode(false).outerHTML;
    return tag.length <= HTML_LENGTH ? tag : tag.slice(0, HTML_LENGTH - 1) + '…';
  };

  const within = (milliseconds, work) =>
    Promise.race([
      work,
      new Promise((resolve, reject) =>
        setTimeout(() => reject(new Error(`not done within ${milliseconds} ms`)), milliseconds),
      ),
    ]);

  // Contrast is asked for where text says something in a human language. Dashes and stars say nothing, and a single
  // letter is a drawn cross as often as it is a word.
  const isPicture = (element) => {
    if (!element) {
      return false;
    }
    const text = (element.shadowRoot ?? element).textContent.replace(/\s+/g, '');
    const letters = (text.match(/[\p{L}\p{N}]/gu) ?? []).length;
    return letters < 2 || letters < text.length / 10;
  };

  // The frames to be looked into, in axe's order, as selectors and as what axe wants to be told in the frame.
  tandem.frames = (context) => {
    const frames = axe.utils.getFrameContexts(context ?? document, { iframes: true });
    tandem.frameElements = frames.map((frame) => axe.utils.shadowSelect(frame.frameSelector));
    // Named as axe names them in its result, which is not how it names them here.
    return tandem.withTree(() =>
      JSON.stringify(
        frames.map((frame, index) => ({
          place: tandem.place(tandem.frameElements[index]),
          context: frame.frameContext,
        })),
      ),
    );
  };

  const drawn = (rule) =>
    rule.id === 'color-contrast' && { ...rule, nodes: rule.nodes.filter((node) => isPicture(node.element)) };

  const solid = (rule) =>
    rule.id === 'color-contrast'
      ? { ...rule, nodes: rule.nodes.filter((node) => !isPicture(node.element)) }
      : rule;

  // What axe says of contrast is doubted where the text is a drawing, and is what AccessLint is asked about.
  const axeAnswer = (result) => {
    contrastInQuestion = [...result.violations, ...result.incomplete]
      .filter((rule) => rule.id === 'color-contrast')
      .flatMap((rule) => rule.nodes.flatMap((node) => node.element ?? []));
    const doubtful = result.violations.map(drawn).filter((rule) => rule && rule.nodes.length > 0);
    return JSON.stringify(
      {
        version: result.testEngine.version,
        violations: result.violations.map(solid),
        incomplete: [...result.incomplete, ...doubtful],
        rules: [result.violations, result.incomplete, result.passes, result.inapplicable].flatMap((list) =>
          list.map((rule) => rule.id),
        ),
      },
      (key, value) => (key === 'element' ? undefined : value),
    );
  };

  tandem.axe = async (options) =>
    axeAnswer(await axe.run(document, { ...options, iframes: false, elementRef: true }));

  tandem.axePart = async (context, options, milliseconds) =>
    JSON.stringify(await within(milliseconds, axe.runPartial(context ?? document, options)));

  tandem.axeWhole = async (parts, options) => {
    const result = await axe.finishRun(parts, options);
    for (const node of [...result.violations, ...result.incomplete].flatMap((rule) => rule.nodes)) {
      // What is in a frame is not to be had from here.
      node.element = node.target.length === 1 ? axe.utils.shadowSelect(node.target[0]) : null;
    }
    return axeAnswer(result);
  };

  // AccessLint's contrast takes many seconds where a page has thousands of texts that fail. It is asked where axe fails
  // one or can't decide; null where axe was not asked.
  let contrastInQuestion = null;

  const CONTRAST = 'distinguishable/color-contrast';
  const MOST_CONTRASTS = 100;
  const LARGE_PAGE = 8000;

  const textsIn = function* (elements) {
    for (const element of elements) {
      yield* [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    }
  };

  // The document, as a rule sees it that is to walk over some texts alone.
  const documentWith = (elements) =>
    new Proxy(document, {
      get: (target, name) => {
        if (name === 'createTreeWalker') {
          const texts = textsIn(elements);
          return () => ({ nextNode: () => texts.next().value ?? null });
        }
        const value = target[name];
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });

  const contrastRule = () => {
    const rule = AccessLint.rules.find(({ id }) => id === CONTRAST);
    const asked = contrastInQuestion.slice(0, MOST_CONTRASTS);
    return { ...rule, run: () => rule.run(documentWith(asked)) };
  };

  const contrastOptions = () => {
    if (contrastInQuestion !== null) {
      return { disabledRules: [CONTRAST], additionalRules: [contrastRule()] };
    }
    const large = document.getElementsByTagName('*').length > LARGE_PAGE;
    return { disabledRules: large ? [CONTRAST] : [], additionalRules: [] };
  };

  // Rules that were not run everywhere: their silence says nothing.
  const partial = () => (contrastInQuestion?.length > MOST_CONTRASTS ? [CONTRAST] : []);

  tandem.accessLint = ({ child, bestPractices, off, ...trust }) => {
    const unasked = AccessLint.rules
      .filter((rule) => isAdvice(rule) && !bestPractices && !trust.asked.includes(rule.id))
      .map((rule) => rule.id);
    const { disabledRules, additionalRules } = off.includes(CONTRAST) ? { disabledRules: [] } : contrastOptions();
    const options = { disabledRules: [...off, ...unasked, ...disabledRules], additionalRules, componentMode: child };
    const result = AccessLint.runAudit(document, options);
    const failed = new Set([...result.skippedRules.map((rule) => rule.ruleId), ...partial()]);
    const active = AccessLint.getActiveRules(options);
    const rules = new Map(active.map((rule) => [rule.id, rule]));
    return tandem.withTree(() =>
      JSON.stringify({
        version: result.testEngine.version,
        rules: active.map((rule) => rule.id).filter((id) => !failed.has(id)),
        found: result.violations.flatMap((violation) => accessLintFinding(violation, rules, trust)),
      }),
    );
  };

  // AccessLint's selectors of a frame begin in the page around it, where that is of the same site.
  const elementAt = (selector) => AccessLint.querySelectorShadowAware(selector.split(' >>>iframe> ').at(-1));

  const isAdvice = (rule) => rule.tags?.includes('best-practice') ?? false;

  const accessLintFinding = (violation, rules, { asked, doubted }) => {
    const rule = rules.get(violation.ruleId);
    const element = violation.element ?? elementAt(violation.selector);
    if (element === null) {
      return [];
    }
    const picture = violation.ruleId === CONTRAST && isPicture(element);
    return [
      {
        code: violation.ruleId,
        title: rule.description,
        message: [violation.message, rule.guidance].filter(Boolean).join(' '),
        criteria: isAdvice(rule) && !asked.includes(rule.id) ? [] : rule.wcag,
        certain: !picture && !doubted.includes(violation.ruleId),
        impact: violation.impact,
        place: tandem.place(element),
        html: tandem.html(element),
      },
    ];
  };

  // axe's tree of the page answers what role, name and place an element has, and what is hidden from whom. It is dear on
  // a large page, so it is made when it is first asked, and none is kept for a page that may have changed.
  const needTree = (tandem.needTree = () => {
    if (axe._tree === undefined) {
      axe.setup(document);
    }
  });

  tandem.withTree = (work) => {
    axe.teardown();
    try {
      return work();
    } finally {
      axe.teardown();
    }
  };

  // The checks of a stage: those that only look, or those that want the page zoomed.
  tandem.check = async ({ child, off, stage }) => {
    const checks = tandem.checks.filter(
      (check) => check.stage === (stage ?? undefined) && !off.includes(check.id) && !(child && check.wholePage),
    );
    for (const check of checks) {
      await check.prepare?.();
    }
    const failures = [];
    tandem.findRoots();
    const found = tandem.withTree(() => checks.flatMap((check) => runCheck(check, failures)).map(finding));
    return JSON.stringify({
      version: tandem.version,
      rules: checks.map((check) => check.id).filter((id) => !failures.some((failure) => failure.code === id)),
      failures,
      found,
    });
  };

  // A check that breaks on a page costs itself alone.
  const runCheck = (check, failures) => {
    try {
      return check.run().map((found) => ({ check, ...found }));
    } catch (failure) {
      failures.push({ code: check.id, message: String(failure) });
      return [];
    }
  };

  tandem.tell = (found) => tandem.withTree(() => found.map(finding));

  const finding = ({ check, element, message, certain = true }) => ({
    code: check.id,
    title: check.title,
    message,
    criteria: check.criteria,
    certain,
    impact: check.impact,
    place: tandem.place(element),
    html: tandem.html(element),
  });
})();
