// Runs in a world of ours beside the page's own, once for each frame, after axe-core and AccessLint were put there. What
// it answers is one text of JSON. Java reads it; see the package dev.tandem.audit.engine.
(() => {
  // The version is raised when a check is added, or decides otherwise than before: it is stored with every result.
  const tandem = (globalThis.tandem = { version: '1', checks: [] });

  const HTML_LENGTH = 2000;

  // Selectors from the outermost shadow root inwards. axe's own recipe for everybody, so that what two engines say of one
  // element can be recognised by its place.
  tandem.place = (element) => [axe.utils.getSelector(element)].flat();

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
  const isPicture = (element) => (element.textContent.match(/[\p{L}\p{N}]/gu) ?? []).length < 2;

  // The frames to be looked into, in axe's order, as selectors and as what axe wants to be told in the frame.
  tandem.frames = (context) => {
    const frames = axe.utils.getFrameContexts(context ?? document, { iframes: true });
    tandem.frameElements = frames.map((frame) => axe.utils.shadowSelect(frame.frameSelector));
    return JSON.stringify(
      frames.map((frame) => ({ place: [frame.frameSelector].flat(), context: frame.frameContext })),
    );
  };

  const drawn = (rule) =>
    rule.id === 'color-contrast' && { ...rule, nodes: rule.nodes.filter((node) => isPicture(node.element)) };

  const solid = (rule) =>
    rule.id === 'color-contrast'
      ? { ...rule, nodes: rule.nodes.filter((node) => !isPicture(node.element)) }
      : rule;

  const axeAnswer = (result, violations, incomplete) =>
    JSON.stringify(
      {
        version: result.testEngine.version,
        violations,
        incomplete,
        rules: [result.violations, result.incomplete, result.passes, result.inapplicable].flatMap((list) =>
          list.map((rule) => rule.id),
        ),
      },
      (key, value) => (key === 'element' ? undefined : value),
    );

  tandem.axe = async (options) => {
    const result = await axe.run(document, { ...options, iframes: false, elementRef: true });
    const doubtful = result.violations.map(drawn).filter((rule) => rule && rule.nodes.length > 0);
    return axeAnswer(result, result.violations.map(solid), [...result.incomplete, ...doubtful]);
  };

  tandem.axePart = async (context, options, milliseconds) =>
    JSON.stringify(await within(milliseconds, axe.runPartial(context ?? document, options)));

  tandem.axeWhole = async (parts, options) => {
    const result = await axe.finishRun(parts, options);
    return axeAnswer(result, result.violations, result.incomplete);
  };

  tandem.accessLint = ({ child, bestPractices, off, ...trust }) => {
    const unasked = AccessLint.rules
      .filter((rule) => isAdvice(rule) && !bestPractices && !trust.asked.includes(rule.id))
      .map((rule) => rule.id);
    const options = { disabledRules: [...off, ...unasked], componentMode: child };
    const result = AccessLint.runAudit(document, options);
    const failed = new Set(result.skippedRules.map((rule) => rule.ruleId));
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

  const isAdvice = (rule) => rule.tags?.includes('best-practice') ?? false;

  const accessLintFinding = (violation, rules, { asked, doubted }) => {
    const rule = rules.get(violation.ruleId);
    const element = violation.element ?? document.querySelector(violation.selector);
    if (element === null) {
      return [];
    }
    const picture = violation.ruleId === 'distinguishable/color-contrast' && isPicture(element);
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

  // axe's tree of the page answers what role, name and place an element has, and what is hidden from whom.
  tandem.withTree = (work) => {
    axe.teardown();
    axe.setup(document);
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
    const run = () => checks.flatMap((check) => runCheck(check, failures));
    // axe's tree is dear on a large page. Checks of a later stage do without, until there is something to be told.
    const found = stage === undefined ? tandem.withTree(() => tell(run())) : tandem.tell(run());
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

  const tell = (found) => found.map(finding);

  tandem.tell = (found) => (found.length === 0 ? [] : tandem.withTree(() => tell(found)));

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
