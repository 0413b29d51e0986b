// What the checks ask of the page.
(() => {
  const rootsIn = (root) =>
    [...root.querySelectorAll('*')].flatMap((element) =>
      element.shadowRoot ? [element.shadowRoot, ...rootsIn(element.shadowRoot)] : [],
    );

  let roots = [];

  // Open shadow trees are looked for once for each time that the checks are run.
  tandem.findRoots = () => {
    roots = [document, ...rootsIn(document)];
  };

  tandem.all = (selector) => roots.flatMap((root) => [...root.querySelectorAll(selector)]);

  const ofTree = (question) => (element) => {
    tandem.needTree();
    return question(element);
  };

  tandem.role = ofTree((element) => axe.commons.aria.getRole(element));
  tandem.name = ofTree((element) => axe.commons.text.accessibleText(element).trim());

  // Whether assistive technology is told of it.
  tandem.exposed = ofTree((element) => axe.commons.dom.isVisibleToScreenReaders(element));
  tandem.visible = ofTree((element) => axe.commons.dom.isVisibleOnScreen(element));

  // The browser's own word for what is drawn; axe's is more exact and dearer.
  tandem.shown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

  tandem.plain = (text) => text.replace(/\s+/g, ' ').trim();
})();
